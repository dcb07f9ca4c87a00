import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worstWindow } from '../../../sandbox/cams/arrivals.ts';
import { createRateLimit } from '../../../sandbox/cams/rate-limit.ts';

const times = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 60 });
const windows = fc.integer({ min: 1, max: 3000 });

describe('worstWindow', () => {
  it('is 0 without arrivals', () => {
    expect(worstWindow([], 1000)).toBe(0);
  });

  it('does not count two that are a whole window apart', () => {
    expect(worstWindow([0, 1000], 1000)).toBe(1);
    expect(worstWindow([0, 999.9], 1000)).toBe(2);
  });

  it('takes times in any order', () => {
    expect(worstWindow([2500, 100, 2000, 900, 2999], 1000)).toBe(3);
  });

  it('agrees with a count of every window that begins with an arrival', () => {
    fc.assert(
      fc.property(times, windows, (arrivals, windowMs) => {
        const counts = arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + windowMs).length);
        expect(worstWindow(arrivals, windowMs)).toBe(Math.max(0, ...counts));
      }),
    );
  });

  it('stays cheap when many arrivals are in one window', () => {
    const arrivals = Array.from({ length: 100_000 }, (_, index) => index / 100);
    const startedAt = performance.now();
    expect(worstWindow(arrivals, 1000)).toBe(100_000);
    // A few milliseconds; to compare each with each takes many seconds.
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('createRateLimit', () => {
  it('lets five through in any second, and drops the sixth', () => {
    const isTooMany = createRateLimit({ calls: 5, windowMs: 1000 });
    expect([0, 10, 20, 30, 40, 999].map(isTooMany)).toEqual([false, false, false, false, false, true]);
  });

  it('counts a window as half-open', () => {
    const isTooMany = createRateLimit({ calls: 1, windowMs: 1000 });
    expect([0, 1000, 1999.9].map(isTooMany)).toEqual([false, false, true]);
  });

  it('drops exactly the calls that make a window too full, dropped ones included', () => {
    fc.assert(
      fc.property(times, windows, fc.integer({ min: 1, max: 6 }), (unordered, windowMs, calls) => {
        const arrivals = unordered.toSorted((left, right) => left - right);
        const isTooMany = createRateLimit({ calls, windowMs });
        arrivals.forEach((at, index) => {
          const inWindow = arrivals.slice(0, index + 1).filter((earlier) => earlier > at - windowMs).length;
          expect(isTooMany(at)).toBe(inWindow > calls);
        });
      }),
    );
  });
});
