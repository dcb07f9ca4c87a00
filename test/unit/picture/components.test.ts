import { describe, expect, it } from 'vitest';
import { DRAWN_TYPES } from '../../../src/picture/scene/components.ts';
import type { Block, Shape } from '../../../src/picture/scene/shape.ts';
import {
  bind,
  blockOf,
  blocksOf,
  branch,
  cardOf,
  footer,
  type Given,
  navigate,
  oneScreen,
  pngHead,
  RED_DOT,
  textsOf,
} from './support/flows.ts';

const OPTIONS = [
  { id: 'a', title: 'Red', description: 'Like a rose', metadata: '€ 2', color: '#ff0000' },
  { id: 'b', title: 'Photo', image: RED_DOT, 'alt-text': 'A dot' },
  { id: 'c', title: 'Sold out', enabled: false },
];

/** One of each component of Flow JSON 7.3, with what it can have. */
const COMPONENTS: Readonly<Record<string, Given>> = {
  TextHeading: { text: 'A heading' },
  TextSubheading: { text: 'A subheading' },
  TextBody: { text: 'A **body** with a [link](https://example.com)', markdown: true, strikethrough: true },
  TextCaption: { text: ['A caption', 'of two lines'], 'font-weight': 'bold_italic' },
  RichText: {
    text: [
      '# One',
      '## Two',
      'Text',
      '- item',
      '- *item*',
      '1. first',
      '| A | B |',
      '|---|---|',
      '| c | d |',
      `![dot](data:image/png;base64,${RED_DOT})`,
    ],
  },
  TextInput: { name: 'i', label: 'Name', required: true, 'helper-text': 'As in your passport', 'init-value': 'Ana' },
  TextArea: { name: 't', label: 'Message', 'max-length': 120 },
  CheckboxGroup: { name: 'c', label: 'Colours', description: 'Choose', 'data-source': OPTIONS, 'init-value': ['a'] },
  RadioButtonsGroup: { name: 'r', label: 'Colour', required: true, 'data-source': OPTIONS, 'init-value': 'a' },
  Dropdown: { name: 'd', label: 'City', 'data-source': OPTIONS, 'init-value': 'b' },
  ChipsSelector: { name: 's', label: 'Tags', 'data-source': OPTIONS, 'init-value': ['a'] },
  OptIn: { name: 'o', label: 'I agree', required: true, 'on-click-action': navigate('TERMS') },
  EmbeddedLink: { text: 'Read our terms', 'on-click-action': { name: 'open_url', url: 'https://example.com' } },
  Footer: {
    label: 'Continue',
    'left-caption': 'Left',
    'right-caption': 'Right',
    'on-click-action': { name: 'complete' },
  },
  DatePicker: {
    name: 'p',
    label: 'Day',
    'min-date': '1735689600000',
    'max-date': '2026-12-31',
    'helper-text': 'Any day',
  },
  CalendarPicker: {
    name: 'q',
    mode: 'range',
    title: 'Your stay',
    description: 'From when to when',
    label: { 'start-date': 'Arrival', 'end-date': 'Departure' },
    required: { 'start-date': true, 'end-date': false },
    'include-days': ['Mon', 'Tue'],
    'min-days': 2,
    'max-days': 9,
  },
  Image: { src: RED_DOT, height: 100, 'scale-type': 'cover' },
  ImageCarousel: {
    images: [
      { src: RED_DOT, 'alt-text': 'one' },
      { src: 'AAAA', 'alt-text': 'two' },
    ],
    'aspect-ratio': '16:9',
  },
  NavigationList: {
    name: 'n',
    label: 'Offers',
    'list-items': [
      {
        id: '1',
        'main-content': { title: 'Home', description: 'Your house', metadata: 'From today' },
        end: { title: '$ 100', description: '/ month' },
        start: { image: RED_DOT },
        badge: 'New',
        tags: ['Cheap', 'Good'],
        'on-click-action': navigate('HOME'),
      },
      { id: '2', 'main-content': { title: 'Car' }, 'on-click-action': navigate('CAR') },
    ],
  },
  PhotoPicker: {
    name: 'f',
    label: 'Photos',
    description: 'Of the damage',
    'min-uploaded-photos': 1,
    'max-uploaded-photos': 3,
    'max-file-size-kb': 10240,
  },
  DocumentPicker: { name: 'g', label: 'Papers', 'max-file-size-kb': 500 },
  If: branch(`${bind('form.i')} == 'x'`, [{ type: 'TextBody', text: 'Yes' }], [{ type: 'TextBody', text: 'No' }]),
  Switch: {
    value: bind('form.i'),
    cases: { one: [{ type: 'TextBody', text: 'One' }], two: [{ type: 'TextCaption', text: 'Two' }] },
  },
  Form: {
    name: 'form',
    'init-values': { i: 'From the form' },
    children: [{ type: 'TextInput', name: 'i', label: 'Within' }],
  },
};

const n = (value: number) => Math.round(value);

function shapeLine(shape: Shape): string {
  switch (shape.kind) {
    case 'text': {
      const { isBold, isItalic, isStruck, isUnderlined, mark } = shape.style;
      const looks = [
        ...(isBold ? ['bold'] : []),
        ...(isItalic ? ['italic'] : []),
        ...(isStruck ? ['struck'] : []),
        ...(isUnderlined ? ['underlined'] : []),
        ...(mark ? [mark] : []),
      ];
      return `text ${n(shape.x)},${n(shape.y)} ${shape.size} ${JSON.stringify(shape.text)}${looks.length > 0 ? ` (${looks.join(', ')})` : ''}`;
    }
    case 'rect':
    case 'image':
      return `${shape.kind} ${n(shape.x)},${n(shape.y)} ${n(shape.width)}x${n(shape.height)}`;
    case 'icon':
      return `icon ${shape.name} ${n(shape.x)},${n(shape.y)}`;
    case 'circle':
      return `circle ${n(shape.x)},${n(shape.y)} r${n(shape.radius)}${shape.fill === undefined ? '' : ' filled'}`;
    case 'path':
      return `path ${shape.points.length}`;
  }
}

/** A block as lines: what it is made of, without colours. */
function outline(block: Block, indent = ''): string[] {
  const head = `${indent}${block.type}${block.path === '' ? '' : ` ${block.path}`} ${n(block.x)},${n(block.y)} ${n(block.width)}x${n(block.height)}${block.state === undefined ? '' : ` ${block.state}`}`;
  return [
    head,
    ...block.shapes.map((shape) => `${indent}  ${shapeLine(shape)}`),
    ...block.children.flatMap((child) => outline(child, `${indent}  `)),
  ];
}

const drawn = (component: Given, more: Given = {}) => cardOf(oneScreen([component], more));

describe('each component', () => {
  it('has its drawing, and a flow here', () => {
    expect([...DRAWN_TYPES].sort()).toEqual(Object.keys(COMPONENTS).sort());
  });

  it.each(Object.entries(COMPONENTS))('%s looks as it did', (type, props) => {
    const card = drawn({ type, ...props });
    const block = blockOf(card, type === 'Form' ? 'TextInput' : type);
    expect(outline(block).join('\n')).toMatchSnapshot();
    expect(blocksOf(card.block).some((each) => each.type === type) || type === 'Form').toBe(true);
  });
});

describe('a component', () => {
  it('of a later version is a box with its type and its label', () => {
    expect(textsOf(blockOf(drawn({ type: 'Hologram', label: 'Look' }), 'Hologram'))).toEqual(['Hologram', 'Look']);
  });

  it('is greyed where it is not visible, and says when it is', () => {
    const data = { open: { type: 'boolean', __example__: false } };
    const card = drawn({ type: 'TextBody', text: 'Now', visible: bind('data.open') }, { data });
    expect(blockOf(card, 'TextBody').state).toBe('hidden');
    expect(textsOf(blockOf(card, 'State')).join(' ')).toContain('Hidden · Shown if data.open');
    expect(
      blockOf(drawn({ type: 'TextBody', text: 'Now', visible: bind('form.x') }), 'TextBody').state,
    ).toBeUndefined();
    expect(blockOf(drawn({ type: 'TextInput', label: 'x', name: 'x', enabled: false }), 'TextInput').state).toBe(
      'disabled',
    );
  });

  it('shows the example of a binding, marked', () => {
    const card = drawn(
      { type: 'TextBody', text: `\`'Hello ' ${bind('data.user.name')} '!'\`` },
      { data: { user: { type: 'object', __example__: { name: 'Ana' } } } },
    );
    const texts = blockOf(card, 'TextBody').shapes.filter((shape) => shape.kind === 'text');
    expect(texts.map(({ text, style }) => [text, style.mark])).toEqual([
      ['Hello ', undefined],
      ['Ana', 'example'],
      ['!', undefined],
    ]);
  });

  it('reads the Markdown of an example, and marks it', () => {
    const data = { terms: { type: 'array', __example__: ['# Terms', 'Be **kind**.'] } };
    const block = blockOf(drawn({ type: 'RichText', text: bind('data.terms') }, { data }), 'RichText');
    const texts = block.shapes.filter((shape) => shape.kind === 'text');
    expect(texts.map(({ text, style }) => [text, style.isBold, style.mark])).toEqual([
      ['Terms', true, 'example'],
      ['Be ', false, 'example'],
      ['kind', true, 'example'],
      ['.', false, 'example'],
    ]);
  });

  it('takes by its example whatever a property is bound to', () => {
    const data = { yes: { type: 'boolean', __example__: true }, ten: { type: 'number', __example__: 10 } };
    const area = {
      type: 'TextArea',
      name: 'a',
      label: 'L',
      required: bind('data.yes'),
      'max-length': bind('data.ten'),
    };
    expect(textsOf(blockOf(drawn(area, { data }), 'TextArea'))).toEqual(['L', ' *', '0 / 10']);
  });

  it('shows the options of a binding, and where they come from', () => {
    const data = { list: { type: 'array', __example__: [{ id: '1', title: 'Only' }] } };
    const texts = textsOf(
      blockOf(
        drawn({ type: 'RadioButtonsGroup', name: 'r', label: 'L', 'data-source': bind('data.list') }, { data }),
        'RadioButtonsGroup',
      ),
    );
    expect(texts).toEqual(['L', 'Options from data.list', 'Only']);
  });

  it('with more options than are drawn says how many', () => {
    const options = Array.from({ length: 40 }, (_, index) => ({ id: String(index), title: `Option ${index}` }));
    const block = blockOf(
      drawn({ type: 'CheckboxGroup', name: 'c', label: 'L', 'data-source': options }),
      'CheckboxGroup',
    );
    expect(block.children).toHaveLength(12);
    expect(textsOf(block)).toContain('+ 28 more');
  });

  it('has a placeholder for an image that is too large, or none', () => {
    const too = blockOf(drawn({ type: 'Image', src: pngHead(30_000, 30_000) }), 'Image');
    expect(too.shapes.some(({ kind }) => kind === 'image')).toBe(false);
    expect(textsOf(too).join(' ')).toContain('30000 × 30000');
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'.padEnd(200)).toString(
      'base64',
    );
    expect(blockOf(drawn({ type: 'Image', src: svg }), 'Image').shapes.some(({ kind }) => kind === 'image')).toBe(
      false,
    );
  });
});

/** What names a thing, or chooses among a few: no text of the flow. */
const NO_TEXTS = new Set(['type', 'name', 'id', 'mode', 'scale-type', 'aspect-ratio', 'cases', 'next']);

/** The component with something else in the place of each of its texts. */
function withTexts(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [key, NO_TEXTS.has(key) ? held : withTexts(held, text)]),
  );
}

describe('a reference in any text of a component', () => {
  const whole = ['data.told', 'data.untold', 'form.i', 'screen.OTHER.form.i', 'screen.OTHER.data.told'].map(bind);
  const forms = [
    ...whole,
    ...whole.map((reference) => `\`'It is ' (${reference} + 1) ' and ' ${reference}\``),
    ...whole.map((reference) => `It is ${reference} here`),
  ];
  const data = { told: { type: 'string', __example__: 'Told' } };

  it.each(Object.entries(COMPONENTS))('of %s is never drawn as it is written', (type, props) => {
    for (const text of forms) {
      const component = { type, ...(withTexts(props, text) as Given) };
      const texts = textsOf(cardOf(oneScreen([component], { data, title: text })).block);
      expect(texts.filter((drawnText) => drawnText.includes('${'))).toEqual([]);
    }
  });
});

describe('a card', () => {
  it('has its Footer at the foot, wherever it stands', () => {
    const card = cardOf(
      oneScreen([
        { type: 'Form', name: 'f', children: [footer({ name: 'complete' }), { type: 'TextBody', text: 'Below' }] },
      ]),
    );
    expect(blockOf(card, 'Footer').y).toBeGreaterThan(blockOf(card, 'TextBody').y);
    expect(blockOf(card, 'Footer').y + blockOf(card, 'Footer').height).toBeLessThan(card.height);
  });

  it('leaves a Footer within a branch where it is', () => {
    const card = cardOf(oneScreen([branch(bind('form.x'), [footer({ name: 'complete' })], [footer(navigate('B'))])]));
    expect(blocksOf(blockOf(card, 'If')).filter(({ type }) => type === 'Footer')).toHaveLength(2);
  });

  it('cuts what is too long and counts it', () => {
    const texts = Array.from({ length: 200 }, (_, index) => ({ type: 'TextHeading', text: `Text ${index}` }));
    const card = cardOf(oneScreen(texts));
    const shown = blocksOf(card.block).filter(({ type }) => type === 'TextHeading').length;
    expect(shown).toBeLessThan(200);
    expect(textsOf(blockOf(card, 'More'))).toEqual([`… ${200 - shown} more components`]);
    expect(card.height).toBeLessThan(2600);
  });

  it('takes markup and mentions as letters', () => {
    const text = '<!channel> <b>x</b> <svg onload=alert(1)>';
    expect(textsOf(blockOf(cardOf(oneScreen([{ type: 'TextCaption', text }])), 'TextCaption')).join('')).toBe(text);
    // Broken into lines, whose ends have no space.
    const rich = textsOf(blockOf(cardOf(oneScreen([{ type: 'RichText', text }])), 'RichText'));
    expect(rich.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});
