/** Time, handed to whatever waits or measures, so that a test can be its master. */
export interface Clock {
  /** Milliseconds of a clock that never steps back; only differences mean anything. */
  monotonicMs(): number;
  /** Runs `callback` after at least `ms` milliseconds. */
  after(ms: number, callback: () => void): void;
  /** Resolves after at least `ms` milliseconds. */
  wait(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  after: (ms, callback) => {
    setTimeout(callback, ms);
  },
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Resolves after at least `ms` milliseconds, or as soon as `signal` aborts. Never rejects. */
export function waitUnlessAborted(clock: Pick<Clock, 'after'>, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      signal?.removeEventListener('abort', end);
      resolve();
    };
    signal?.addEventListener('abort', end);
    clock.after(ms, end);
  });
}

/**
 * Runs `callback` after at least `ms` milliseconds, unless that is called off before: then nothing that it knows is kept until
 * the time has come.
 *
 * @returns calls it off.
 */
export function afterUnlessCalledOff(clock: Pick<Clock, 'after'>, ms: number, callback: () => void): () => void {
  let due: (() => void) | undefined = callback;
  clock.after(ms, () => due?.());
  return () => {
    due = undefined;
  };
}
