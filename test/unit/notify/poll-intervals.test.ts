import { describe, expect, it } from 'vitest';
import { nextDigestAt } from '../../../src/notify/digest-time.ts';
import { backOffMs, effectiveInterval, paceMs, untilNextPollMs } from '../../../src/notify/poll-intervals.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const every = (flows: number, minutes: number) => Array.from({ length: flows }, () => minutes * MINUTE);

/** Calls of a file a second: each poll costs one, and comes 5 % early on average. */
const loadOf = (wanted: readonly number[], minMs: number) =>
  wanted.reduce((sum, ms) => sum + 1000 / 0.95 / Math.max(ms, minMs), 0);

describe('effectiveInterval', () => {
  it('is what is wanted, as long as that is within 1.5 calls a second', () => {
    expect(effectiveInterval(every(855, 10))).toEqual({ everyMs: 10 * MINUTE, isStretched: false, flows: 855 });
    expect(effectiveInterval(every(856, 10)).isStretched).toBe(true);
    expect(effectiveInterval([...every(1, 5), ...every(9, 60)])).toEqual({
      everyMs: 5 * MINUTE,
      isStretched: false,
      flows: 10,
    });
  });

  it('stretches: 1,000 flows each every 12 minutes', () => {
    expect(effectiveInterval(every(1000, 10))).toEqual({ everyMs: 12 * MINUTE, isStretched: true, flows: 1000 });
    expect(effectiveInterval(every(10_000, 5)).everyMs).toBe(117 * MINUTE);
  });

  it('is what is wanted of 1,000 flows every 10 minutes, where the account may be called 6 times a second', () => {
    const raised = { callsPerSecond: 6, isCommon: false };
    expect(effectiveInterval(every(1000, 10), raised).isStretched).toBe(false);
    expect(effectiveInterval(every(10_000, 10), { callsPerSecond: 50, isCommon: false }).everyMs).toBe(12 * MINUTE);
    expect(paceMs(1, raised)).toBeCloseTo(555.6, 1);
  });

  it('leaves room for the details where all operations share one budget', () => {
    const common = { callsPerSecond: 5, isCommon: true };
    expect(effectiveInterval(every(1000, 10), common).everyMs).toBe(16 * MINUTE);
    expect(paceMs(3, common)).toBeCloseTo(2667, 0);
  });

  it('leaves those alone that are looked at less often anyway', () => {
    const wanted = [...every(500, 5), ...every(500, 60), ...every(1000, 24 * 60)];
    const { everyMs, isStretched } = effectiveInterval(wanted);
    expect(isStretched).toBe(true);
    expect(everyMs).toBeLessThan(60 * MINUTE);
    expect(loadOf(wanted, everyMs)).toBeLessThanOrEqual(1.5);
    expect(loadOf(wanted, everyMs - MINUTE)).toBeGreaterThan(1.5);
  });

  it('has an answer without flows', () => {
    expect(effectiveInterval([])).toEqual({ everyMs: 10 * MINUTE, isStretched: false, flows: 0 });
  });
});

describe('the times between polls', () => {
  it('are up to a tenth shorter than the interval, and never longer', () => {
    expect(untilNextPollMs(1000, 0)).toBe(1000);
    expect(untilNextPollMs(1000, 0.5)).toBe(950);
    expect(untilNextPollMs(1000, 1)).toBe(900);
  });

  it('double with each error, up to an hour, and are never shorter than without', () => {
    expect([1, 2, 3, 50].map((errors) => backOffMs(10 * MINUTE, errors) / MINUTE)).toEqual([20, 40, 60, 60]);
    expect(backOffMs(24 * HOUR, 1)).toBe(24 * HOUR);
  });

  it('leave room for people after each call', () => {
    expect(paceMs(3)).toBe(2000);
  });
});

describe('nextDigestAt', () => {
  const utc = (text: string) => Date.parse(`${text}Z`);

  it.each([
    ['daily', '2026-03-03T08:59:59', '2026-03-03T09:00'],
    ['daily', '2026-03-03T09:00', '2026-03-03T09:00'],
    ['daily', '2026-12-31T09:01', '2027-01-01T09:00'],
    ['weekly', '2026-03-02T09:00', '2026-03-02T09:00'],
    ['weekly', '2026-03-02T09:01', '2026-03-09T09:00'],
    ['weekly', '2026-03-08T23:00', '2026-03-09T09:00'],
  ] as const)('%s: after %s comes %s', (mode, after, expected) => {
    expect(new Date(nextDigestAt(mode, utc(after)))).toEqual(new Date(utc(expected)));
  });
});
