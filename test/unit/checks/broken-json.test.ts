import { describe, expect, it } from 'vitest';
import { checkFlow, explainBrokenJson, linesAround } from '../../../src/checks/index.ts';

const kinds = (text: string) => explainBrokenJson(text).map(({ kind, line, column }) => `${kind} ${line}:${column}`);

describe('why a text is no JSON', () => {
  it.each([
    ['', 'empty 1:1'],
    ['  \n ', 'empty 1:1'],
    ['{"a": 1,}', 'trailing-comma 1:8'],
    ['{"a": [1, 2,\n]}', 'trailing-comma 1:12'],
    ['{ // why\n"a": 1}', 'comment 1:3'],
    ['{ /* why */ "a": 1}', 'comment 1:3'],
    ['{“a”: 1}', 'curly-quote 1:2'],
    ['{"a": “x”}', 'curly-quote 1:7'],
    ["{'a': 1}", 'single-quote 1:2'],
    ['{a: 1}', 'unquoted-name 1:2'],
    ['{"a": 1 "b": 2}', 'missing-comma 1:9'],
    ['[1 2]', 'missing-comma 1:4'],
    ['[{"a": 1}\n{"a": 2}]', 'missing-comma 2:1'],
    ['{"a" 1}', 'missing-colon 1:6'],
    ['{"a"}', 'missing-colon 1:5'],
    ['{"a": }', 'missing-value 1:7'],
    ['[1,,2]', 'missing-value 1:4'],
    ['{"a": {"b": [1, 2}', 'wrong-bracket 1:18'],
    ['{\n"a": [1', 'missing-bracket 2:8'],
    ['{"a": 1}}', 'extra-bracket 1:9'],
    ['{"a": 1} {"a": 2}', 'extra-text 1:10'],
    ['{"a": "x\n"}', 'open-text 1:7'],
    ['{"a": "\\q"}', 'escape 1:8'],
    ['{"a": "\\u12"}', 'escape 1:8'],
    ['{"a": "x\u0001"}', 'control-character 1:9'],
    ['{"a": 01}', 'number 1:7'],
    ['{"a": .5}', 'number 1:7'],
    ['{"a": True}', 'literal 1:7'],
    ['{"a": undefined}', 'literal 1:7'],
    ['{"a":\u00a01}', 'unexpected 1:6'],
  ])('%j', (text, expected) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(kinds(text)[0]).toBe(expected);
  });

  it('tells every comment and comma too many, in their order', () => {
    expect(kinds('{ // one\n"a": [1, // two\n],\n}')).toEqual([
      'comment 1:3',
      'trailing-comma 2:8',
      'comment 2:10',
      'trailing-comma 3:2',
    ]);
  });

  it('says which bracket is open since which line, and what is missing', () => {
    const [found] = checkFlow('{\n  "screens": [\n    {"id": "A"');
    expect(found?.message).toBe('The text ends, but the { in line 3 is never closed.');
    expect(found?.fix).toContain('}]}');
    expect(found).toMatchObject({ rule: 'json-syntax', metaCode: 'INVALID_FLOW_JSON', line: 3 });
  });

  it('shows the lines around, long ones cut around the place', () => {
    const text = `a\nb\n${'x'.repeat(500)}\nd\ne\nf`;
    const lines = linesAround(text, { line: 3, column: 250 }, 1);
    expect(lines.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(lines[1]?.text).toHaveLength(122);
    expect(lines[1]?.text).toMatch(/^…x+…$/);
    expect(linesAround('one', { line: 1, column: 1 })).toEqual([{ line: 1, text: 'one' }]);
  });
});
