import type { Clock } from '../../../src/clock.ts';
import type { Log } from '../../../src/log.ts';

/** vitest's fake timers as a clock: `Date` and `performance` move with them. */
export const fakeClock: Clock = {
  monotonicMs: () => performance.now(),
  after: (ms, callback) => {
    setTimeout(callback, ms);
  },
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A clock in which no time passes: a wait is over at once. */
export const instantClock: Clock = {
  monotonicMs: () => 0,
  after: (_ms, callback) => queueMicrotask(callback),
  wait: () => Promise.resolve(),
};

const nothing = () => {};
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
