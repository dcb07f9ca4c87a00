import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { prettyJson, prettyJsonBytes } from '../../../../src/flows/json/pretty-json.ts';

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

  it.each([
    ['indentation alone', 198, 1_000_000],
    ['so little more that only its last lines are too much', 7, 400_000],
  ])('leaves a text as it is that would grow by more than four times: %s', (_, levels, length) => {
    const wide = `{"a":${'['.repeat(levels)}${'1,'.repeat(length / 2)}1${']'.repeat(levels)}}`;
    expect(prettyJson(` ${wide} `)).toBe(`${wide}\n`);
  });

  it('never takes memory for more than four times the text', () => {
    const wide = Buffer.from(`{"a":${'['.repeat(198)}${'1,'.repeat(500_000)}1${']'.repeat(198)}}`);
    const before = process.memoryUsage().arrayBuffers;
    const allocated: number[] = [];
    const allocate = vi.spyOn(Buffer, 'allocUnsafe').mockImplementation((size) => {
      allocated.push(size);
      return Buffer.alloc(size);
    });
    onTestFinished(() => allocate.mockRestore());
    prettyJsonBytes(wide);
    expect(Math.max(...allocated)).toBeLessThanOrEqual(4 * wide.length);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(12 * wide.length);
  });

  it('lays out any JSON of any size below that', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ id: `é${index}`, title: '{"[,:]"}\\', on: true }));
    expect(prettyJson(JSON.stringify(rows))).toBe(`${JSON.stringify(rows, null, 2)}\n`);
  });

  it('leaves a text as it is that is nested deeper than any flow', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(prettyJson(deep)).toBe(`${deep}\n`);
  });
});
