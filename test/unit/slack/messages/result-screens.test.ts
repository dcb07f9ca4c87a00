import { describe, expect, it } from 'vitest';
import { compareFlows } from '../../../../src/flows/change/flow-change.ts';
import { readFlowDocument } from '../../../../src/flows/json/flow-document.ts';
import type { FlowScreen } from '../../../../src/flows/json/flow-json.ts';
import { translateTo } from '../../../../src/i18n.ts';
import { screensPart } from '../../../../src/slack/messages/result/screens.ts';
import { sinceSeenPart } from '../../../../src/slack/messages/result/since-seen.ts';
import { resultOf, screens } from '../support/flows.ts';
import { english, LANGUAGES, shownIn } from '../support/texts.ts';

const screen = (id: string, title: string | undefined, ...next: string[]): FlowScreen => ({
  id,
  title,
  isTerminal: next.length === 0,
  next,
  isReached: true,
});
const text = (of: FlowScreen[], t = english) =>
  shownIn(screensPart(t, resultOf({ summary: { screens: of, screenCount: of.length } })));

describe('the screens of a result', () => {
  it('are named by title and ID in the order in which people go, with their branches', () => {
    const flow = [
      screen('START', 'What is it about?', 'HOME', 'MOTOR'),
      screen('HOME', 'Your home', 'DONE'),
      screen('MOTOR', 'Your car', 'DONE'),
      screen('DONE', 'Thank you'),
    ];
    expect(text(flow)).toBe(
      [
        '*Screens*',
        '1. What is it about? `START` → Your home / Your car',
        '2. Your home `HOME` → Thank you',
        '3. Your car `MOTOR`',
        '4. Thank you `DONE` (terminal)',
      ].join('\n'),
    );
  });

  it('are named by the ID where the title says nothing: none, given by the endpoint, or the same twice', () => {
    const flow = [
      screen('A', ' \n ', 'B', 'C'),
      screen('B', `\${data.title}`, 'D'),
      screen('C', 'Same', 'D', 'B'),
      screen('D', 'Same'),
    ];
    expect(text(flow).split('\n').slice(1)).toEqual([
      '1. `A` → `B` / `C`',
      '2. `B` → `D`',
      '3. Same `C` → `D` / `B`',
      '4. Same `D` (terminal)',
    ]);
  });

  it('are named at the end where nobody gets to them from the first', () => {
    const lost = [screen('LOST', 'Lost', 'LOST2'), screen('LOST2', undefined)];
    const flow = [screen('A', 'First'), ...lost.map((each) => ({ ...each, isReached: false }))];
    expect(text(flow)).toBe(
      '*Screens*\n1. First `A` (terminal)\nNot reached from the first screen: Lost `LOST`, `LOST2` (terminal)',
    );
  });

  it.each(LANGUAGES)('stay within a section in %s, with a count of what is left out', (language) => {
    const long = screens(60).map((each) => ({ ...each, title: '&'.repeat(200), next: Array(40).fill('SCREEN_1') }));
    const shown = text(long, translateTo(language));
    expect(shown.length).toBeLessThan(3000);
    expect(shown).toMatch(/\d\d/);
    expect(shown.endsWith('…')).toBe(false);
    expect(text(long)).toMatch(/\nand \d\d more$/);
  });
});

describe('what changed since it was last seen', () => {
  const json = (title: string) => readFlowDocument(JSON.stringify({ screens: [{ id: 'A', title }] }));
  const change = compareFlows(json('One'), json('Two'));
  const status = { before: 'DRAFT', after: 'PUBLISHED' } as const;
  const shownSince = (changed: Parameters<typeof changeOf>[0]) => shownIn(sinceSeenPart(english, changeOf(changed)));
  const changeOf = (changed: { change: typeof change | undefined; status: typeof status | undefined } | undefined) => {
    const result = resultOf();
    const since = {
      version: 2,
      firstSeenAt: 1_700_000_000_000,
      changed: changed && { ...changed, rename: undefined },
      step: undefined,
    };
    return { ...result, fetched: { ...result.fetched, sinceSeen: since } };
  };
  const when = '<!date^1700000000^{date_short} {time}|2023-11-14 22:13 UTC>';

  it.each([
    [undefined, `Unchanged: this is version 2, first seen here ${when}.`],
    [
      { change, status },
      `Changed since version 2, first seen here ${when}: 1 screen edited; status changed from Draft to Published`,
    ],
    [{ change: undefined, status: undefined }, `Changed since version 2, first seen here ${when}.`],
  ])('is one line', (changed, text) => {
    expect(shownSince(changed)).toBe(text);
  });

  it('says nothing where nothing was seen', () => {
    expect(sinceSeenPart(english, resultOf())).toEqual([]);
  });
});
