import { expect } from 'vitest';

/** Below this a measurement is noise; milliseconds. */
const FLOOR_MS = 3;
const TRIES = 5;

/** The fastest of some runs: what else the machine does only makes a run slower. */
function fastestMs(work: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < TRIES; run += 1) {
    const startedAt = performance.now();
    work();
    fastest = Math.min(fastest, performance.now() - startedAt);
  }
  return fastest;
}

/**
 * Expects ten times the input to take about ten times as long: a quadratic one would take a hundred times. Judged only
 * where it takes long enough to be measured.
 *
 * @param of reads a text of about so many characters.
 */
export function expectLinear(of: (characters: number) => () => unknown, characters: number): void {
  const [small, large] = [characters, characters * 10].map((each) => fastestMs(of(each)));
  expect(large ?? 0).toBeLessThan(Math.max(small ?? 0, FLOOR_MS) * 35);
}
