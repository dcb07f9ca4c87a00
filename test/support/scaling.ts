import { expect } from 'vitest';

/** Below this a measurement is noise; milliseconds. */
const FLOOR_MS = 3;
const TRIES = 5;

async function elapsedMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The fastest of some runs, or the first that is fast enough: what else the machine does only makes a run slower. */
async function fastestMs(work: () => unknown, enoughMs: number): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < TRIES && fastest >= enoughMs; run += 1) fastest = Math.min(fastest, await elapsedMs(work));
  return fastest;
}

/**
 * Expects ten times the input to take about ten times as long: a quadratic one would take a hundred times. Judged only
 * where it takes long enough to be measured.
 *
 * @param of reads a text of about so many characters; what it does may take turns.
 */
export async function expectLinear(of: (characters: number) => () => unknown, characters: number): Promise<void> {
  const small = await fastestMs(of(characters), FLOOR_MS);
  const limit = Math.max(small, FLOOR_MS) * 35;
  expect(await fastestMs(of(characters * 10), limit)).toBeLessThan(limit);
}
