import { describe, expect, it } from 'vitest';
import { isDestinationChoice, viewValues } from '../../../../src/slack/payloads/view-values.ts';
import { chosen, chosenConversation, chosenFlows, type Filled, selected, ticked, typed } from '../fixtures/views.ts';

const stateOf = (filled: Filled) =>
  Object.fromEntries(Object.entries(filled).map(([id, state]) => [id, { [id]: state }]));

describe('viewValues', () => {
  const values = viewValues(
    stateOf({
      flows: chosenFlows('17b6aa11', '17b6aa12'),
      found_flows_0: ticked('a1'),
      found_flows_1: ticked('a2'),
      space: typed('  eu-shop '),
      empty: typed('   '),
      none: selected(undefined),
      destination: chosen('thread'),
      conversation: chosenConversation('C1'),
      nowhere: chosenConversation(null),
    }),
  );

  it('gives texts and single choices', () => {
    expect(values.text('space')).toBe('eu-shop');
    expect(values.text('destination')).toBe('thread');
    for (const id of ['empty', 'none', 'missing']) expect(values.text(id)).toBeUndefined();
  });

  it('gives what was ticked in all blocks whose ID begins so', () => {
    expect(values.options('flows')).toEqual(['17b6aa11', '17b6aa12']);
    expect(values.options('found_flows_')).toEqual(['a1', 'a2']);
    expect(values.options('missing')).toEqual([]);
  });

  it('gives the conversation', () => {
    expect(values.conversation('conversation')).toBe('C1');
    expect(values.conversation('nowhere')).toBeUndefined();
  });

  it.each([undefined, null, 7, 'x', [], { flows: 7 }, { flows: { flows: 7 } }, { flows: { flows: { value: 7 } } }])(
    'is empty where it is of another shape: %j',
    (state) => {
      const empty = viewValues(state);
      expect([empty.text('flows'), empty.options('flows'), empty.conversation('flows')]).toEqual([
        undefined,
        [],
        undefined,
      ]);
    },
  );

  it('reads the rest where one input is odd', () => {
    const odd = viewValues({ ...stateOf({ space: typed('eu') }), flows: { flows: { selected_options: [{}] } } });
    expect(odd.text('space')).toBe('eu');
    expect(odd.options('flows')).toEqual([]);
  });
});

describe('isDestinationChoice', () => {
  it.each([
    ['thread', true],
    ['conversation', true],
    ['only-me', true],
    ['elsewhere', false],
    [undefined, false],
  ])('%s', (text, is) => {
    expect(isDestinationChoice(text)).toBe(is);
  });
});
