import pThrottle from 'p-throttle';
import type { Clock } from '../clock.ts';
import { CamsError } from './errors.ts';

/** What a call with the priority `normal` would meet that is asked for now. */
export interface QueueState {
  /** Calls that wait already, each of which starts before a new one. */
  ahead: number;
  /** Until a new call would start; an estimate, milliseconds. */
  expectedWaitMs: number;
}

/**
 * Whom a call lets go before it. `first`: only others of its kind; `normal`: those and whoever asked earlier; `last`:
 * everybody, also who asks later.
 */
export type Priority = 'first' | 'normal' | 'last';

/** What an account has used of its limit. */
export interface BudgetUse {
  /** Calls that were sent in the last 60 seconds, answered or not. */
  callsInLastMinute: number;
  /** What the limit comes to in a minute. */
  limitPerMinute: number;
}

/**
 * The calls that an account may make. Alibaba Cloud allows 5 a second for each operation, and drops what exceeds them
 * (source: "QPS limit" in the documentation of `GetFlowJSONAssest`).
 */
export interface Budget {
  /**
   * Runs `call` as soon as a place is free, by priority (`normal` if not told otherwise), then in the order of asking.
   *
   * @throws {CamsError} `queue-full` or `stopping`, and whatever `call` rejects with.
   */
  run<T>(call: () => Promise<T>, options?: { priority?: Priority }): Promise<T>;
  /** Starts nothing for the next `ms` milliseconds. */
  pause(ms: number): void;
  queue(): QueueState;
  use(): BudgetUse;
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
const MINUTE_MS = 60_000;
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
  const waiting: Readonly<Record<Priority, Waiting[]>> = { first: [], normal: [], last: [] };
  /** When the calls of the last minute were sent, in order of time. */
  const sent: number[] = [];
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

  const aheadOfNormal = () => waiting.first.length + waiting.normal.length;

  function isFullFor(priority: Priority): boolean {
    if (priority === 'first') return false;
    // Calls that can wait keep nobody out who can't.
    return aheadOfNormal() + (priority === 'last' ? waiting.last.length : 0) >= maxWaiting;
  }

  function forgetBeforeLastMinute(): void {
    const since = clock.now() - MINUTE_MS;
    while ((sent[0] ?? since) < since) sent.shift();
  }

  function startWhatMay(): void {
    if (clock.now() < pausedUntil) return;
    while (freePlaces > 0) {
      const next = waiting.first.shift() ?? waiting.normal.shift() ?? waiting.last.shift();
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
        forgetBeforeLastMinute();
        sent.push(sentAt);
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

  function enqueue(entry: Waiting, priority: Priority): void {
    if (isStopped || isFullFor(priority)) {
      entry.reject(new CamsError(isStopped ? 'stopping' : 'queue-full'));
      return;
    }
    waiting[priority].push(entry);
    startWhatMay();
  }

  return {
    run(call, { priority = 'normal' } = {}) {
      return new Promise((resolve, reject) => {
        const entry: Waiting = { start: () => runInPlace(call).then(resolve, reject), reject };
        // Calls asked for in the same moment go before it too: five people at once are to find five free places.
        if (priority === 'last') clock.after(0, () => enqueue(entry, priority));
        else enqueue(entry, priority);
      });
    },

    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
      clock.after(ms + MARGIN_MS, startWhatMay);
    },

    queue() {
      const pauseMs = Math.max(0, pausedUntil - clock.now());
      const ahead = aheadOfNormal();
      if (freePlaces > ahead) return { ahead: 0, expectedWaitMs: pauseMs };
      const roundMs = windowMs + roundTripMs;
      // Each place takes one call a round; on average half a round passes until the first of them is free.
      const rounds = Math.floor(ahead / calls) + 0.5;
      return { ahead, expectedWaitMs: pauseMs + rounds * roundMs };
    },

    use() {
      forgetBeforeLastMinute();
      return { callsInLastMinute: sent.length, limitPerMinute: (calls * MINUTE_MS) / windowMs };
    },

    stop() {
      isStopped = true;
      for (const { reject } of Object.values(waiting).flatMap((queue) => queue.splice(0)))
        reject(new CamsError('stopping'));
    },
  };
}
