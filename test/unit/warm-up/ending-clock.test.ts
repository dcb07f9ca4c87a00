import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEndingClock } from '../../../src/warm-up/ending-clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a clock that ends', () => {
  it('runs what is due', async () => {
    const { clock } = createEndingClock();
    const run = vi.fn();
    clock.after(1000, run);
    const waited = clock.wait(1000).then(run);
    await vi.advanceTimersByTimeAsync(999);
    expect(run).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waited;
    expect(run).toHaveBeenCalledTimes(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('runs nothing once it has ended, and starts nothing either', async () => {
    const { clock, end } = createEndingClock();
    const run = vi.fn();
    clock.after(1000, run);
    void clock.wait(1000).then(run);
    end();
    clock.after(1000, run);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(2000);
    expect(run).not.toHaveBeenCalled();
  });
});
