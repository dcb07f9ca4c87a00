import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/clock.ts';
import { createFlowWork, createFlowWorkerThread } from '../../../../src/flows/work/flow-work.ts';
import { parseCost } from '../../../../src/flows/work/parse-cost.ts';

const MEMORY_MB = 64;
/** What is let in with that memory; bytes. */
const LET_IN = 0.6 * MEMORY_MB * 1024 * 1024;

const cost = (json: string) => parseCost(Buffer.from(json));
const listOf = (count: number, item: (index: number) => string) =>
  `{"a":[${Array.from({ length: count }, (_, index) => item(index)).join(',')}]}`;
const names = { before: 'a', after: 'b' };
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

/** The largest file of a shape that is let in. */
function largestOf(shape: (count: number) => string): string {
  const sample = 20_000;
  return shape(Math.floor((sample * LET_IN * 0.9) / cost(shape(sample))));
}

describe('parseCost', () => {
  it('counts what is outside of strings', () => {
    expect(cost('["{[,"]')).toBe(64 + 56 + 14);
    expect(cost('["\\"{",1]')).toBe(64 + 56 + 8 + 18);
    expect(cost('{"a":{}}')).toBe(320 + 56 + 16);
    expect(cost('"测')).toBe(56 + 16);
  });

  it.each(Object.entries(SHAPES))(
    'lets in no file that ends the process: %s',
    async (_, shape) => {
      const json = largestOf(shape);
      expect(cost(json)).toBeLessThan(LET_IN);
      const work = createFlowWork(createFlowWorkerThread(systemClock, MEMORY_MB));
      const read = await work.read(Buffer.from(json)).then(
        () => 'read',
        (error: unknown) => error,
      );
      if (read !== 'read') expect(read).toMatchObject({ kind: 'too-large-to-read' });
      expect(await work.compare({ before: json, after: shape(50), names })).toHaveProperty('change');
    },
    60_000,
  );
});
