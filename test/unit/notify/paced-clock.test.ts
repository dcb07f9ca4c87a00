import { expect, it, vi } from 'vitest';
import { pacedClock } from '../../../src/notify/paced-clock.ts';

it('runs so many times as fast', async () => {
  const wait = vi.fn(async () => {});
  const after = vi.fn();
  const clock = pacedClock({ monotonicMs: () => 1000, wait, after }, 60);
  expect(clock.monotonicMs()).toBe(60_000);
  await clock.wait(120_000);
  expect(wait).toHaveBeenCalledWith(2000);
  const callback = () => {};
  clock.after(600_000, callback);
  expect(after).toHaveBeenCalledWith(10_000, callback);
});
