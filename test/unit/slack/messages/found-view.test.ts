import type { Checkboxes, InputBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { type Found, foundView } from '../../../../src/slack/messages/found-view.ts';
import { HOSTILE, longId } from '../support/flows.ts';
import { problemsOfView } from '../support/limits.ts';
import { english, expectReadable, LANGUAGES, shownIn } from '../support/texts.ts';

const found: Found = {
  flowIds: ['17b6aa11', '17b6aa12'],
  destination: 'thread',
  spaces: [],
  space: undefined,
  privateMetadata: '{}',
};

const boxesOf = (given: Partial<Found>): Checkboxes[] =>
  foundView(english, { ...found, ...given })
    .blocks.filter((block): block is InputBlock => block.type === 'input')
    .map(({ element }) => element)
    .filter((element) => element.type === 'checkboxes');

describe('foundView', () => {
  it('ticks every flow', () => {
    const [boxes] = boxesOf({});
    expect(boxes?.options.map(({ value }) => value)).toEqual(['17b6aa11', '17b6aa12']);
    expect(boxes?.initial_options).toEqual(boxes?.options);
  });

  it('puts ten in a block: Slack takes no more', () => {
    const flowIds = Array.from({ length: 20 }, (_, index) => longId(index));
    const boxes = boxesOf({ flowIds });
    expect(boxes.map(({ options }) => options.length)).toEqual([10, 10]);
    expect(boxes.flatMap(({ options }) => options.map(({ text }) => text.text))).toEqual(flowIds);
  });

  it('leaves every block to be emptied: what is left of all of them counts', () => {
    const flowIds = Array.from({ length: 20 }, (_, index) => longId(index));
    const blocks = foundView(english, { ...found, flowIds }).blocks.filter(({ block_id: id }) =>
      id?.startsWith('found'),
    );
    expect(blocks).toHaveLength(2);
    expect(blocks).toMatchObject([{ optional: true }, { optional: true }]);
  });

  it.each(LANGUAGES)('in %s it is within limits, and has no hole', (language) => {
    for (const count of [2, 10, 11, 20]) {
      const flowIds = Array.from({ length: count }, (_, index) => longId(index));
      for (const destination of ['thread', 'conversation', 'only-me'] as const) {
        const view = foundView(translateTo(language), { ...found, flowIds, destination });
        expect(problemsOfView(view)).toEqual([]);
        expectReadable(shownIn(view));
      }
      const spaces = [{ name: 'eu-shop', label: HOSTILE }];
      expect(problemsOfView(foundView(translateTo(language), { ...found, flowIds, spaces }))).toEqual([]);
    }
  });
});
