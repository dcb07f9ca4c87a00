import { type Clock, waitUnlessAborted } from './clock.ts';

/** How long to wait after each failure. */
export interface RetryDelays {
  /** After the first failure; milliseconds. */
  firstDelayMs: number;
  /** Each further delay is so many times as long; 2 if not given, 1 for a steady beat. */
  factor?: number;
  /** No delay is longer, jitter aside; milliseconds. */
  maxDelayMs?: number;
  /** Up to this share is added to each delay at random, so that what failed together does not come back together; 0. */
  jitter?: number;
}

/** How long to wait, and when to give up. With neither `maxTries` nor `giveUpAfterMs` it never gives up by itself. */
export interface RetryPolicy extends RetryDelays {
  /** Calls of the work, the first included. */
  maxTries?: number;
  /** From the start of the first try: no failure after this is followed by another try; milliseconds. */
  giveUpAfterMs?: number;
}

export interface RetryOptions {
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** A number from 0 to 1, as `Math.random`; only jitter needs it. */
  random?: () => number;
  /** Aborting ends a delay at once, and no other try is made. */
  signal?: AbortSignal;
  /** False: this failure is final. All failures are worth another try if not given. */
  shouldRetry?: (error: unknown) => boolean;
  /** Called before each delay. @param inMs until the next try. */
  onRetry?: (error: unknown, inMs: number) => void;
}

/**
 * How long to wait after a failure. For schedules that outlive the process, as in the database; `retry` is for the rest.
 *
 * @param failures in a row, from 1.
 * @param random from 0 to 1.
 * @returns milliseconds.
 */
export function retryDelayMs(delays: RetryDelays, failures: number, random: () => number = () => 0): number {
  const { firstDelayMs, factor = 2, maxDelayMs = Number.POSITIVE_INFINITY, jitter = 0 } = delays;
  return Math.min(firstDelayMs * factor ** (failures - 1), maxDelayMs) * (1 + jitter * random());
}

/**
 * Calls `work` until it goes well, or the policy, `shouldRetry` or `signal` ends it.
 *
 * Our own, since p-retry and its like wait by `setTimeout`: the waits here follow a clock that is passed in, which the
 * tests and the watcher's trial pace rely on.
 *
 * @param work gets the number of the try, from 1.
 * @throws what the last try rejected with; the signal's reason where it was aborted before the first.
 * @example
 * await retry(() => journal.done(id), { firstDelayMs: 500, factor: 1, giveUpAfterMs: 60_000 }, { clock });
 */
export async function retry<T>(
  work: (attempt: number) => Promise<T>,
  policy: RetryPolicy,
  { clock, random, signal, shouldRetry = () => true, onRetry }: RetryOptions,
): Promise<T> {
  const { maxTries = Number.POSITIVE_INFINITY, giveUpAfterMs = Number.POSITIVE_INFINITY } = policy;
  const startedAt = clock.monotonicMs();
  signal?.throwIfAborted();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const isOver = attempt >= maxTries || clock.monotonicMs() - startedAt >= giveUpAfterMs;
      if (isOver || signal?.aborted || !shouldRetry(error)) throw error;
      const inMs = retryDelayMs(policy, attempt, random);
      onRetry?.(error, inMs);
      await waitUnlessAborted(clock, inMs, signal);
      if (signal?.aborted) throw error;
    }
  }
}
