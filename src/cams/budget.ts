import pThrottle from 'p-throttle';
import type { Clock } from '../clock.ts';
import { CamsError } from './errors.ts';

/** What a call would meet that is asked for now. */
export interface QueueState {
  /** Calls that wait already, each of which starts before a new one. */
  ahead: number;
  /** Until a new call would start; an estimate, milliseconds. */
  expectedWaitMs: number;
}

/**
 * The calls that an account may make. Alibaba Cloud allows 5 a second for each operation, and drops what exceeds them
 * (source: "QPS limit" in the documentation of `GetFlowJSONAssest`).
 */
export interface Budget {
  /**
   * Runs `call` as soon as a place is free, in the order of asking.
   *
   * @throws {CamsError} `queue-full` or `stopping`, and whatever `call` rejects with.
   */
  run<T>(call: () => Promise<T>, options?: { first?: boolean }): Promise<T>;
  /** Starts nothing for the next `ms` milliseconds. */
  pause(ms: number): void;
  queue(): QueueState;
  /** Rejects every call that waits, and each new one, with `stopping`; those under way go on. */
  stop(): void;
}

export interface BudgetOptions {
  clock: Clock;
  /** Calls in any window. */
  calls?: number;
  /** Milliseconds. */
  windowMs?: number;
  /** Calls that may wait at the most: 3,000 are ten minutes, well within the 30 that a `response_url` lives. */
  maxWaiting?: number;
}

interface Waiting {
  start(): void;
  reject(error: Error): void;
}

/** Node's timers count in whole milliseconds and may fire up to one early. */
const MARGIN_MS = 2;
/** The round trip that is assumed before the first answer; milliseconds. */
const FIRST_ROUND_TRIP_MS = 100;

/**
 * A budget of `calls` places, each free again one window after the **answer** to its call came. Whatever the delay on
 * the way, a call arrives before its answer comes back, and the next one in its place arrives later than it was sent: so
 * no window at the server ever holds more than `calls` arrivals. A pacer alone can't promise that, since a delay on the
 * way pushes calls together that were sent apart. p-throttle stands behind the places as a second, independent bound on
 * what is sent.
 */
export function createBudget({ clock, calls = 5, windowMs = 1000, maxWaiting = 3000 }: BudgetOptions): Budget {
  const waiting: Waiting[] = [];
  let freePlaces = calls;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let roundTripMs = FIRST_ROUND_TRIP_MS;
  let isStopped = false;

  // With a weight, even of 1, strict means an exact sliding window. Without one, p-throttle also spreads calls by 200 ms
  // once they came in two groups, and a call that is held back in its place costs the others their pace (4.7 calls a
  // second instead of 4.9).
  const paced = pThrottle({ limit: calls, interval: windowMs, strict: true, weight: () => 1 })(
    (call: () => Promise<unknown>) => call(),
  );

  function startWhatMay(): void {
    if (clock.now() < pausedUntil) return;
    while (freePlaces > 0) {
      const next = waiting.shift();
      if (next === undefined) return;
      freePlaces -= 1;
      next.start();
    }
  }

  function freePlaceOneWindowLater(): void {
    const freeAt = clock.now() + windowMs;
    const free = () => {
      const early = freeAt - clock.now();
      if (early > 0) return clock.after(early, free);
      freePlaces += 1;
      startWhatMay();
    };
    clock.after(windowMs + MARGIN_MS, free);
  }

  async function runInPlace<T>(call: () => Promise<T>): Promise<T> {
    try {
      return (await paced(async () => {
        const sentAt = clock.now();
        try {
          return await call();
        } finally {
          roundTripMs += (clock.now() - sentAt - roundTripMs) / 5;
        }
      })) as T;
    } finally {
      freePlaceOneWindowLater();
    }
  }

  return {
    run(call, { first = false } = {}) {
      return new Promise((resolve, reject) => {
        if (isStopped) return reject(new CamsError('stopping'));
        if (waiting.length >= maxWaiting && !first) return reject(new CamsError('queue-full'));
        const entry: Waiting = { start: () => runInPlace(call).then(resolve, reject), reject };
        if (first) waiting.unshift(entry);
        else waiting.push(entry);
        startWhatMay();
      });
    },

    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
      clock.after(ms + MARGIN_MS, startWhatMay);
    },

    queue() {
      const pauseMs = Math.max(0, pausedUntil - clock.now());
      if (freePlaces > waiting.length) return { ahead: 0, expectedWaitMs: pauseMs };
      const roundMs = windowMs + roundTripMs;
      // Each place takes one call a round; on average half a round passes until the first of them is free.
      const rounds = Math.floor(waiting.length / calls) + 0.5;
      return { ahead: waiting.length, expectedWaitMs: pauseMs + rounds * roundMs };
    },

    stop() {
      isStopped = true;
      for (const { reject } of waiting.splice(0)) reject(new CamsError('stopping'));
    },
  };
}
