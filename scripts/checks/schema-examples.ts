import { choice, type Example, footer, input, layout, screen, text } from './example.ts';

const options = (count: number, more = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `option_${index}`, title: `Option ${index}`, ...more }));
const many = (name: string, count: number) => ({
  type: 'RadioButtonsGroup',
  name,
  label: 'Label',
  'data-source': options(count),
});
const item = (id: string, more = {}) => ({ id, 'main-content': { title: 'Title' }, ...more });
const list = (items: unknown[]) => [
  screen('LIST', [
    {
      type: 'NavigationList',
      name: 'list',
      'list-items': items,
      'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'END' }, payload: {} },
    },
  ]),
  screen('END', [footer()], { terminal: true }),
];
const ITEM = '/0/layout/children/0/list-items';
/** The smallest PNG. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

export const SCHEMA_EXAMPLES = {
  'unknown-component': [
    { of: 'children', at: '/0/type', wrong: [{ type: 'TextBdy', text: 'Hello' }], right: [text('Hello')] },
    { of: 'children', at: '/0/type', wrong: [{ type: 'constructor' }], right: [text('Hello')] },
  ],
  'component-too-new': [
    {
      of: 'children',
      at: '/0/type',
      version: '6.2',
      wrong: [choice('tags', {}, 'ChipsSelector')],
      right: [choice('tags', {}, 'CheckboxGroup')],
    },
  ],
  'unknown-property': [
    {
      of: 'children',
      at: '/0/fontWeight',
      wrong: [text('Hi', { fontWeight: 'bold' })],
      right: [text('Hi', { 'font-weight': 'bold' })],
    },
    { of: 'children', at: '/0/id', wrong: [text('Hi', { id: 't' })], right: [text('Hi')] },
    {
      of: 'children',
      at: '/0/data-source/0/subtitle',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A', subtitle: 'B' }] })],
      right: [choice('one')],
    },
    { of: 'top', at: '/name', wrong: { name: 'My flow' }, right: {} },
    { of: 'screen', at: '/comment', wrong: { comment: 'First' }, right: {} },
    { of: 'screen', at: '/layout/id', wrong: { layout: { ...layout(footer()), id: 'a' } }, right: {} },
    {
      of: 'screens',
      at: `${ITEM}/0/end/text`,
      wrong: list([item('a', { end: { text: 'x' } })]),
      right: list([item('a', { end: { title: 'x' } })]),
    },
    { of: 'screens', at: `${ITEM}/0/subtitle`, wrong: list([item('a', { subtitle: 'x' })]), right: list([item('a')]) },
    {
      of: 'children',
      at: '/0/__proto__',
      wrong: [JSON.parse('{"type":"TextBody","text":"Hi","__proto__":{}}')],
      right: [text('Hi')],
    },
  ],
  'property-too-new': [
    {
      of: 'children',
      at: '/0/label-variant',
      version: '6.3',
      wrong: [input('a', { 'label-variant': 'large' })],
      right: [input('a')],
    },
    {
      of: 'children',
      at: '/0/data-source/0/color',
      version: '4.0',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A', color: '#000000' }] })],
      right: [choice('one')],
    },
    { of: 'screen', at: '/sensitive', version: '5.0', wrong: { sensitive: ['a'] }, right: {} },
  ],
  'property-missing': [
    { of: 'children', at: '/0', wrong: [input('mail', { label: undefined })], right: [input('mail')] },
    { of: 'children', at: '/0', version: '4.0', wrong: [choice('one', { label: undefined })], right: [choice('one')] },
    { of: 'children', at: '/0', wrong: [{ text: 'Hello' }], right: [text('Hello')] },
    { of: 'screen', at: '', wrong: { id: undefined }, right: {} },
    {
      of: 'children',
      at: '/0/data-source/0',
      wrong: [choice('one', { 'data-source': [{ id: 'a' }] })],
      right: [choice('one')],
    },
  ],
  'property-type': [
    {
      of: 'children',
      at: '/0/required',
      wrong: [input('mail', { required: 'true' })],
      right: [input('mail', { required: true })],
    },
    {
      of: 'children',
      at: '/0/text',
      wrong: [{ type: 'TextHeading', text: 5 }],
      right: [{ type: 'TextHeading', text: '5' }],
    },
    {
      of: 'children',
      at: '/0/max-chars',
      wrong: [input('a', { 'max-chars': 'ten' })],
      right: [input('a', { 'max-chars': '10' })],
    },
    { of: 'children', at: '/0/text', version: '5.0', wrong: [text(['a', 'b'])], right: [text('a b')] },
    { of: 'children', at: '/0/text/1', wrong: [text(['a', 5])], right: [text(['a', '5'])] },
    { of: 'top', at: '/routing_model', wrong: { routing_model: [] }, right: { routing_model: { DEMO: [] } } },
    { of: 'top', at: '/screens', wrong: { screens: {} }, right: {} },
    {
      of: 'top',
      at: '/screens/0',
      wrong: { screens: ['DEMO', screen('END', [footer()], { terminal: true })] },
      right: {},
    },
    { of: 'children', at: '/0/description', wrong: [choice('one', { description: null })], right: [choice('one')] },
  ],
  'property-value': [
    {
      of: 'children',
      at: '/0/input-type',
      wrong: [input('mail', { 'input-type': 'emial' })],
      right: [input('mail', { 'input-type': 'email' })],
    },
    {
      of: 'children',
      at: '/0/font-weight',
      wrong: [text('Hi', { 'font-weight': 'heavy' })],
      right: [text('Hi', { 'font-weight': 'bold' })],
    },
    {
      of: 'screen',
      at: '/layout/type',
      wrong: { layout: { ...layout(footer()), type: 'TwoColumnLayout' } },
      right: {},
    },
    {
      of: 'children',
      at: '/0/include-days/0',
      wrong: [{ type: 'CalendarPicker', name: 'a', label: 'A', 'include-days': ['Monday'] }],
      right: [{ type: 'CalendarPicker', name: 'a', label: 'A', 'include-days': ['Mon'] }],
    },
  ],
  'mime-type-unknown': [
    {
      of: 'children',
      at: '/0/allowed-mime-types/0',
      wrong: [{ type: 'DocumentPicker', name: 'file', label: 'File', 'allowed-mime-types': ['application/pfd'] }],
      right: [{ type: 'DocumentPicker', name: 'file', label: 'File', 'allowed-mime-types': ['application/pdf'] }],
    },
  ],
  'number-range': [
    {
      of: 'children',
      at: '/0/max-uploaded-photos',
      wrong: [{ type: 'PhotoPicker', name: 'a', label: 'A', 'max-uploaded-photos': 40 }],
      right: [{ type: 'PhotoPicker', name: 'a', label: 'A', 'max-uploaded-photos': 30 }],
    },
    {
      of: 'children',
      at: '/0/max-file-size-kb',
      wrong: [{ type: 'PhotoPicker', name: 'a', label: 'A', 'max-file-size-kb': 0 }],
      right: [{ type: 'PhotoPicker', name: 'a', label: 'A', 'max-file-size-kb': 1 }],
    },
    {
      of: 'children',
      at: '/0/max-selected-items',
      wrong: [choice('a', { 'max-selected-items': 1 }, 'CheckboxGroup')],
      right: [choice('a', { 'max-selected-items': 2 }, 'CheckboxGroup')],
    },
  ],
  'minimum-over-maximum': [
    {
      of: 'children',
      at: '/0/min-chars',
      wrong: [input('a', { 'min-chars': 10, 'max-chars': 5 })],
      right: [input('a', { 'min-chars': 5, 'max-chars': 10 })],
    },
    {
      of: 'children',
      at: '/0/min-date',
      wrong: [{ type: 'DatePicker', name: 'a', label: 'A', 'min-date': '2026-02-01', 'max-date': '2026-01-01' }],
      right: [{ type: 'DatePicker', name: 'a', label: 'A', 'min-date': '2026-01-01', 'max-date': '2026-02-01' }],
    },
    {
      of: 'children',
      at: '/0/min-days',
      wrong: [
        {
          type: 'CalendarPicker',
          mode: 'range',
          name: 'a',
          label: { 'start-date': 'A', 'end-date': 'B' },
          'min-days': 5,
          'max-days': 3,
        },
      ],
      right: [
        {
          type: 'CalendarPicker',
          mode: 'range',
          name: 'a',
          label: { 'start-date': 'A', 'end-date': 'B' },
          'min-days': 3,
          'max-days': 5,
        },
      ],
    },
  ],
  'blank-text': [
    {
      of: 'children',
      at: '/0/helper-text',
      wrong: [input('mail', { 'helper-text': '' })],
      right: [input('mail', { 'helper-text': 'For the receipt' })],
    },
    { of: 'children', at: '/0/text', version: '4.0', wrong: [text(' ')], right: [text('a')] },
    { of: 'screen', at: '/title', version: '5.1', wrong: { title: '' }, right: { title: 'A' } },
    {
      of: 'children',
      at: '/0/data-source/0/title',
      version: '6.0',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: '' }] })],
      right: [choice('one')],
    },
  ],
  'text-too-long': [
    {
      of: 'children',
      at: '/0/label',
      wrong: [input('mail', { label: 'Your e-mail address for the receipt' })],
      right: [input('mail', { label: 'E-mail address' })],
    },
    {
      of: 'children',
      at: '/0/data-source/0/title',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A title that goes on and on and on' }] })],
      right: [choice('one')],
    },
    {
      of: 'screens',
      at: `${ITEM}/0/main-content/description`,
      wrong: list([item('a', { 'main-content': { title: 'T', description: 'Longer than twenty characters' } })]),
      right: list([item('a')]),
    },
    {
      of: 'screens',
      at: `${ITEM}/0/tags/0`,
      wrong: list([item('a', { tags: ['Longer than fifteen'] })]),
      right: list([item('a', { tags: ['Short'] })]),
    },
  ],
  'emoji-in-footer': [
    {
      of: 'children',
      at: '/0/label',
      wrong: [{ type: 'Footer', label: 'Go 🚀', 'on-click-action': { name: 'complete', payload: {} } }],
      right: [footer()],
    },
  ],
  'too-few-items': [
    { of: 'children', at: '/0/data-source', wrong: [choice('one', { 'data-source': [] })], right: [choice('one')] },
    {
      of: 'children',
      at: '/0/data-source',
      severity: 'hurts',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A' }] }, 'ChipsSelector')],
      right: [choice('one', {}, 'ChipsSelector')],
    },
    { of: 'top', at: '/screens', wrong: { screens: [] }, right: {} },
    { of: 'screens', at: ITEM, wrong: list([]), right: list([item('a')]) },
    {
      of: 'children',
      at: '/0/images',
      wrong: [{ type: 'ImageCarousel', images: [] }],
      right: [{ type: 'ImageCarousel', images: [{ src: PNG, 'alt-text': 'A' }] }],
    },
    { of: 'screen', at: '/sensitive', wrong: { sensitive: [] }, right: {} },
  ],
  'too-many-items': [
    {
      of: 'children',
      at: '/0/data-source',
      wrong: [many('one', 21)],
      right: [many('one', 20)],
      shown: { wrong: 'a RadioButtonsGroup with 21 options', right: 'a RadioButtonsGroup with 20 options' },
    },
    {
      of: 'children',
      at: '/0/data-source',
      wrong: [choice('a', { 'data-source': options(101, { image: PNG }) }, 'Dropdown')],
      right: [choice('a', { 'data-source': options(101) }, 'Dropdown')],
    },
    {
      of: 'children',
      at: '/0/data-source',
      wrong: [choice('a', { 'data-source': options(201) }, 'Dropdown')],
      right: [choice('a', { 'data-source': options(200) }, 'Dropdown')],
    },
    {
      of: 'children',
      at: '/0/images',
      severity: 'refused',
      wrong: [{ type: 'ImageCarousel', images: Array.from({ length: 4 }, () => ({ src: PNG, 'alt-text': 'A' })) }],
      right: [{ type: 'ImageCarousel', images: Array.from({ length: 3 }, () => ({ src: PNG, 'alt-text': 'A' })) }],
    },
    {
      of: 'screens',
      at: `${ITEM}/0/tags`,
      wrong: list([item('a', { tags: ['a', 'b', 'c', 'd'] })]),
      right: list([item('a', { tags: ['a', 'b', 'c'] })]),
    },
  ],
  'repeated-option-id': [
    {
      of: 'children',
      at: '/0/data-source/1/id',
      wrong: [
        choice('size', {
          'data-source': [
            { id: 's', title: 'Small' },
            { id: 's', title: 'Large' },
          ],
        }),
      ],
      right: [
        choice('size', {
          'data-source': [
            { id: 's', title: 'Small' },
            { id: 'l', title: 'Large' },
          ],
        }),
      ],
    },
    { of: 'screens', at: `${ITEM}/1/id`, wrong: list([item('a'), item('a')]), right: list([item('a'), item('b')]) },
  ],
  'option-image-and-color': [
    {
      of: 'children',
      at: '/0/data-source/0/color',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A', color: '#112233', image: PNG }] })],
      right: [choice('one', { 'data-source': [{ id: 'a', title: 'A', color: '#112233' }] })],
    },
  ],
  'option-color': [
    {
      of: 'children',
      at: '/0/data-source/0/color',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A', color: 'green' }] })],
      right: [choice('one', { 'data-source': [{ id: 'a', title: 'A', color: '#3A5E3C' }] })],
    },
    {
      of: 'children',
      at: '/0/data-source/0/color',
      severity: 'advice',
      wrong: [choice('one', { 'data-source': [{ id: 'a', title: 'A', color: '3A5E3C' }] })],
      right: [choice('one')],
    },
  ],
  'date-format': [
    {
      of: 'children',
      at: '/0/min-date',
      wrong: [{ type: 'DatePicker', name: 'day', label: 'Day', 'min-date': '1764547200000' }],
      right: [{ type: 'DatePicker', name: 'day', label: 'Day', 'min-date': '2025-12-01' }],
    },
    {
      of: 'children',
      at: '/0/min-date',
      version: '4.0',
      wrong: [{ type: 'DatePicker', name: 'day', label: 'Day', 'min-date': '2025-12-01' }],
      right: [{ type: 'DatePicker', name: 'day', label: 'Day', 'min-date': '1764547200000' }],
    },
    {
      of: 'children',
      at: '/0/unavailable-dates/0',
      wrong: [{ type: 'DatePicker', name: 'day', label: 'Day', 'unavailable-dates': ['31.12.2025'] }],
      right: [{ type: 'DatePicker', name: 'day', label: 'Day', 'unavailable-dates': ['2025-12-31'] }],
    },
    {
      of: 'children',
      at: '/0/max-date',
      wrong: [{ type: 'DatePicker', name: 'day', label: 'Day', 'max-date': '2025-02-30' }],
      right: [{ type: 'DatePicker', name: 'day', label: 'Day', 'max-date': '2025-02-28' }],
    },
  ],
} satisfies Record<string, [Example, ...Example[]]>;
