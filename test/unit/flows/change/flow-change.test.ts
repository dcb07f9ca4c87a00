import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFlows, unifiedDiff } from '../../../../src/flows/change/flow-change.ts';
import { movedIndexes } from '../../../../src/flows/change/order.ts';
import { readFlowDocument } from '../../../../src/flows/json/flow-document.ts';
import type { JsonObject } from '../../../../src/flows/json/json-value.ts';
import { prettyJson } from '../../../../src/flows/json/pretty-json.ts';
import { translateTo } from '../../../../src/i18n.ts';
import { changeHeadline, changeLines } from '../../../../src/slack/messages/change.ts';
import { FIXTURE_FLOWS, flowNamesIn, readFlow, sampleFlows } from '../../../support/flow-files.ts';
import { type Edit, SMALL_EDITS, SMALL_FLOWS } from './edits.ts';
import { FIXTURE_EDITS } from './fixture-edits.ts';
import { SAMPLE_EDITS } from './sample-edits.ts';

const english = translateTo('en');
const names = { before: 'before.json', after: 'after.json' };
const ORDER = JSON.stringify(SMALL_FLOWS.order);
const parsed = (json: string) => JSON.parse(json) as JsonObject;

const hashOf = (json: string) => readFlowDocument(json).contentHash;
const compare = (before: string, after: string) => compareFlows(readFlowDocument(before), readFlowDocument(after));
const diff = (before: string, after: string) =>
  unifiedDiff(readFlowDocument(before).text, readFlowDocument(after).text, names) ?? '';

function expectTold(before: string, { edit, headline, lines }: Edit): void {
  const flow = parsed(before);
  edit(flow);
  const after = JSON.stringify(flow);
  const change = compare(before, after);
  expect(changeHeadline(english, { name: 'Flow', change })).toBe(headline);
  expect(changeLines(english, change)).toEqual(lines);
  expect(hashOf(before)).not.toBe(hashOf(after));
  // Whatever is told of one way has something told of it on the way back.
  expect(compare(after, before).lines).not.toEqual([]);
}

/** The same flow with the keys of every object the other way round. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
};

const samples = sampleFlows();

describe.each([
  { flows: 'the flows of the tests', folder: FIXTURE_FLOWS, edits: FIXTURE_EDITS },
  ...(samples === undefined ? [] : [{ flows: 'the samples', folder: samples, edits: SAMPLE_EDITS }]),
])('compareFlows, of $flows', ({ folder, edits }) => {
  it('has a table of more than 40 edits', () => {
    expect(edits.length).toBeGreaterThan(40);
    expect(new Set(edits.map(({ of }) => of)).size).toBeGreaterThan(10);
  });

  it.each(edits)('$of: $what', (edit) => {
    expectTold(readFlow(folder, edit.of), edit);
  });

  it.each(flowNamesIn(folder))('%s is the same in another order and layout', (name) => {
    const json = readFlow(folder, name);
    const other = JSON.stringify(turned(JSON.parse(json)), undefined, 7);
    expect(hashOf(json)).toBe(hashOf(other));
    expect(compare(json, other).lines).toEqual([]);
  });
});

describe('compareFlows', () => {
  it.each(SMALL_EDITS)('$of: $what', (edit) => {
    expectTold(JSON.stringify(SMALL_FLOWS[edit.of]), edit);
  });

  it('stops at 200 lines, and still counts all the screens', () => {
    const screens = (title: string) =>
      Array.from({ length: 500 }, (_, index) => ({ id: `S${index}`, title: index % 2 === 0 ? title : 'Same' }));
    const flow = (title: string) => JSON.stringify({ version: '7.1', screens: screens(title) });
    const change = compare(flow('One'), flow('Two'));
    expect(change).toMatchObject({ edited: 250, added: 0, removed: 0, moved: 0, hasMore: true });
    expect(change.lines).toHaveLength(200);
    expect(change.lines.at(-1)).toMatchObject({ screenId: 'S398', what: { before: 'One', after: 'Two' } });
    expect(compare(flow('One'), flow('One').replace('One', 'Two'))).not.toHaveProperty('hasMore');
  });

  it('says nothing of white space and the order of keys', () => {
    const other = JSON.stringify(turned(SMALL_FLOWS.order), undefined, 2);
    expect(compare(ORDER, other)).toEqual({ edited: 0, added: 0, removed: 0, moved: 0, lines: [] });
  });

  it('tells long numbers apart by every digit', () => {
    const withNumber = (digits: string) => `{"screens":[],"limit":${digits}}`;
    const { lines } = compare(withNumber('9007199254740993'), withNumber('9007199254740992'));
    expect(changeLines(english, { ...compare('{}', '{}'), lines })).toEqual([
      '`limit` “9007199254740993” → “9007199254740992”',
    ]);
  });

  it.each([
    ['no JSON', '{', '{}'],
    ['no object', '[1]', '{"a":1}'],
    ['too deep', '['.repeat(100_000) + ']'.repeat(100_000), '{}'],
    ['a key that is missing beside an empty list', '{"version":"1"}', '{"version":"1","screens":[]}'],
  ])('says that the file differs: %s', (_, before, after) => {
    for (const { lines } of [compare(before, after), compare(after, before)]) {
      expect(lines).toEqual([
        { screenId: undefined, component: undefined, what: { type: 'whole', option: undefined } },
      ]);
    }
  });

  it('shows the innermost keys of a deep path', () => {
    const nested = (value: number) => `${'{"deep":'.repeat(150)}${value}${'}'.repeat(150)}`;
    expect(compare(nested(1), nested(2)).lines.map(({ what }) => what)).toEqual([
      { type: 'changed', field: '… › deep › deep › deep › deep › deep', before: '1', after: '2', option: undefined },
    ]);
  });

  it('reads past what stands in strings, and gives up below 200 levels', () => {
    const brackets = (text: string) => JSON.stringify({ text: `"${'['.repeat(300)}${text}` });
    expect(compare(brackets('a'), brackets('b')).lines.map(({ what }) => what.type)).toEqual(['changed']);
    const nested = (value: number) => `${'{"deep":'.repeat(300)}${value}${'}'.repeat(300)}`;
    expect(compare(nested(1), nested(2)).lines.map(({ what }) => what.type)).toEqual(['whole']);
  });

  it('tells of a route once where two screens have the ID', () => {
    const flow = (routes: string[]) =>
      JSON.stringify({ routing_model: { A: routes }, screens: [{ id: 'A' }, { id: 'A', title: 'Again' }] });
    expect(compare(flow([]), flow(['B']))).toMatchObject({ edited: 1, lines: [{ screenId: 'A' }] });
  });

  it('takes keys like any other that objects have anyway', () => {
    const { lines } = compare('{"screens":[]}', '{"screens":[],"__proto__":1,"toString":2}');
    expect(lines.map(({ what }) => what)).toEqual([
      { type: 'set', field: '__proto__', after: '1', option: undefined },
      { type: 'set', field: 'toString', after: '2', option: undefined },
    ]);
  });

  it('tells of something exactly where two values differ, and never throws', () => {
    const keys = fc.constantFrom('id', 'name', 'type', 'screens', 'layout', 'children', 'data', 'then', 'cases', 'x');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(null, true, 0, 1, '', 'a', 'If', '\ud800', '__proto__'),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
      ),
    }));
    const flow = fc.record({ screens: fc.array(fc.record({ id: value, layout: fc.record({ children: value }) })) });
    fc.assert(
      fc.property(fc.oneof(value, flow, fc.jsonValue()), fc.oneof(value, flow, fc.jsonValue()), (one, other) => {
        const [before, after] = [JSON.stringify(one), JSON.stringify(other)];
        expect(compare(before, before).lines).toEqual([]);
        expect(compare(before, JSON.stringify(turned(one))).lines).toEqual([]);
        expect(compare(before, after).lines.length > 0).toBe(hashOf(before) !== hashOf(after));
      }),
      { numRuns: 400 },
    );
  });

  it('never throws for any two texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(compare(before, after).lines.length > 0).toBe(hashOf(before) !== hashOf(after));
      }),
    );
  });

  it('is quick on 60 screens of 50 components each', () => {
    const flow = (salt: string) =>
      JSON.stringify({
        screens: Array.from({ length: 60 }, (_, index) => ({
          id: `SCREEN_${index}`,
          layout: {
            children: Array.from({ length: 50 }, (_each, at) => ({
              type: 'TextBody',
              text: `${salt} ${(index * 50 + at) * 7919} `.repeat(20),
            })),
          },
        })),
      });
    const started = performance.now();
    expect(compare(flow('all'), flow('other')).edited).toBe(60);
    // The measured time is a fifth of it: the bound is for what grows with the square of the whole flow.
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('movedIndexes', () => {
  it.each([
    ['nothing in order', [0, 1, 2], []],
    ['the last to the front', [3, 0, 1, 2], [0]],
    ['the first to the end', [1, 2, 3, 0], [3]],
    ['two that changed places', [0, 3, 2, 1, 4], 2],
    ['none', [], []],
  ])('moves as few as can be: %s', (_, positions, moved) => {
    const found = [...movedIndexes(positions)];
    if (typeof moved === 'number') expect(found).toHaveLength(moved);
    else expect(found).toEqual(moved);
  });
});

describe('unifiedDiff', () => {
  it('shows three lines around a change of the laid out texts', () => {
    const before = '{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}';
    expect(diff(before, before.replace('5', '50'))).toBe(
      [
        '--- before.json',
        '+++ after.json',
        '@@ -3,7 +3,7 @@',
        '   "b": 2,',
        '   "c": 3,',
        '   "d": 4,',
        '-  "e": 5,',
        '+  "e": 50,',
        '   "f": 6,',
        '   "g": 7,',
        '   "h": 8',
        '',
      ].join('\n'),
    );
  });

  it('is empty where only the white space differs', () => {
    expect(diff('{"a":1}', '{ "a" : 1 }\n')).toBe('');
  });

  it('takes what is no JSON as it is', () => {
    expect(diff('{"a"', '{"b"')).toContain('-{"a"\n+{"b"\n');
  });

  it('gives one block where nearly all differs, in time', () => {
    const rows = (salt: number) => JSON.stringify(Array.from({ length: 8000 }, (_, index) => index * salt + 0.5));
    const started = performance.now();
    const patch = diff(rows(1), rows(-1));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(patch.split('\n').slice(0, 5)).toEqual([
      '--- before.json',
      '+++ after.json',
      '@@ -1,8002 +1,8002 @@',
      ' [',
      '   0.5,',
    ]);
    expect(applyPatch(prettyJson(rows(1)), patch)).toBe(prettyJson(rows(-1)));
  });

  it('gives one block of lines that are all alike', () => {
    const zeros = (count: number) => JSON.stringify(Array(count).fill(0));
    for (const [before, after] of [
      [zeros(5), zeros(4000)],
      [zeros(4000), zeros(5)],
    ] as const) {
      expect(applyPatch(prettyJson(before), diff(before, after))).toBe(prettyJson(after));
    }
  });

  it.each(SMALL_EDITS)('leads from the one file to the other: $what', ({ of, edit }) => {
    const before = JSON.stringify(SMALL_FLOWS[of]);
    const flow = parsed(before);
    edit(flow);
    const after = JSON.stringify(flow);
    expect(applyPatch(prettyJson(before), diff(before, after))).toBe(prettyJson(after));
  });
});
