import type { Checkboxes, InputBlock, MultiStaticSelect } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { type Found, foundView } from '../../../../src/slack/messages/found-view.ts';
import { catalogued, HOSTILE, longId } from '../support/flows.ts';
import { problemsOfView } from '../support/limits.ts';
import { english, expectReadable, LANGUAGES, shownIn } from '../support/texts.ts';

const listedOf = (...flowIds: string[]) =>
  flowIds.map((flowId) => ({ flow: catalogued({ flowId, status: 'DRAFT' }), value: `${flowId}@default/` }));
const othersOf = (...flowIds: string[]) => flowIds.map((flowId) => ({ flowId, value: flowId }));

const found: Found = {
  listed: listedOf('17b6aa11', '17b6aa12'),
  others: [],
  isListKnown: true,
  destination: 'thread',
  spaces: [],
  space: undefined,
  privateMetadata: '{}',
};
const inputsOf = (given: Partial<Found>): InputBlock[] =>
  foundView(english, { ...found, ...given }).blocks.filter((block): block is InputBlock => block.type === 'input');
const flowsOf = (given: Partial<Found>) => inputsOf(given)[0]?.element as Checkboxes | MultiStaticSelect;
const valuesOf = (options: Checkboxes['options'] | undefined) => options?.map(({ value }) => value);

describe('foundView', () => {
  it('names the flows of the account, each ticked', () => {
    const { type, options, initial_options: ticked } = flowsOf({});
    expect(type).toBe('checkboxes');
    expect(options?.map(({ text, description }) => [text.text, description?.text])).toEqual([
      ['Sign-up · 17b6aa11', 'Draft'],
      ['Sign-up · 17b6aa12', 'Draft'],
    ]);
    expect(ticked).toEqual(options);
  });

  it('offers what no list has without a tick, and says so', () => {
    const { options, initial_options: ticked } = flowsOf({ others: othersOf('17b6aa13') });
    expect(options?.at(-1)).toMatchObject({
      text: { text: '17b6aa13' },
      description: { text: "Not in the account's list" },
    });
    expect(valuesOf(ticked)).toEqual(['17b6aa11@default/', '17b6aa12@default/']);
    expect(flowsOf({ listed: [], others: othersOf('17b6aa13') })).not.toHaveProperty('initial_options');
  });

  it('goes by what the message says where the list is not known', () => {
    const { options, initial_options: ticked } = flowsOf({
      listed: [],
      others: othersOf('17b6aa13'),
      isListKnown: false,
    });
    expect(options?.[0]?.description?.text).toBe("Not checked: I can't read the account's list");
    expect(valuesOf(ticked)).toEqual(['17b6aa13']);
  });

  it('asks for a space only for what no list has', () => {
    const idsOf = (given: Partial<Found>) => inputsOf(given).map(({ block_id: id }) => id);
    expect(idsOf({})).toEqual(['found_flows', 'destination']);
    expect(idsOf({ others: othersOf('17b6aa13') })).toEqual(['found_flows', 'space', 'destination']);
  });

  it('has one input for all of them, which nobody can leave empty', () => {
    for (const count of [1, 10, 11, 20]) {
      const ids = Array.from({ length: count }, (_, index) => longId(index));
      const given = { listed: listedOf(...ids.slice(5)), others: othersOf(...ids.slice(0, 5)) };
      const [flows] = inputsOf(given);
      expect(flows).toMatchObject({ block_id: 'found_flows', optional: false });
      expect(valuesOf(flowsOf(given).options)).toHaveLength(count);
      expect(flowsOf(given).type).toBe(count > 10 ? 'multi_static_select' : 'checkboxes');
    }
  });

  it.each(LANGUAGES)('in %s it is within limits, and has no hole', (language) => {
    for (const count of [2, 10, 11, 20]) {
      const ids = Array.from({ length: count }, (_, index) => longId(index));
      for (const isListKnown of [true, false]) {
        const given = { ...found, listed: listedOf(...ids.slice(1)), others: othersOf(longId(0)), isListKnown };
        const view = foundView(translateTo(language), given);
        expect(problemsOfView(view)).toEqual([]);
        expectReadable(shownIn(view));
        const spaces = [{ name: 'eu-shop', label: HOSTILE }];
        expect(problemsOfView(foundView(translateTo(language), { ...given, spaces }))).toEqual([]);
      }
    }
  });
});
