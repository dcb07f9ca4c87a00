import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/clock.ts';
import { SHARE_OF_VALUES } from '../../../../src/flows/work/flow-jobs.ts';
import { createFlowProcess } from '../../../../src/flows/work/flow-work.ts';
import { parseCost } from '../../../../src/flows/work/parse-cost.ts';

const MEMORY_MB = 32;
/** A process of low priority starts late where others work: no limit here says how long anything should take. */
const WAIT_MS = 50_000;
const TEST = { timeout: WAIT_MS + 10_000 };
/** What is let in with that memory; bytes. */
const LET_IN = SHARE_OF_VALUES * MEMORY_MB * 1024 * 1024;

const cost = (json: string) => parseCost(Buffer.from(json));
const listOf = (count: number, item: (index: number) => string) =>
  `{"a":[${Array.from({ length: count }, (_, index) => item(index)).join(',')}]}`;
const key = (index: number) => index.toString(36);

/** All that makes much of a few bytes. */
const SHAPES: Readonly<Record<string, (count: number) => string>> = {
  'empty objects': (count) => listOf(count, () => '{}'),
  'empty lists': (count) => listOf(count, () => '[]'),
  'lists in lists': (count) => listOf(count, () => '[[1]]'),
  numbers: (count) => listOf(count, () => '1.5'),
  'long numbers': (count) => listOf(count, (index) => `1234567890123456789${index}`),
  strings: (count) => listOf(count, (index) => `"${key(index)}"`),
  'strings of wide characters': (count) => listOf(count, (index) => `"测${key(index)}"`),
  'objects with keys of their own': (count) => listOf(count, (index) => `{"${key(index)}":1}`),
  'objects with several': (count) =>
    listOf(count, (index) => `{"${key(index)}":1,"a${key(index)}":{},"b${key(index)}":""}`),
  'objects with numbers for keys': (count) => listOf(count, (index) => `{"${(index * 37) % 5000}":1}`),
  'one object with many keys': (count) =>
    `{${Array.from({ length: count }, (_, index) => `"${key(index)}":1`).join(',')}}`,
};

/** With a number of many digits in it, the source of every value is kept for a while. */
const WITH_LONG_NUMBER = [
  'empty objects',
  'numbers',
  'strings',
  'objects with keys of their own',
  'one object with many keys',
].map((name) => {
  const shape = (count: number) => {
    const json = SHAPES[name]?.(count) ?? '';
    const [value, end] = json.endsWith(']}') ? ['', ']}'] : ['"":', '}'];
    return `${json.slice(0, -end.length)},${value}12345678901234567890${end}`;
  };
  return [`${name}, and a long number`, shape] as const;
});

/** A file of a shape that is let in, and nearly as large as that may be. */
function largeOf(shape: (count: number) => string): string {
  const sample = 20_000;
  return shape(Math.floor((sample * LET_IN * 0.8) / cost(shape(sample))));
}

describe('parseCost', () => {
  it('counts what is outside of strings', () => {
    expect(cost('["{[,"]')).toBe(72 + 56 + 14);
    expect(cost('["\\"{",1]')).toBe(72 + 56 + 8 + 18);
    expect(cost('{"a":{}}')).toBe(2 * 224 + 56 + 16);
    expect(cost('"测')).toBe(56 + 16);
  });

  it('counts more of what an object has too many of', () => {
    const objectOf = (members: number) => `{${Array.from({ length: members }, () => '"a":""').join(',')}}`;
    const each = 2 * 56 + 8 + 2 * 7;
    expect(cost(objectOf(1020)) - cost(objectOf(1019))).toBe(each);
    expect(cost(objectOf(1021)) - cost(objectOf(1020))).toBe(each + 48);
    // Each object by itself, and none of it for lists.
    expect(cost(`[${objectOf(1000)},${objectOf(1000)}]`)).toBe(2 * cost(objectOf(1000)) + 72 + 8 + 2 * 3);
    expect(cost(`[${'"",'.repeat(2000)}""]`)).toBe(72 + 2001 * 56 + 2000 * 8 + 2 * (2001 * 3 + 1));
  });

  it('counts more of each where a number of many digits is in it, wherever that stands', () => {
    const long = '1234567890123456';
    expect(cost(`[{"a":-2},"b",${long}]`)).toBe(72 + 240 + 2 * 72 + 2 * 100 + 2 * 24 + 2 * 31);
    expect(cost(`["${long}",1]`)).toBe(72 + 72 + 24 + 100 + 2 * 22);
    // In two of the pieces in which a text is looked through.
    const spaces = ' '.repeat(64 * 1024 - 8);
    expect(cost(`[${spaces}${long}]`) - cost(`[${spaces}123456789012345 ]`)).toBe(100);
  });
});

describe('what is let in', TEST, () => {
  const process = createFlowProcess(systemClock, MEMORY_MB, { warn: () => undefined });
  afterAll(() => process.close());

  it.each([...Object.entries(SHAPES), ...WITH_LONG_NUMBER])(
    'is read, with the memory that there is: %s',
    async (_, shape) => {
      const json = largeOf(shape);
      expect(cost(json)).toBeLessThan(LET_IN);
      expect(await process.run({ type: 'read', bytes: Buffer.from(json) }, WAIT_MS)).toHaveProperty('type', 'read');
    },
  );
});
