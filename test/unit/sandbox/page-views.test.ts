import type { KnownBlock, PlainTextOption, StaticSelect } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { matchingGroups, toggled } from '../../../sandbox/page/text/choices.ts';
import {
  chosenOptions,
  initialValues,
  missingBlocks,
  stateOfOptions,
  valuesAfterUpdate,
  withElement,
} from '../../../sandbox/page/text/view-state.ts';
import type { Conversation } from '../../../sandbox/slack/page-api.ts';

const option = (value: string, description?: string): PlainTextOption => ({
  text: { type: 'plain_text', text: `Flow ${value}` },
  value,
  ...(description !== undefined && { description: { type: 'plain_text', text: description } }),
});
const label = { type: 'plain_text', text: 'Label' } as const;
const [one, two, three] = [option('1'), option('2'), option('3')];

const general: Conversation = {
  id: 'C1',
  name: 'general',
  kind: 'public',
  topic: '',
  hasBot: true,
  isArchived: false,
};

const text = (blockId: string, more: Partial<Extract<KnownBlock, { type: 'input' }>> = {}): KnownBlock => ({
  type: 'input',
  block_id: blockId,
  label,
  element: { type: 'plain_text_input', action_id: 'a' },
  ...more,
});

const conversations = (more: object): KnownBlock => ({
  type: 'input',
  block_id: 'to',
  label,
  element: { type: 'conversations_select', action_id: 'a', ...more },
});

describe('what a view holds when it is opened', () => {
  it('is empty where the app gives nothing', () => {
    const blocks: KnownBlock[] = [
      text('t'),
      { type: 'input', block_id: 'c', label, element: { type: 'checkboxes', action_id: 'a', options: [one] } },
      { type: 'input', block_id: 'm', label, element: { type: 'multi_external_select', action_id: 'a' } },
      {
        type: 'section',
        block_id: 's',
        text: label,
        accessory: { type: 'static_select', action_id: 'a', options: [one] },
      },
      { type: 'divider', block_id: 'd' },
    ];
    expect(initialValues(blocks, general)).toEqual({
      t: { a: { type: 'plain_text_input', value: null } },
      c: { a: { type: 'checkboxes', selected_options: [] } },
      m: { a: { type: 'multi_external_select', selected_options: [] } },
      s: { a: { type: 'static_select', selected_option: null } },
    });
  });

  it('is what the app gives', () => {
    const blocks: KnownBlock[] = [
      text('t', { element: { type: 'plain_text_input', action_id: 'a', initial_value: 'hello' } }),
      {
        type: 'actions',
        block_id: 'x',
        elements: [
          { type: 'radio_buttons', action_id: 'r', options: [one, two], initial_option: two },
          { type: 'checkboxes', action_id: 'c', options: [one, two], initial_options: [one] },
          { type: 'button', action_id: 'b', text: label },
        ],
      },
    ];
    expect(initialValues(blocks, undefined)).toEqual({
      t: { a: { type: 'plain_text_input', value: 'hello' } },
      x: {
        r: { type: 'radio_buttons', selected_option: two },
        c: { type: 'checkboxes', selected_options: [one] },
      },
    });
  });

  it.each([
    [{ default_to_current_conversation: true }, general, 'C1'],
    [{ default_to_current_conversation: true }, undefined, null],
    [{ default_to_current_conversation: true }, { ...general, isArchived: true }, null],
    [{ default_to_current_conversation: true, filter: { include: ['im'] } }, general, null],
    [{ default_to_current_conversation: true, initial_conversation: 'C2' }, general, 'C2'],
    [{}, general, null],
  ])('names the conversation of %j', (element, current, expected) => {
    const values = initialValues([conversations(element)], current);
    expect(values.to?.a?.selected_conversation).toBe(expected);
  });
});

describe('what a view holds after an update', () => {
  const typed = withElement(initialValues([text('t')], undefined), 't', 'a', {
    type: 'plain_text_input',
    value: 'typed',
  });

  it('is kept with both IDs, whatever the app gives', () => {
    const again = text('t', { element: { type: 'plain_text_input', action_id: 'a', initial_value: 'new' } });
    expect(valuesAfterUpdate(typed, [again, text('u')], undefined)).toEqual({
      ...typed,
      u: { a: { type: 'plain_text_input', value: null } },
    });
  });

  it.each([
    text('other'),
    text('t', { element: { type: 'plain_text_input', action_id: 'other' } }),
    text('t', { element: { type: 'external_select', action_id: 'a' } }),
  ])('begins anew in %j', (block) => {
    expect(valuesAfterUpdate(typed, [block], undefined)).toEqual(initialValues([block], undefined));
  });
});

describe('the options of an element', () => {
  it.each([
    ['checkboxes', [one, two]],
    ['multi_static_select', []],
    ['multi_external_select', [two]],
    ['radio_buttons', [one]],
    ['external_select', []],
  ] as const)('of the type %s are read as they were written', (type, options) => {
    expect(chosenOptions(stateOfOptions(type, [...options]))).toEqual(options);
  });

  it('are one where it holds one', () => {
    expect(stateOfOptions('static_select', [one, two])).toEqual({ type: 'static_select', selected_option: two });
    expect(stateOfOptions('static_select', [])).toEqual({ type: 'static_select', selected_option: null });
  });
});

describe('what is missing', () => {
  it('is what must be filled in and is not', () => {
    const blocks = [text('a'), text('b', { optional: true }), text('c'), conversations({}), text('d')];
    const values = withElement(initialValues(blocks, undefined), 'c', 'a', { type: 'plain_text_input', value: 'x' });
    expect(missingBlocks(blocks, values)).toEqual(['a', 'to', 'd']);
  });

  it('is nothing in sections and actions', () => {
    const select: StaticSelect = { type: 'static_select', action_id: 'a', options: [one] };
    const blocks: KnownBlock[] = [{ type: 'actions', block_id: 'a', elements: [select] }];
    expect(missingBlocks(blocks, initialValues(blocks, undefined))).toEqual([]);
  });
});

describe('choosing', () => {
  it('takes, gives back, and stops at the most that can be', () => {
    expect(toggled([one], two)).toEqual([one, two]);
    expect(toggled([one, two], one)).toEqual([two]);
    expect(toggled([one, two], three, 2)).toEqual([one, two]);
    expect(toggled([one, two], two, 2)).toEqual([one]);
  });

  it('finds options by all words, in their texts and descriptions', () => {
    const groups = [{ label: 'A', options: [option('1', 'Sign-up form'), two] }, { options: [three] }];
    const found = (query: string) =>
      matchingGroups(groups, query).map(({ options }) => options.map(({ value }) => value));
    expect(found('')).toEqual([['1', '2'], ['3']]);
    expect(found('FLOW 3')).toEqual([['3']]);
    expect(found('sign flow')).toEqual([['1']]);
    expect(found('sign 3')).toEqual([]);
  });
});
