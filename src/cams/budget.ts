import pThrottle from 'p-throttle';
import type { Clock } from '../clock.ts';
import { CamsError } from './errors.ts';
import { createLocalPlaces, type Places } from './places.ts';
import { type Asker, createTurnBook, createTurns } from './turns.ts';

/** What a call with the priority `normal` would meet that is asked for now. */
export interface QueueState {
  /** Calls that wait already, each of which starts before a new one; those of other processes are not known. */
  ahead: number;
  /** Until a new call would start; an estimate, milliseconds. */
  expectedWaitMs: number;
}

/**
 * Whom a call lets go before it. `first`: only others of its kind; `normal`: those and whose turn it is; `last`:
 * everybody, also who asks later.
 */
export type Priority = 'first' | 'normal' | 'last';

/** What an account has used of its limit. */
export interface BudgetUse {
  /** Calls that this process sent in the last 60 seconds, answered or not. */
  callsInLastMinute: number;
  /** What the limit comes to in a minute. */
  limitPerMinute: number;
}

export interface RunOptions {
  /** `normal` if not told otherwise. */
  priority?: Priority;
  /** Whom the call is for. */
  asker?: Asker;
}

/**
 * The calls that an account may make. Alibaba Cloud allows 5 a second for each operation, and drops what exceeds them
 * (source: "QPS limit" in the documentation of `GetFlowJSONAssest`).
 */
export interface Budget {
  /**
   * Runs `call` as soon as a place is free: by priority, then each asker in turn (whose last call started the longest ago
   * goes first), then in the order of asking.
   *
   * @throws {CamsError} `queue-full`, `stopping` or `store-unreachable`, and whatever `call` rejects with.
   */
  run<T>(call: () => Promise<T>, options?: RunOptions): Promise<T>;
  /** Starts nothing for the next `ms` milliseconds. */
  pause(ms: number): void;
  /** @param asker whom the new call would be for. */
  queue(asker?: Asker): QueueState;
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
  /** As many as `calls`, for `windowMs`; absent: this process' own. */
  places?: Places;
  /** A number from 0 to 1, as `Math.random`; only places that are shared need it. */
  random?: () => number;
}

interface Waiting {
  start(place: number): void;
  reject(error: Error): void;
  askedAt: number;
}

/** Node's timers count in whole milliseconds and may fire up to one early. */
const MARGIN_MS = 2;
const MINUTE_MS = 60_000;
/** The round trip that is assumed before the first answer; milliseconds. */
const FIRST_ROUND_TRIP_MS = 100;
/** Between two tries at places that can't be reached. */
const RETRY_MS = 250;
const MOST_RETRY_MS = 2000;
/** A call waits for places that can't be reached, and is given up then. */
const UNREACHABLE_AFTER_MS = 60_000;
/**
 * Who shares places comes this much later to the next free one for each call that it sent in the last window: so a process
 * with one call is not kept out by one with hundreds. Five of them cost a process that is alone 15 ms a second.
 */
const LATER_MS = 3;
/** Calls that can wait let those of other processes go first. */
const LAST_LATER_MS = 30;

/**
 * A budget of `calls` places, each free again one window after the **answer** to its call came. Whatever the delay on
 * the way, a call arrives before its answer comes back, and the next one in its place arrives later than it was sent: so
 * no window at the server ever holds more than `calls` arrivals. A pacer alone can't promise that, since a delay on the
 * way pushes calls together that were sent apart. p-throttle stands before the places as a second bound, and keeps the
 * database quiet that they may lie in: a place is asked for no more often than it could be used.
 */
export function createBudget({
  clock,
  calls = 5,
  windowMs = 1000,
  maxWaiting = 3000,
  places = createLocalPlaces({ clock, calls, windowMs }),
  random = () => 0,
}: BudgetOptions): Budget {
  const book = createTurnBook();
  const waiting = {
    first: createTurns<Waiting>(book),
    normal: createTurns<Waiting>(book),
    last: createTurns<Waiting>(book),
  };
  /** When the calls of the last minute were sent, in order of time. */
  const sent: number[] = [];
  let isSeekingPlaces = false;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let roundTripMs = FIRST_ROUND_TRIP_MS;
  /** Between two starts, while calls waited: with places that others take too, longer than the limit would have it. */
  let betweenStartsMs = 0;
  let failedTries = 0;
  let failingSince: number | undefined;
  let isStopped = false;

  const aheadOfNormal = () => waiting.first.size + waiting.normal.size;
  const countWaiting = () => aheadOfNormal() + waiting.last.size;

  function isFullFor(priority: Priority): boolean {
    if (priority === 'first') return false;
    // Calls that can wait keep nobody out who can't.
    const before = aheadOfNormal() + (priority === 'last' ? waiting.last.size : 0);
    return before - places.likelyFree() >= maxWaiting;
  }

  function forgetBeforeLastMinute(): void {
    const since = clock.now() - MINUTE_MS;
    while ((sent[0] ?? since) < since) sent.shift();
  }

  function rejectWaiting(isMeant: (entry: Waiting) => boolean, errorOf: () => CamsError): void {
    for (const { reject } of Object.values(waiting).flatMap((turns) => turns.take(isMeant))) reject(errorOf());
  }

  /** How much later than others this process comes to a place that is free; milliseconds. */
  function courtesyMs(): number {
    if (!places.isShared) return 0;
    const since = clock.now() - windowMs;
    const lately = sent.length - (sent.findLastIndex((at) => at < since) + 1);
    return LATER_MS * (lately + random()) + (aheadOfNormal() === 0 ? LAST_LATER_MS : 0);
  }

  async function waitAfterFailure(cause: unknown): Promise<void> {
    const since = failingSince ?? clock.now();
    failingSince = since;
    // What waited in a long queue before counts from here.
    rejectWaiting(
      ({ askedAt }) => clock.now() - Math.max(askedAt, since) >= UNREACHABLE_AFTER_MS,
      () => new CamsError('store-unreachable', { cause }),
    );
    const ms = Math.min(RETRY_MS * 2 ** failedTries, MOST_RETRY_MS);
    failedTries += 1;
    await clock.wait(ms * (1 + random() / 5));
  }

  /** One place, or undefined once nothing waits for it any more. */
  async function seekPlace(): Promise<number | undefined> {
    while (countWaiting() > 0) {
      const pauseMs = pausedUntil - clock.now();
      if (pauseMs > 0) {
        await clock.wait(pauseMs + MARGIN_MS);
        continue;
      }
      try {
        const claim = await places.claim();
        failedTries = 0;
        failingSince = undefined;
        if (claim.claimed) return claim.place;
        await clock.wait(claim.waitMs + courtesyMs());
      } catch (cause) {
        await waitAfterFailure(cause);
      }
    }
    return undefined;
  }

  // With a weight, even of 1, strict means an exact sliding window. Without one, p-throttle also spreads calls by 200 ms
  // once they came in two groups (4.7 calls a second instead of 4.9).
  const pacedSeekPlace = pThrottle({ limit: calls, interval: windowMs, strict: true, weight: () => 1 })(seekPlace);

  /** What goes first is chosen only when its place is there: who asks meanwhile may go before. */
  function startNextIn(place: number): void {
    const isPaused = clock.now() < pausedUntil;
    const next = isPaused ? undefined : (waiting.first.next() ?? waiting.normal.next() ?? waiting.last.next());
    if (next === undefined) void places.free(place);
    else next.start(place);
  }

  async function startWhatWaits(): Promise<void> {
    if (isSeekingPlaces) return;
    isSeekingPlaces = true;
    // What is asked for in the same moment waits together: the turn decides, not who spoke first.
    await undefined;
    while (countWaiting() > 0) {
      const place = await pacedSeekPlace();
      if (place !== undefined) startNextIn(place);
    }
    isSeekingPlaces = false;
    betweenStartsMs = 0;
  }

  function noteStart(sentAt: number): void {
    forgetBeforeLastMinute();
    const previous = sent.at(-1);
    sent.push(sentAt);
    if (previous !== undefined && countWaiting() > 0) {
      const gapMs = Math.min(sentAt - previous, MINUTE_MS);
      betweenStartsMs += (gapMs - betweenStartsMs) / 10;
    }
  }

  async function runInPlace<T>(call: () => Promise<T>, place: number): Promise<T> {
    const sentAt = clock.now();
    noteStart(sentAt);
    try {
      return await call();
    } finally {
      roundTripMs += (clock.now() - sentAt - roundTripMs) / 5;
      void places.free(place);
    }
  }

  function enqueue(entry: Waiting, { priority = 'normal', asker }: RunOptions): void {
    if (isStopped || isFullFor(priority)) {
      entry.reject(new CamsError(isStopped ? 'stopping' : 'queue-full'));
      return;
    }
    waiting[priority].add(asker, entry);
    void startWhatWaits();
  }

  return {
    run(call, options = {}) {
      return new Promise((resolve, reject) => {
        const entry: Waiting = {
          start: (place) => runInPlace(call, place).then(resolve, reject),
          reject,
          askedAt: clock.now(),
        };
        // Calls asked for in the same moment go before it too: five people at once are to find five free places.
        if (options.priority === 'last') clock.after(0, () => enqueue(entry, options));
        else enqueue(entry, options);
      });
    },

    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },

    queue(asker) {
      const pauseMs = Math.max(0, pausedUntil - clock.now());
      const before = waiting.first.size + waiting.normal.ahead(asker);
      // Calls that can wait may be on their way to a free place, but one that can't takes it from them.
      const ahead = before - places.likelyFree();
      if (ahead < 0) return { ahead: 0, expectedWaitMs: pauseMs };
      const roundMs = Math.max(windowMs + roundTripMs, betweenStartsMs * calls);
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
      rejectWaiting(
        () => true,
        () => new CamsError('stopping'),
      );
    },
  };
}
