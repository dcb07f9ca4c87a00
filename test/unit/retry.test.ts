import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RetryOptions, type RetryPolicy, retry, retryDelayMs } from '../../src/retry.ts';
import { fakeClock } from './support/fakes.ts';

describe('retryDelayMs', () => {
  it('doubles up to the longest delay', () => {
    const delays = { firstDelayMs: 250, maxDelayMs: 2000 };
    expect([1, 2, 3, 4, 5, 5000].map((failures) => retryDelayMs(delays, failures))).toEqual([
      250, 500, 1000, 2000, 2000, 2000,
    ]);
  });

  it('grows by another factor, or keeps a steady beat', () => {
    expect([1, 2, 3].map((failures) => retryDelayMs({ firstDelayMs: 40, factor: 1.5 }, failures))).toEqual([
      40, 60, 90,
    ]);
    expect([1, 2, 3].map((failures) => retryDelayMs({ firstDelayMs: 500, factor: 1 }, failures))).toEqual([
      500, 500, 500,
    ]);
  });

  it('adds up to its share of jitter, to the longest delay too', () => {
    const delays = { firstDelayMs: 1000, maxDelayMs: 1500, jitter: 0.5 };
    expect([1, 2].map((failures) => retryDelayMs(delays, failures, () => 0.5))).toEqual([1250, 1875]);
  });
});

describe('retry', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  /** Work that fails so often, then goes well; never well by default. */
  function failing(policy: RetryPolicy, failures = Number.POSITIVE_INFINITY, options: Partial<RetryOptions> = {}) {
    const triedAt: number[] = [];
    const attempts: number[] = [];
    const work = async (attempt: number) => {
      triedAt.push(performance.now());
      attempts.push(attempt);
      if (triedAt.length <= failures) throw new Error(`failure ${triedAt.length}`);
      return 'well';
    };
    const outcome = retry(work, policy, { clock: fakeClock, ...options }).catch((error: Error) => error.message);
    return { outcome, triedAt, attempts };
  }

  it('calls once what goes well', async () => {
    const { outcome, attempts } = failing({ firstDelayMs: 100 }, 0);
    expect(await outcome).toBe('well');
    expect(attempts).toEqual([1]);
  });

  it('waits longer after each failure', async () => {
    const { outcome, triedAt, attempts } = failing({ firstDelayMs: 100, maxDelayMs: 350 }, 4);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe('well');
    expect(triedAt).toEqual([0, 100, 300, 650, 1000]);
    expect(attempts).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives up after so many tries, with the last failure', async () => {
    const { outcome, triedAt } = failing({ firstDelayMs: 100, factor: 1, maxTries: 3 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe('failure 3');
    expect(triedAt).toEqual([0, 100, 200]);
  });

  it('gives up after a time', async () => {
    const { outcome, triedAt } = failing({ firstDelayMs: 400, factor: 1, giveUpAfterMs: 1000 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe('failure 4');
    expect(triedAt).toEqual([0, 400, 800, 1200]);
  });

  it('does not give up by itself where the policy names no end', async () => {
    const { outcome, triedAt } = failing({ firstDelayMs: 1000, maxDelayMs: 60_000 }, 1000);
    await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
    expect(await outcome).toBe('well');
    expect(triedAt).toHaveLength(1001);
  });

  it('takes a failure for final that is not worth another try', async () => {
    const shouldRetry = (error: unknown) => error instanceof Error && error.message !== 'failure 2';
    const { outcome, triedAt } = failing({ firstDelayMs: 100 }, undefined, { shouldRetry });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe('failure 2');
    expect(triedAt).toEqual([0, 100]);
  });

  it('announces each further try', async () => {
    const onRetry = vi.fn();
    failing({ firstDelayMs: 100, jitter: 0.5 }, 2, { onRetry, random: () => 0.5 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(onRetry.mock.calls.map(([error, inMs]) => [error.message, inMs])).toEqual([
      ['failure 1', 125],
      ['failure 2', 250],
    ]);
  });

  it('ends a delay at once when it is aborted, and tries no more', async () => {
    const stop = new AbortController();
    const { outcome, triedAt } = failing({ firstDelayMs: 60_000 }, undefined, { signal: stop.signal });
    await vi.advanceTimersByTimeAsync(10);
    stop.abort();
    expect(await outcome).toBe('failure 1');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(triedAt).toEqual([0]);
  });

  it('does not begin what was aborted before', async () => {
    const { outcome, triedAt } = failing({ firstDelayMs: 100 }, 0, { signal: AbortSignal.abort(new Error('stopped')) });
    expect(await outcome).toBe('stopped');
    expect(triedAt).toEqual([]);
  });
});
