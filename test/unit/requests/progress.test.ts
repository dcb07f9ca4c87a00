import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/clock.ts';
import { createProgress, type Progress } from '../../../src/requests/progress.ts';
import { instantClock } from '../support/fakes.ts';

let now = 0;
const clock: Clock = { ...instantClock, monotonicMs: () => now };

/** A request whose flows are done at these milliseconds. */
function reportsOf(...doneAt: number[]): Progress[] {
  const reports: Progress[] = [];
  const done = createProgress(clock, doneAt.length, (progress) => void reports.push(progress));
  for (const at of doneAt) {
    now = at;
    done();
  }
  return reports;
}

describe('createProgress', () => {
  beforeEach(() => {
    now = 0;
  });

  it('reports nothing of what is quick', () => {
    expect(reportsOf(500, 1000, 2999, 3500)).toEqual([]);
  });

  it('reports how far it is after three seconds, and how long it takes still', () => {
    expect(reportsOf(1000, 3000, 4000, 5000)).toEqual([{ done: 2, total: 4, leftMs: 3000 }]);
  });

  it('has a line every three seconds, and two at the most: a response_url takes five', () => {
    const reports = reportsOf(3000, 4000, 6000, 7000, 9000, 12_000, 15_000);
    expect(reports.map(({ done }) => done)).toEqual([1, 3]);
  });

  it('reports nothing at the end: the outcome does', () => {
    expect(reportsOf(5000)).toEqual([]);
  });
});
