import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/clock.ts';
import { createProgress, type Progress } from '../../../src/requests/progress.ts';
import { instantClock } from '../support/fakes.ts';

let now = 0;
const clock: Clock = { ...instantClock, monotonicMs: () => now };

/** A request whose flows are done at these milliseconds. */
function linesOf(...doneAt: number[]): Progress[] {
  const lines: Progress[] = [];
  const done = createProgress(clock, doneAt.length, (progress) => void lines.push(progress));
  for (const at of doneAt) {
    now = at;
    done();
  }
  return lines;
}

describe('createProgress', () => {
  beforeEach(() => {
    now = 0;
  });

  it('says nothing of what is quick', () => {
    expect(linesOf(500, 1000, 2999, 3500)).toEqual([]);
  });

  it('says how far it is after three seconds, and how long it takes still', () => {
    expect(linesOf(1000, 3000, 4000, 5000)).toEqual([{ done: 2, total: 4, leftMs: 3000 }]);
  });

  it('has a line every three seconds, and two at the most: a response_url takes five', () => {
    const lines = linesOf(3000, 4000, 6000, 7000, 9000, 12_000, 15_000);
    expect(lines.map(({ done }) => done)).toEqual([1, 3]);
  });

  it('says nothing at the end: the outcome does', () => {
    expect(linesOf(5000)).toEqual([]);
  });
});
