import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson } from '../../../../src/flows/json/pretty-json.ts';

describe('prettyJson', () => {
  it('lays out any JSON as JSON.stringify does, however it came', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (json, space) => {
        // Through JSON.parse once, so that number-like keys stand where JSON.stringify puts them.
        const value: unknown = JSON.parse(json);
        expect(prettyJson(JSON.stringify(value, null, space))).toBe(`${JSON.stringify(value, null, 2)}\n`);
      }),
    );
  });

  it('keeps keys in their order, repeated ones and the digits of numbers', () => {
    expect(prettyJson('{"10":1,"2":12345678901234567890,"2":1.50e+10,"a\\u0041":"\\/"}')).toBe(
      '{\n  "10": 1,\n  "2": 12345678901234567890,\n  "2": 1.50e+10,\n  "a\\u0041": "\\/"\n}\n',
    );
  });

  it('leaves a text as it is that is nested deeper than any flow', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(prettyJson(deep)).toBe(`${deep}\n`);
  });
});
