import { describe, expect, it } from 'vitest';
import { blockProblems } from '../../../sandbox/slack/block-limits.ts';
import { suggestedOptions } from '../../../sandbox/slack/element-limits.ts';
import { viewProblems } from '../../../sandbox/slack/view-limits.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (value: string, text = value) => ({ text: plain(text), value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Label'), element, ...more });
const modal = (blocks: unknown[], more: object = {}) => ({
  type: 'modal',
  title: plain('A modal'),
  submit: plain('Go'),
  blocks,
  ...more,
});
const divider = { type: 'divider' };
const typed = { type: 'plain_text_input', action_id: 'typed' };

describe('viewProblems', () => {
  it('has nothing against a modal at its limits', () => {
    const view = modal(
      [
        input({ ...typed, placeholder: plain('p'.repeat(150)) }, { hint: plain('h'.repeat(2000)) }),
        input({ type: 'checkboxes', options: options(10) }),
        input({ type: 'static_select', options: options(100) }),
        ...Array.from({ length: 97 }, () => divider),
      ],
      {
        title: plain('t'.repeat(24)),
        submit: plain('s'.repeat(24)),
        close: plain('c'.repeat(24)),
        callback_id: 'i'.repeat(255),
        private_metadata: 'm'.repeat(3000),
      },
    );
    expect(viewProblems(view, 'modal')).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a long title', modal([divider], { title: plain('t'.repeat(25)) }), '/view/title/text'],
    ['no title', modal([divider], { title: undefined }), '/view/title'],
    ['a long submit label', modal([divider], { submit: plain('s'.repeat(25)) }), '/view/submit/text'],
    ['a long close label', modal([divider], { close: plain('c'.repeat(25)) }), '/view/close/text'],
    ['a long callback_id', modal([divider], { callback_id: 'i'.repeat(256) }), '/view/callback_id'],
    ['much private metadata', modal([divider], { private_metadata: 'm'.repeat(3001) }), '/view/private_metadata'],
    ['101 blocks', modal(Array.from({ length: 101 }, () => divider)), '/view/blocks'],
    ['no blocks', modal([], { blocks: undefined }), '/view/blocks'],
    ['an input and no submit', modal([input(typed)], { submit: undefined }), '/view'],
    ['a long label', modal([input(typed, { label: plain('l'.repeat(2001)) })]), '/view/blocks/0/label/text'],
    ['a long hint', modal([input(typed, { hint: plain('h'.repeat(2001)) })]), '/view/blocks/0/hint/text'],
    ['an input without an element', modal([{ type: 'input', label: plain('Label') }]), '/view/blocks/0/element'],
    [
      'a long placeholder',
      modal([input({ ...typed, placeholder: plain('p'.repeat(151)) })]),
      '/view/blocks/0/element/placeholder/text',
    ],
    ['11 boxes', modal([input({ type: 'checkboxes', options: options(11) })]), '/view/blocks/0/element/options'],
    ['11 buttons', modal([input({ type: 'radio_buttons', options: options(11) })]), '/view/blocks/0/element/options'],
    ['101 options', modal([input({ type: 'static_select', options: options(101) })]), '/view/blocks/0/element/options'],
    [
      'a long option',
      modal([input({ type: 'static_select', options: [option('o', 't'.repeat(76))] })]),
      '/view/blocks/0/element/options/0/text/text',
    ],
    ['a Home tab', { type: 'home', blocks: [] }, '/view/type'],
  ])('refuses a modal with %s', (_name, view, pointer) => {
    const problems = viewProblems(view, 'modal');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`[json-pointer:${pointer}]`);
  });

  it('takes a Home tab of 100 blocks without a title', () => {
    expect(viewProblems({ type: 'home', blocks: Array.from({ length: 100 }, () => divider) }, 'home')).toEqual([]);
  });
});

describe('blockProblems', () => {
  it('allows a message 50 blocks', () => {
    expect(blockProblems(Array.from({ length: 50 }, () => divider))).toEqual([]);
    expect(blockProblems(Array.from({ length: 51 }, () => divider))).toHaveLength(1);
  });

  it('looks at the button beside a section', () => {
    const section = {
      type: 'section',
      text: plain('Text'),
      accessory: { type: 'button', text: plain('b'.repeat(76)) },
    };
    expect(blockProblems([section])).toEqual([expect.stringContaining('/blocks/0/accessory/text/text')]);
  });
});

describe('suggestedOptions', () => {
  it('makes one list of groups', () => {
    const groups = [
      { label: plain('One'), options: [option('a')] },
      { label: plain('Two'), options: [option('b')] },
    ];
    expect(suggestedOptions.parse({ option_groups: groups })).toEqual([option('a'), option('b')]);
  });

  it('takes 100 options, and none', () => {
    expect(suggestedOptions.parse({ options: options(100) })).toHaveLength(100);
    expect(suggestedOptions.parse({ options: [] })).toEqual([]);
  });

  it.each([
    ['101 options', { options: options(101) }],
    ['a long text', { options: [option('a', 't'.repeat(76))] }],
    ['a long value', { options: [option('v'.repeat(151), 'a')] }],
    ['a long description', { options: [{ ...option('a'), description: plain('d'.repeat(76)) }] }],
    ['no options', {}],
  ])('refuses %s', (_name, answer) => {
    expect(suggestedOptions.safeParse(answer).success).toBe(false);
  });
});
