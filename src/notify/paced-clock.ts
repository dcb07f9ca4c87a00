import type { Clock } from '../clock.ts';

/**
 * A clock that runs faster than the one on the wall, so that a trial shows in seconds what takes minutes.
 *
 * @param pace how many times as fast.
 */
export const pacedClock = (clock: Clock, pace: number): Clock => ({
  monotonicMs: () => clock.monotonicMs() * pace,
  after: (ms, callback) => clock.after(ms / pace, callback),
  wait: (ms) => clock.wait(ms / pace),
});
