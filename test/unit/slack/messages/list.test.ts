import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { type FlowList, foundByNameMessage, listMessage } from '../../../../src/slack/messages/list.ts';
import { catalogued, HOSTILE, longId } from '../support/flows.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, chinese, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const flow = catalogued({ name: 'Sign-up <1>', categories: ['SIGN_UP'] });
const list: FlowList = {
  name: '',
  space: undefined,
  flows: [flow],
  page: 1,
  total: 1,
  isComplete: true,
  getValue: ({ flowId }) => `get ${flowId}`,
  pageValue: (page) => `page ${page}`,
};
const actionsOf = (given: Partial<FlowList>) =>
  buttonsIn(listMessage(english, { ...list, ...given }).blocks).map(({ action_id: id, value }) => [id, value]);

describe('listMessage', () => {
  it('gives each flow its name, ID and category, and a button', () => {
    const message = listMessage(english, list);
    expect(shown(message)).toContain('*Sign-up &lt;1&gt;*\n`17b6aa11` · SIGN_UP');
    expect(message.text).toContain('Sign-up &lt;1&gt; 17b6aa11');
    expect(actionsOf({})).toEqual([['get_flow', 'get 17b6aa11']]);
  });

  it('gives the status where it is known', () => {
    const message = listMessage(english, { ...list, flows: [{ ...flow, status: 'DEPRECATED' }] });
    expect(shown(message)).toContain('`17b6aa11` · Deprecated · SIGN_UP');
  });

  it.each([
    [{ name: 'shop' }, 'Flows that match “shop”'],
    [{ space: 'eu-shop' }, 'Flows in space `eu-shop`'],
    [{ name: 'shop', space: 'eu-shop' }, 'Flows that match “shop” in space `eu-shop`'],
  ])('says what it lists: %j', (given, text) => {
    expect(shown(listMessage(english, { ...list, ...given }))).toContain(text);
  });

  it.each([
    [1, [['list_next', 'page 2']], 'Page 1 of 3'],
    [
      2,
      [
        ['list_previous', 'page 1'],
        ['list_next', 'page 3'],
      ],
      'Page 2 of 3',
    ],
    [3, [['list_previous', 'page 2']], 'Page 3 of 3'],
  ])('turns pages: page %i', (page, turns, text) => {
    expect(actionsOf({ page, total: 25 }).slice(1)).toEqual(turns);
    expect(shown(listMessage(english, { ...list, page, total: 25 }))).toContain(text);
  });

  it('names no number of pages before all of them are loaded', () => {
    const text = shown(listMessage(english, { ...list, isComplete: false }));
    expect(text).toContain('Page 1 · The list is still loading.');
    expect(text).not.toContain('Page 1 of');
  });

  it('says that there is none, or none yet', () => {
    const none = { ...list, flows: [], total: 0, name: 'x' };
    expect(shown(listMessage(english, none))).toBe('There are no flows that match “x”.');
    expect(shown(listMessage(english, { ...none, isComplete: false }))).toContain('The list is still loading.');
    expect(shown(listMessage(chinese, none))).toBe('没有找到流程（匹配“x”）。');
  });

  it('has a word for a flow without a name', () => {
    expect(shown(listMessage(english, { ...list, flows: [{ ...flow, name: '' }] }))).toContain('*(no name)*');
  });

  it('still names every flow where the names are endless', () => {
    const flows = Array.from({ length: 10 }, (_, index) => ({ ...flow, flowId: longId(index), name: HOSTILE }));
    const text = shown(listMessage(english, { ...list, flows, total: 10 }));
    expect(flows.map(({ flowId }) => flowId).filter((flowId) => !text.includes(flowId))).toEqual([]);
  });

  it.each(LANGUAGES)('in %s it is within limits, and calls nobody', (language) => {
    const t = translateTo(language);
    const flows = Array.from({ length: 10 }, (_, index) =>
      catalogued({ flowId: longId(index), name: HOSTILE, categories: [HOSTILE] }),
    );
    for (const page of [1, 2, 500]) {
      for (const isComplete of [true, false]) {
        const message = listMessage(t, {
          ...list,
          name: HOSTILE,
          space: HOSTILE,
          flows,
          page,
          total: 5000,
          isComplete,
        });
        expect(problemsOfMessage(message)).toEqual([]);
        expect(shown(message) + message.text).not.toContain('<!channel>');
      }
    }
    for (const isComplete of [true, false]) {
      expectReadable(shown(listMessage(t, { ...list, isComplete })));
      expectReadable(shown(listMessage(t, { ...list, flows: [], isComplete })));
    }
  });
});

describe('foundByNameMessage', () => {
  it.each(LANGUAGES)('says which flow a name stands for, ahead of the fetch, in %s', (language) => {
    const t = translateTo(language);
    const fetching = { text: 'Fetching', blocks: [{ type: 'divider' as const }] };
    const message = foundByNameMessage(t, 'sign', flow, fetching);
    expect(message.text).toMatch(/sign.*Sign-up &lt;1&gt;.*17b6aa11.*\nFetching$/);
    expect(message.blocks.at(-1)).toEqual({ type: 'divider' });
    expect(problemsOfMessage(message)).toEqual([]);
    const hostile = foundByNameMessage(t, HOSTILE, { name: HOSTILE, flowId: longId(1) }, fetching);
    expect(problemsOfMessage(hostile)).toEqual([]);
    expect(shown(hostile) + hostile.text).not.toContain('<!channel>');
  });
});
