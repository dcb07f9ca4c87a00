import { choice, complete, type Example, footer, input, last, navigate, screen, text } from './example.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const image = (more = {}) => ({ type: 'Image', src: PNG, ...more });
const chain = (ids: readonly string[]) =>
  ids.map((id, index) => {
    const next = ids[index + 1];
    return next === undefined ? last(id) : screen(id, [footer(navigate(next))]);
  });
const letters = (index: number) => `S_${[...String(index)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')}`;
const texts = (count: number) => Array.from({ length: count }, () => text('Hello'));
const form = (children: unknown[], more = {}) => ({ type: 'Form', name: 'form', ...more, children });
const list = (more = {}) => ({
  type: 'NavigationList',
  name: 'list',
  'list-items': [{ id: 'a', 'main-content': { title: 'A' } }],
  'on-click-action': navigate('END'),
  ...more,
});
const calendar = (more = {}) => ({ type: 'CalendarPicker', name: 'day', label: 'Day', ...more });
const both = { 'start-date': 'From', 'end-date': 'To' };
const rich = { type: 'RichText', text: '# Terms' };
const carousel = { type: 'ImageCarousel', images: [{ src: PNG, 'alt-text': 'A' }] };
const heavy = (kilobytes: number) => `${PNG.slice(0, 40)}${'A'.repeat((kilobytes * 1024 * 4) / 3)}`;

export const SCREEN_EXAMPLES = {
  'too-many-screens': [
    {
      of: 'screens',
      at: '',
      wrong: chain(Array.from({ length: 101 }, (_, index) => letters(index))),
      right: chain(Array.from({ length: 100 }, (_, index) => letters(index))),
      shown: { wrong: 'a flow of 101 screens', right: 'a flow of 100 screens' },
    },
  ],
  'screen-id-characters': [
    {
      of: 'screens',
      at: '/1/id',
      wrong: chain(['STEP_ONE', 'STEP_2']),
      right: chain(['STEP_ONE', 'STEP_TWO']),
      shown: { wrong: '{ "id": "STEP_2", … }', right: '{ "id": "STEP_TWO", … }' },
    },
    { of: 'screens', at: '/0/id', wrong: [last('my-screen')], right: [last('my_screen')] },
    { of: 'screens', at: '/0/id', wrong: [last('DEMO\u200f')], right: [last('DEMO')] },
    { of: 'screens', at: '/0/id', wrong: [last('__')], right: [last('_A_')] },
    { of: 'screen', at: '/id', wrong: { id: 5 }, right: {} },
    { of: 'screen', at: '/id', wrong: { id: '' }, right: {} },
  ],
  'screen-id-reserved': [
    {
      of: 'screens',
      at: '/0/id',
      wrong: [last('SUCCESS')],
      right: [last('THANKS')],
      shown: { wrong: '{ "id": "SUCCESS", … }', right: '{ "id": "THANKS", … }' },
    },
    { of: 'screens', at: '/0/id', wrong: [last('Success')], right: [last('SUCCESS_PAGE')] },
  ],
  'repeated-screen-id': [
    {
      of: 'screens',
      at: '/2/id',
      wrong: [...chain(['A', 'B']), last('B')],
      right: chain(['A', 'B', 'C']),
      shown: { wrong: '[{ "id": "B", … }, { "id": "B", … }]', right: '[{ "id": "B", … }, { "id": "C", … }]' },
    },
  ],
  'screen-title-missing': [
    {
      of: 'screen',
      at: '',
      wrong: { title: undefined },
      right: { title: 'Title' },
      shown: { wrong: '{ "id": "DEMO", "layout": … }', right: '{ "id": "DEMO", "title": "Your order", "layout": … }' },
    },
  ],
  'terminal-screen-missing': [{ of: 'screens', at: '/0', wrong: [screen('DONE', [footer()])], right: [last('DONE')] }],
  'terminal-without-footer': [
    {
      of: 'screens',
      at: '/0',
      wrong: [last('THANKS', {}, [text('We got it.')])],
      right: [last('THANKS', {}, [text('We got it.'), footer()])],
    },
  ],
  'terminal-footer-navigates': [
    {
      of: 'screens',
      at: '/0/layout/children/0/on-click-action/name',
      wrong: [last('PAY', {}, [footer(navigate('THANKS'))]), last('THANKS')],
      right: [screen('PAY', [footer(navigate('THANKS'))]), last('THANKS')],
    },
    {
      of: 'screens',
      at: '/0/layout/children/0/on-click-action/name',
      version: '7.2',
      severity: 'hurts',
      wrong: [last('PAY', {}, [footer(navigate('THANKS'))]), last('THANKS')],
      right: [screen('PAY', [footer(navigate('THANKS'))]), last('THANKS')],
    },
  ],
  'complete-not-terminal': [
    {
      of: 'screens',
      at: '/0/layout/children/0/on-click-action/name',
      flow: { routing_model: { ASK: ['END'], END: [] } },
      wrong: [screen('ASK', [footer(complete())]), last('END')],
      right: [screen('ASK', [footer(navigate('END'))]), last('END')],
    },
  ],
  'navigation-list-on-terminal': [
    {
      of: 'screens',
      at: '/0/layout/children/0',
      wrong: [screen('LIST', [list()], { terminal: true }), last('END')],
      right: [screen('LIST', [list()]), last('END')],
    },
  ],
  'success-not-terminal': [
    {
      of: 'screens',
      at: '/0/success',
      wrong: [screen('ASK', [footer(navigate('END'))], { success: true }), last('END')],
      right: [screen('ASK', [footer(navigate('END'))]), last('END', { success: true })],
    },
  ],
  'no-success-screen': [{ of: 'screen', at: '/success', wrong: { success: false }, right: { success: true } }],
  'refresh-without-endpoint': [
    { of: 'screen', at: '/refresh_on_back', wrong: { refresh_on_back: true }, right: { refresh_on_back: false } },
  ],
  'sensitive-unknown-field': [
    {
      of: 'screens',
      at: '/0/sensitive/0',
      wrong: [last('PIN', { sensitive: ['pasword'] }, [input('password'), footer()])],
      right: [last('PIN', { sensitive: ['password'] }, [input('password'), footer()])],
    },
  ],
  'too-many-components': [
    {
      of: 'screens',
      at: '/0',
      wrong: [last('DEMO', {}, [...texts(100), footer()])],
      right: [last('DEMO', {}, [...texts(49), footer()])],
      shown: { wrong: 'a screen with 101 components', right: 'a screen with 50 components' },
    },
    {
      of: 'screens',
      at: '/0',
      severity: 'hurts',
      wrong: [last('DEMO', {}, [...texts(50), footer()])],
      right: [last('DEMO', {}, [...texts(49), footer()])],
    },
  ],
  'too-many-of-component': [
    { of: 'children', at: '/1', wrong: [footer(), footer()], right: [footer()] },
    { of: 'children', at: '/3', wrong: [image(), image(), image(), image()], right: [image(), image(), image()] },
    {
      of: 'children',
      at: '/1',
      wrong: [
        { type: 'PhotoPicker', name: 'a', label: 'A' },
        { type: 'PhotoPicker', name: 'b', label: 'A' },
      ],
      right: [{ type: 'PhotoPicker', name: 'a', label: 'A' }],
    },
    {
      of: 'children',
      at: '/1',
      wrong: [
        { type: 'PhotoPicker', name: 'a', label: 'A' },
        { type: 'DocumentPicker', name: 'b', label: 'A' },
      ],
      right: [{ type: 'PhotoPicker', name: 'a', label: 'A' }],
    },
    {
      of: 'children',
      at: '/1',
      wrong: [form([input('a')]), form([input('b')], { name: 'other' })],
      right: [form([input('a')])],
    },
    { of: 'children', at: '/2', wrong: [carousel, carousel, carousel], right: [carousel, carousel] },
    {
      of: 'screens',
      at: '/1/layout/children/1',
      wrong: [screen('A', [carousel, carousel, footer(navigate('B'))]), last('B', {}, [carousel, carousel, footer()])],
      right: [screen('A', [carousel, footer(navigate('B'))]), last('B', {}, [carousel, carousel, footer()])],
    },
    {
      of: 'children',
      at: '/2',
      wrong: [input('a'), { type: 'If', condition: "${form.a} == 'x'", then: [footer()], else: [footer()] }, footer()],
      right: [input('a'), { type: 'If', condition: "${form.a} == 'x'", then: [footer()], else: [footer()] }],
    },
  ],
  'rich-text-not-alone': [
    { of: 'children', at: '/1', wrong: [rich, input('a')], right: [rich] },
    {
      of: 'screens',
      at: '/0/layout/children/1',
      version: '6.2',
      wrong: [screen('A', [rich, footer(navigate('B'))]), last('B')],
      right: [screen('A', [text('# Terms', { markdown: true }), footer(navigate('B'))]), last('B')],
    },
  ],
  'navigation-list-not-alone': [
    {
      of: 'screens',
      at: '/0/layout/children/0',
      wrong: [screen('LIST', [text('Choose'), list()]), last('END')],
      right: [screen('LIST', [list({ label: 'Choose' })]), last('END')],
    },
  ],
  'repeated-name': [
    { of: 'children', at: '/1/name', wrong: [input('mail'), input('mail')], right: [input('mail'), input('name')] },
    {
      of: 'children',
      at: '/1/else/0/name',
      wrong: [input('a'), { type: 'If', condition: "${form.a} == 'x'", then: [input('b')], else: [input('b')] }],
      right: [input('a'), { type: 'If', condition: "${form.a} == 'x'", then: [input('b')], else: [input('c')] }],
    },
  ],
  'input-outside-form': [
    {
      of: 'children',
      at: '/0',
      wrong: [input('note'), form([input('a')])],
      right: [form([input('note'), input('a')])],
    },
    { of: 'children', at: '/0', version: '3.1', wrong: [input('note')], right: [form([input('note')])] },
  ],
  'initial-value-in-form': [
    {
      of: 'children',
      at: '/0/children/0/init-value',
      wrong: [form([input('a', { 'init-value': 'x' })])],
      right: [form([input('a')], { 'init-values': { a: 'x' } })],
    },
    {
      of: 'children',
      at: '/0/children/0/error-message',
      wrong: [form([input('a', { 'error-message': 'x' })])],
      right: [form([input('a')], { 'error-messages': { a: 'x' } })],
    },
  ],
  'form-values-unknown-field': [
    {
      of: 'children',
      at: '/0/init-values/nmae',
      wrong: [form([input('name')], { 'init-values': { nmae: 'x' } })],
      right: [form([input('name')], { 'init-values': { name: 'x' } })],
    },
  ],
  'form-values-type': [
    {
      of: 'children',
      at: '/0/init-values/langs',
      wrong: [form([choice('langs', {}, 'CheckboxGroup')], { 'init-values': { langs: 'a' } })],
      right: [form([choice('langs', {}, 'CheckboxGroup')], { 'init-values': { langs: ['a'] } })],
    },
  ],
  'picker-in-init-values': [
    {
      of: 'children',
      at: '/0/init-values/pic',
      wrong: [form([{ type: 'PhotoPicker', name: 'pic', label: 'Photo' }], { 'init-values': { pic: [] } })],
      right: [form([{ type: 'PhotoPicker', name: 'pic', label: 'Photo' }])],
    },
  ],
  'required-but-hidden': [
    {
      of: 'children',
      at: '/0/visible',
      wrong: [input('code', { required: true, visible: false })],
      right: [input('code', { required: true })],
    },
    {
      of: 'children',
      at: '/0/enabled',
      wrong: [{ type: 'TextArea', name: 'a', label: 'A', required: true, enabled: false }],
      right: [{ type: 'TextArea', name: 'a', label: 'A', enabled: false }],
    },
  ],
  'pattern-without-helper': [
    {
      of: 'children',
      at: '/0/pattern',
      wrong: [input('code', { pattern: '^[0-9]{4}$' })],
      right: [input('code', { pattern: '^[0-9]{4}$', 'helper-text': 'Four digits' })],
    },
    {
      of: 'children',
      at: '/0/pattern',
      wrong: [input('code', { pattern: 'a', 'helper-text': 'x', 'input-type': 'email' })],
      right: [input('code', { pattern: 'a', 'helper-text': 'x', 'input-type': 'text' })],
    },
  ],
  'footer-captions': [
    {
      of: 'children',
      at: '/0/left-caption',
      wrong: [{ ...footer(), 'left-caption': 'Total' }],
      right: [{ ...footer(), 'left-caption': 'Total', 'right-caption': '$9' }],
    },
    {
      of: 'children',
      at: '/0/center-caption',
      wrong: [{ ...footer(), 'left-caption': 'a', 'right-caption': 'b', 'center-caption': 'c' }],
      right: [{ ...footer(), 'center-caption': 'c' }],
    },
  ],
  'calendar-mode': [
    {
      of: 'children',
      at: '/0/min-days',
      wrong: [calendar({ 'min-days': 2 })],
      right: [calendar({ mode: 'range', label: both, 'min-days': 2 })],
    },
    {
      of: 'children',
      at: '/0/label',
      wrong: [calendar({ mode: 'range' })],
      right: [calendar({ mode: 'range', label: both })],
    },
    { of: 'children', at: '/0/label', wrong: [calendar({ label: both })], right: [calendar()] },
  ],
  'image-data-prefix': [
    {
      of: 'children',
      at: '/0/src',
      wrong: [image({ src: `data:image/png;base64,${PNG}` })],
      right: [image()],
      shown: {
        wrong: '{ "type": "Image", "src": "data:image/png;base64,iVBORw0KGgo…" }',
        right: '{ "type": "Image", "src": "iVBORw0KGgo…" }',
      },
    },
  ],
  'image-web-address': [
    {
      of: 'children',
      at: '/0/src',
      wrong: [image({ src: 'https://shop.example/banner.webp' })],
      right: [image()],
      shown: {
        wrong: '{ "type": "Image", "src": "https://shop.example/banner.webp" }',
        right: '{ "type": "Image", "src": "iVBORw0KGgo…" }',
      },
    },
  ],
  'image-not-base64': [
    {
      of: 'children',
      at: '/0/src',
      wrong: [image({ src: 'banner.png' })],
      right: [image()],
      shown: { wrong: '{ "type": "Image", "src": "banner.png" }', right: '{ "type": "Image", "src": "iVBORw0KGgo…" }' },
    },
  ],
  'image-too-large': [
    {
      of: 'children',
      at: '/0/src',
      wrong: [image({ src: heavy(310) })],
      right: [image({ src: heavy(290) })],
      shown: { wrong: 'an Image of 310 KB', right: 'an Image of 290 KB' },
    },
    {
      of: 'children',
      at: '/0/data-source/0/image',
      version: '6.0',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A', image: heavy(110) }] })],
      right: [choice('one', { 'data-source': [{ id: 'a', title: 'A', image: heavy(90) }] })],
    },
    {
      of: 'children',
      at: '/0/data-source/0/image',
      version: '5.1',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A', image: heavy(310) }] })],
      right: [choice('one', { 'data-source': [{ id: 'a', title: 'A', image: heavy(110) }] })],
    },
  ],
  'image-format': [
    {
      of: 'children',
      at: '/0/src',
      wrong: [image({ src: 'UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA' })],
      right: [image()],
      shown: { wrong: 'an Image that is a WebP', right: 'an Image that is a JPEG or PNG' },
    },
    {
      of: 'screens',
      at: '/0/layout/children/0/text',
      wrong: [
        last('DEMO', {}, [{ type: 'RichText', text: '![a](data:image/png;base64,/9j/4AAQSkZJRgABAQAA)' }, footer()]),
      ],
      right: [
        last('DEMO', {}, [{ type: 'RichText', text: '![a](data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAA)' }, footer()]),
      ],
    },
  ],
} satisfies Record<string, [Example, ...Example[]]>;
