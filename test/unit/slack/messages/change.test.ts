import { describe, expect, it } from 'vitest';
import { compareFlows } from '../../../../src/flows/change/flow-change.ts';
import type { ChangeWhat, FlowChange, Place } from '../../../../src/flows/change/what.ts';
import { readFlowDocument } from '../../../../src/flows/json/flow-document.ts';
import { translateTo } from '../../../../src/i18n.ts';
import {
  type ChangedFlow,
  changeHeadline,
  changeLines,
  changeMessage,
  digestMessage,
} from '../../../../src/slack/messages/change.ts';
import { setApart } from '../../../../src/slack/messages/set-apart.ts';
import { SMALL_EDITS, SMALL_FLOWS } from '../../flows/change/edits.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, chinese, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const values = { diff: 'd1', previous: 'r1', mute: 'm1', unwatch: 'u1' };
const none: FlowChange = { edited: 0, added: 0, removed: 0, moved: 0, lines: [] };
const seen = { name: 'Sign-up flow', status: 'PUBLISHED', firstSeenAt: Date.UTC(2025, 2, 4, 9, 30) } as const;
const before = { ...seen, file: { sha256: 'a'.repeat(64), bytes: 70 }, firstSeenBy: undefined };
const after = { ...seen, file: { sha256: 'b'.repeat(64), bytes: 70 }, firstSeenBy: undefined };
const notice = { flow: { flowId: '17b6aa11' }, before, after, changes: 1, isFlapping: false };

const edited = (count: number): FlowChange => ({
  ...none,
  edited: 1,
  lines: Array.from({ length: count }, (_, index) => ({
    screenId: 'DETAILS',
    component: `Field ${index + 1}`,
    what: { type: 'flag', flag: 'required', isOn: true, option: undefined },
  })),
});

/** All of its characters grow where they are escaped; as long as a value gets. */
const hostile = `<!channel>\`*${'&'.repeat(48)}`;
const longField = Array(5).fill('&'.repeat(40)).join(' › ');
const inElse: Place = { holder: hostile, branch: 'else' };
const inCase: Place = { holder: hostile, caseKey: hostile };
const option = undefined;
/** One of each kind of difference, with values as long as they get and full of marks. */
const EVERY_KIND: readonly ChangeWhat[] = [
  ...(['added', 'removed'] as const).flatMap((type) =>
    (['screen', 'component', 'option', 'data', 'payload', 'route', 'routes', 'case', 'branch'] as const).flatMap(
      (thing): ChangeWhat[] => [{ type, thing, name: hostile, option: hostile }],
    ),
  ),
  ...(['added', 'removed'] as const).flatMap((type) =>
    (['screen', 'component'] as const).map((thing): ChangeWhat => ({ type, thing, name: '', option })),
  ),
  ...(['screen', 'component', 'option'] as const).flatMap((thing): ChangeWhat[] =>
    [hostile, ''].map((name) => ({ type: 'moved', thing, name, option })),
  ),
  { type: 'moved', thing: 'component', name: '', to: inCase, option },
  { type: 'moved', thing: 'component', name: '', from: inElse, option },
  { type: 'moved', thing: 'component', name: '', from: inElse, to: inCase, option },
  ...(['wrapped', 'unwrapped'] as const).flatMap((type): ChangeWhat[] => [
    { type, name: hostile, option },
    { type, name: '', option },
  ]),
  { type: 'swapped', thing: 'branch', before: 'else', after: 'then', option },
  { type: 'swapped', thing: 'case', before: hostile, after: hostile, option },
  ...(['screen', 'option', 'submitted-id', 'case'] as const).map(
    (thing): ChangeWhat => ({ type: 'renamed', thing, before: hostile, after: hostile, option }),
  ),
  { type: 'changed', field: longField, before: hostile, after: hostile, option: hostile },
  { type: 'changed', field: 'text', line: 12, before: hostile, after: hostile, option },
  { type: 'set', field: 'label', after: hostile, option: hostile },
  { type: 'unset', field: hostile, before: hostile, option },
  { type: 'item-added', field: hostile, value: hostile, option },
  { type: 'item-removed', field: 'unavailable-dates', value: hostile, option },
  { type: 'item-added', field: 'text', value: '', option },
  { type: 'item-removed', field: 'text', value: '', option },
  { type: 'reordered', field: hostile, option: hostile },
  ...(['required', 'enabled', 'visible', 'terminal', 'success'] as const).flatMap((flag) =>
    [true, false].map((isOn) => ({ type: 'flag' as const, flag, isOn, option })),
  ),
  ...(['added', 'replaced', 'removed'] as const).flatMap((change): ChangeWhat[] => [
    { type: 'image', change, field: 'src', bytes: 268_000, option },
    { type: 'image', change, field: hostile, line: 2, bytes: 268_000, option: hostile },
  ]),
  { type: 'nested', before: hostile, after: undefined, option },
  { type: 'nested', before: undefined, after: hostile, option },
  { type: 'nested', before: hostile, after: hostile, option },
  { type: 'whole', option },
  { type: 'too-large', option },
];

describe('changeHeadline', () => {
  const headline = (counts: Partial<FlowChange>) =>
    changeHeadline(english, { name: 'F', change: { ...none, ...counts } });

  it.each([
    [{ edited: 2, added: 1 }, '*F* changed: 2 screens edited, 1 added'],
    [{ edited: 1 }, '*F* changed: 1 screen edited'],
    [{ added: 1, removed: 2 }, '*F* changed: 1 screen added, 2 removed'],
    [{ moved: 3 }, '*F* changed: 3 screens moved'],
    [{ edited: 1, added: 2, removed: 3, moved: 4 }, '*F* changed: 1 screen edited, 2 added, 3 removed, 4 moved'],
  ])('counts screens: %j', (counts, text) => {
    expect(headline(counts)).toBe(text);
  });

  it('tells of the status and the name, with and without a change of the file', () => {
    const status = { before: 'DRAFT', after: 'PUBLISHED' } as const;
    const rename = { before: 'Old <b>', after: 'New' };
    expect(changeHeadline(english, { name: 'F', change: none, status })).toBe(
      '*F*: status changed from Draft to Published',
    );
    expect(changeHeadline(english, { name: 'New', change: none, rename })).toBe(
      '*New*: renamed from “Old &lt;b&gt;” to “New”',
    );
    expect(changeHeadline(english, { name: 'New', change: { ...none, edited: 2 }, status, rename })).toBe(
      '*New* changed: 2 screens edited; status changed from Draft to Published; renamed from “Old &lt;b&gt;” to “New”',
    );
    expect(changeHeadline(english, { name: 'F', change: none })).toBe('*F*: same as before');
  });

  it('is there in Chinese', () => {
    const status = { before: 'DRAFT', after: 'PUBLISHED' } as const;
    expect(changeHeadline(chinese, { name: '注册', change: { ...none, edited: 2, added: 1 }, status })).toBe(
      '*注册* 已变更：修改了 2 个页面，新增 1 个；状态由草稿变为已发布',
    );
  });
});

describe('changeLines', () => {
  it('shows 15, and counts the rest', () => {
    expect(changeLines(english, edited(15))).toHaveLength(15);
    const lines = changeLines(english, edited(27));
    expect(lines).toHaveLength(16);
    expect(lines[0]).toBe('*DETAILS* › Field 1: now required');
    expect(lines.at(-1)).toBe('and 12 more: see the diff');
    expect(changeLines(english, edited(4), 2)).toHaveLength(3);
  });

  it('tells in Chinese what it tells in English', () => {
    const flow = structuredClone(SMALL_FLOWS.order ?? {});
    for (const { edit } of SMALL_EDITS.slice(0, 1)) edit(flow);
    const change = compareFlows(
      readFlowDocument(JSON.stringify(SMALL_FLOWS.order)),
      readFlowDocument(JSON.stringify(flow)),
    );
    expect(changeLines(chinese, change)).toEqual([
      '*DETAILS* › E-mail：标签：“E-mail” → “Work e-mail”',
      '*DETAILS* › E-mail：现在必填',
      '*DETAILS* › City：新增选项“Bern”',
    ]);
  });

  it.each(LANGUAGES)('has words in %s for every kind, and no mark gets through', (language) => {
    for (const what of EVERY_KIND) {
      const lines = changeLines(translateTo(language), {
        ...none,
        lines: [{ screenId: hostile, component: hostile, place: inCase, what }],
      });
      expectReadable(lines.join());
      expect(lines.join()).not.toMatch(/<|&(?!amp;|lt;|gt;)/);
    }
  });
});

describe('changeMessage', () => {
  it('says what changed, when it was seen, and what can be done', () => {
    const message = changeMessage(english, notice, edited(2), values);
    expect(shown(message)).toBe(
      [
        '*Sign-up flow* changed: 1 screen edited',
        '*DETAILS* › Field 1: now required',
        '*DETAILS* › Field 2: now required',
        'Seen <!date^1741080600^{date_short} {time}|2025-03-04 09:30 UTC> · `17b6aa11` · `aaaaaaaaaaaa` → `bbbbbbbbbbbb`',
        'Show full diff',
        'Get previous file',
        'Mute for a day',
        'Unwatch',
      ].join('\n'),
    );
    expect(message.text).toBe(
      'Sign-up flow changed: 1 screen edited\nDETAILS › Field 1: now required\nDETAILS › Field 2: now required',
    );
    expect(buttonsIn(message.blocks).map(({ action_id: id, value }) => [id, value])).toEqual([
      ['show_diff', 'd1'],
      ['restore_file', 'r1'],
      ['mute_watch', 'm1'],
      ['unwatch', 'u1'],
    ]);
  });

  it('names who saw it, and how many versions there were', () => {
    const seenByPerson = { ...notice, after: { ...after, firstSeenBy: 'U1' }, changes: 3 };
    const text = shown(changeMessage(english, seenByPerson, edited(1), values));
    expect(text).toContain('2025-03-04 09:30 UTC> by <@U1> · ');
    expect(text).toContain('`bbbbbbbbbbbb` · 3 versions since then');
  });

  it('says how often a flapping flow changed', () => {
    const message = changeMessage(english, { ...notice, isFlapping: true, changes: 5 }, edited(1), values);
    expect(shown(message).split('\n')[0]).toBe(
      '*Sign-up flow* changed: 1 screen edited; changed 5 times in the last hour',
    );
    expect(shown(message)).not.toContain('versions since');
  });

  it('offers no diff where the file stayed', () => {
    const published = { ...notice, before: { ...before, status: 'DRAFT', file: after.file } as const };
    const message = changeMessage(english, published, none, values);
    expect(message.text).toBe('Sign-up flow: status changed from Draft to Published');
    expect(buttonsIn(message.blocks).map(({ action_id: id }) => id)).toEqual(['mute_watch', 'unwatch']);
    expect(shown(message)).toContain('`17b6aa11` · `bbbbbbbbbbbb`\n');
  });

  it('takes the ID of a flow without a name', () => {
    const nameless = { ...notice, before: { ...before, name: undefined }, after: { ...after, name: undefined } };
    expect(changeMessage(english, nameless, edited(1), values).text).toMatch(/^flow 17b6aa11 changed: 1 screen edited/);
  });
});

describe('digestMessage', () => {
  const entry = { ...notice, change: edited(1) };

  it('says which flow, and below it what', () => {
    const message = digestMessage(english, { period: 'day', entries: [entry, { ...entry, changes: 4 }] });
    expect(shown(message)).toBe(
      [
        '*2 flows changed today*',
        '• *Sign-up flow* changed: 1 screen edited · `17b6aa11`',
        '    ◦ *DETAILS* › Field 1: now required',
        '• *Sign-up flow* changed: 1 screen edited · `17b6aa11` · 4 versions since then',
        '    ◦ *DETAILS* › Field 1: now required',
      ].join('\n'),
    );
    expect(shown(digestMessage(english, { period: 'week', entries: [entry] }))).toMatch(
      /^\*1 flow changed this week\*/,
    );
  });

  it('has fewer lines of each flow where there are many, and counts the rest', () => {
    const linesOf = (flows: number) =>
      shown(digestMessage(english, { period: 'day', entries: Array(flows).fill({ ...notice, change: edited(9) }) }))
        .split('\n')
        .filter((line) => line.startsWith('    ◦ *')).length / flows;
    expect([linesOf(1), linesOf(10), linesOf(40)]).toEqual([5, 3, 1]);
    expect(shown(digestMessage(english, { period: 'day', entries: [{ ...notice, change: edited(9) }] }))).toContain(
      '    ◦ and 4 more: see the diff',
    );
  });

  it('counts what is too much', () => {
    const message = digestMessage(english, { period: 'week', entries: Array(43).fill(entry) });
    expect(shown(message)).toMatch(/\nand 3 more flows$/);
  });
});

it.each(LANGUAGES)('every message in %s is within limits, and has no hole', (language) => {
  const t = translateTo(language);
  const long: ChangedFlow = {
    flow: { flowId: hostile.repeat(50) },
    before: { ...before, name: hostile.repeat(50), status: 'DRAFT' },
    after: { ...after, name: `${hostile.repeat(50)}2`, firstSeenBy: 'U1' },
    changes: 9,
  };
  for (let start = 0; start < EVERY_KIND.length; start += 15) {
    const lines = EVERY_KIND.slice(start, start + 40).map((what) => ({ screenId: hostile, component: hostile, what }));
    const change = { edited: 9, added: 9, removed: 9, moved: 9, lines };
    for (const isFlapping of [true, false]) {
      const message = changeMessage(t, { ...long, isFlapping }, change, values);
      expect(problemsOfMessage(message)).toEqual([]);
      for (const line of changeLines(t, change)) expect(shown(message)).toContain(setApart(line));
      expectReadable(shown(message));
    }
    const digest = digestMessage(t, { period: 'week', entries: Array(100).fill({ ...long, change }) });
    expect(problemsOfMessage(digest)).toEqual([]);
    expectReadable(shown(digest));
  }
});
