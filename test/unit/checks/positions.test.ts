import { describe, expect, it } from 'vitest';
import { flowOf } from '../../../scripts/checks/example.ts';
import { EXAMPLES } from '../../../scripts/checks/examples.ts';
import { checkFlow, type Finding, RULE_IDS } from '../../../src/checks/index.ts';
import { linesAndColumns } from '../../../src/checks/parse/line-column.ts';
import { findPositions } from '../../../src/checks/parse/positions.ts';
import { prettyJson } from '../../../src/flows/json/pretty-json.ts';

const pathOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What stands in the text where the finding is, and what of the flow it points to. */
function placeOf(text: string, { line, column, pointer }: Finding) {
  const path = pathOf(pointer);
  let value: unknown = JSON.parse(text);
  for (const part of path) value = (value as Record<string, unknown>)[part];
  const [start = ''] = [text.split('\n')[line - 1]?.slice(column - 1)];
  return { start, key: JSON.stringify(path.at(-1) ?? ''), value: JSON.stringify(value) };
}

describe('line and column', () => {
  const texts = RULE_IDS.flatMap((rule) =>
    EXAMPLES[rule]
      .filter(({ isShownOnly, of }) => !isShownOnly && of !== 'text')
      .map((example) => flowOf(example, 'wrong')),
  );

  it('are those of the value, or of its name, in the snippet that is shared', () => {
    let looked = 0;
    for (const text of texts.map(prettyJson)) {
      for (const finding of checkFlow(text)) {
        const { start, key, value } = placeOf(text, finding);
        const isValue = /^[[{]/.test(value) ? start.startsWith(value.charAt(0)) : start.startsWith(value);
        expect(isValue || start.startsWith(`${key}: `), `${finding.rule} ${finding.pointer}: ${start}`).toBe(true);
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(150);
  });

  it('are found in a text on one line, and with Windows line ends, too', () => {
    for (const text of texts) {
      const compact = JSON.stringify(JSON.parse(text));
      for (const finding of checkFlow(compact)) {
        expect(finding.line).toBe(1);
        const { start, key, value } = placeOf(compact, finding);
        expect(start.startsWith(value.charAt(0)) || start.startsWith(key)).toBe(true);
      }
      const windows = checkFlow(text.replaceAll('\n', '\r\n'));
      expect(windows.map(({ line, column }) => [line, column])).toEqual(
        checkFlow(text).map(({ line, column }) => [line, column]),
      );
    }
  });

  it('count a byte order mark as nothing', () => {
    expect(checkFlow('\ufeff{"version": "7.3", "screens": []}')[0]).toMatchObject({ line: 1, column: 31 });
    expect(checkFlow('{"version": "7.3", "screens": []}')[0]).toMatchObject({ line: 1, column: 31 });
  });
});

describe('positions in a text', () => {
  it('of members, elements, keys with escapes and values of all kinds', () => {
    const text = '{"a": [1, {"b\\"c": null}, "x\\\\"], "~/": true}';
    const { spans } = findPositions(text, [['a', 0], ['a', 1, 'b"c'], ['a', 2], ['~/'], [], ['none']]);
    expect(spans.map((span) => span && text.slice(span.start, span.end))).toEqual([
      '1',
      'null',
      '"x\\\\"',
      'true',
      text,
      undefined,
    ]);
    expect(spans.map((span) => span && text.slice(span.key, span.key + 2))).toEqual([
      '1,',
      '"b',
      '"x',
      '"~',
      '{"',
      undefined,
    ]);
  });

  it('of a repeated key are those of the last one, which counts', () => {
    const text = '{"a": 1, "a": 2}';
    const { spans, repeatedKeys } = findPositions(text, [['a']]);
    expect(text.slice(spans[0]?.start, spans[0]?.end)).toBe('2');
    expect(repeatedKeys).toEqual([{ path: ['a'], offset: 9 }]);
  });

  it('become lines and columns from one', () => {
    expect(linesAndColumns('a\nbc\n\nd', [0, 1, 2, 3, 6])).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 2, column: 2 },
      { line: 4, column: 1 },
    ]);
  });
});
