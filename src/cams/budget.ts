import pThrottle from 'p-throttle';
import type { Clock } from '../clock.ts';
import { type RetryPolicy, retry } from '../retry.ts';
import { type CallSlots, type Claim, createLocalCallSlots } from './call-slots.ts';
import { CamsError } from './errors.ts';
import { createTurnBook, createTurns, type Requester } from './turns.ts';
import { CALLS_PER_SECOND } from './types.ts';

/** What a call with the priority `normal` would meet that is asked for now. */
export interface QueueState {
  /** Calls that wait already, each of which starts before a new one; those of other processes are not known. */
  ahead: number;
  /** Until a new call would start; an estimate, milliseconds. */
  expectedWaitMs: number;
}

/**
 * Whom a call lets go before it. `first`: only others of its kind; `normal`: those and whose turn it is; `last`:
 * everybody, also who comes later.
 */
export type Priority = 'first' | 'normal' | 'last';

/** What has been used of a budget. */
export interface BudgetUse {
  /** Calls that this process sent in the last 60 seconds, answered or not. */
  callsInLastMinute: number;
  /** What the limit comes to in a minute. */
  limitPerMinute: number;
}

export interface RunOptions {
  /** `normal` by default. */
  priority?: Priority;
  /** Whom the call is for. */
  requester?: Requester;
}

/**
 * The calls of one operation that an account may make. Alibaba Cloud allows 5 a second for each operation by itself, and
 * drops what exceeds them (source: "QPS limit" in the documentation of each operation).
 */
export interface Budget {
  /**
   * Runs `call` as soon as a slot is free: by priority, then each requester in turn (whose last call started the longest ago
   * goes first), then in the order of asking.
   *
   * @throws {CamsError} `queue-full`, `stopping` or `store-unreachable`, and whatever `call` rejects with.
   */
  run<T>(call: () => Promise<T>, options?: RunOptions): Promise<T>;
  /** Starts nothing for the next `ms` milliseconds. */
  pause(ms: number): void;
  /** @param requester whom the new call would be for. */
  queue(requester?: Requester): QueueState;
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
  slots?: CallSlots;
  /** A number from 0 to 1, as `Math.random`; only slots that are shared need it. */
  random?: () => number;
  /** How long there is at least between two starts, by how many calls wait; milliseconds. */
  apartMs?: (waiting: number) => number;
}

interface Waiting {
  start(slot: number): void;
  reject(error: Error): void;
  askedAt: number;
}

/** Node's timers count in whole milliseconds and may fire up to one early. */
const MARGIN_MS = 2;
const MINUTE_MS = 60_000;
/** The round trip that is assumed before the first answer; milliseconds. */
const FIRST_ROUND_TRIP_MS = 100;
/** Between two tries at slots that can't be reached. */
const UNREACHABLE_RETRY: RetryPolicy = { firstDelayMs: 250, maxDelayMs: 2000, jitter: 0.2 };
/** A call waits for slots that can't be reached, and is given up then. */
const UNREACHABLE_AFTER_MS = 60_000;
/**
 * Who shares slots comes this much later to the next free one for each call that it sent in the last window: so a process
 * with one call is not kept out by one with hundreds. Five of them cost a process that is alone 15 ms a second.
 */
const LATER_MS = 3;
/** Calls that can wait let those of other processes go first. */
const LAST_LATER_MS = 30;
/**
 * A second's calls start within so long, and within so long where many wait; milliseconds. Not within the whole second: the next
 * one's could not begin on time then.
 */
const [STARTS_WITHIN_MS, STARTS_OF_MANY_WITHIN_MS] = [100, 800];
/** Whoever waits as long as this does not notice half a second more; seconds. */
const MANY_WAITING_S = 20;

/**
 * What starts in the same moment is answered in the same moment, and again a second later: five files that are read, uploaded
 * and noted at once keep everybody's ack waiting for 20 to 50 ms, one for 5 to 10. So they start a little apart, which costs
 * the last of five 80 ms once, and nothing of the pace. Where so many wait that it makes no difference to anybody, they are
 * spread over most of the second.
 *
 * @param calls in a second.
 * @param waiting calls that have not started.
 * @returns milliseconds.
 */
export const startsApartMs = (calls: number, waiting: number): number =>
  (waiting < calls * MANY_WAITING_S ? STARTS_WITHIN_MS : STARTS_OF_MANY_WITHIN_MS) / calls;

/**
 * A budget of `calls` slots, each free again one window after the **answer** to its call came. Whatever the delay on
 * the way, a call arrives before its answer comes back, and the next one in its slot arrives later than it was sent: so
 * no window at the server ever holds more than `calls` arrivals. A pacer alone can't promise that, since a delay on the
 * way pushes calls together that were sent apart. p-throttle stands before the slots as a second bound, and keeps the
 * database quiet that they may lie in: a slot is asked for no more often than it could be used.
 */
export function createBudget({
  clock,
  calls = CALLS_PER_SECOND,
  windowMs = 1000,
  maxWaiting = 3000,
  slots = createLocalCallSlots({ clock, calls, windowMs }),
  random = () => 0,
  apartMs = () => 0,
}: BudgetOptions): Budget {
  const book = createTurnBook();
  const waiting = {
    first: createTurns<Waiting>(book),
    normal: createTurns<Waiting>(book),
    last: createTurns<Waiting>(book),
  };
  /** When the calls of the last minute were sent, in order of time. */
  const sent: number[] = [];
  let isSeekingSlots = false;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let roundTripMs = FIRST_ROUND_TRIP_MS;
  /** Between two starts, while calls waited: with slots that others take too, longer than the limit would have it. */
  let betweenStartsMs = 0;
  /** What the last slot took to be had, once it was free: with a database far away, much of the time between two starts. */
  let claimMs = 0;
  let isStopped = false;

  const aheadOfNormal = () => waiting.first.size + waiting.normal.size;
  const countWaiting = () => aheadOfNormal() + waiting.last.size;

  function isFullFor(priority: Priority): boolean {
    if (priority === 'first') return false;
    // Calls that can wait keep nobody out who can't.
    const before = aheadOfNormal() + (priority === 'last' ? waiting.last.size : 0);
    return before - slots.likelyFree() >= maxWaiting;
  }

  function forgetBeforeLastMinute(): void {
    const since = clock.monotonicMs() - MINUTE_MS;
    while ((sent[0] ?? since) < since) sent.shift();
  }

  function rejectWaiting(isMeant: (entry: Waiting) => boolean, errorOf: () => CamsError): void {
    for (const { reject } of Object.values(waiting).flatMap((turns) => turns.take(isMeant))) reject(errorOf());
  }

  /** How much later than others this process comes to a slot that is free; milliseconds. */
  function courtesyMs(): number {
    if (!slots.isShared) return 0;
    const since = clock.monotonicMs() - windowMs;
    const lately = sent.length - (sent.findLastIndex((at) => at < since) + 1);
    return LATER_MS * (lately + random()) + (aheadOfNormal() === 0 ? LAST_LATER_MS : 0);
  }

  function pause(ms: number): void {
    pausedUntil = Math.max(pausedUntil, clock.monotonicMs() + ms);
  }

  /** Tries for as long as calls wait for it; undefined once none does. */
  async function claimSlot(): Promise<Claim | undefined> {
    const since = clock.monotonicMs();
    const shouldRetry = (cause: unknown) => {
      // What waited in a long queue before counts from here.
      rejectWaiting(
        ({ askedAt }) => clock.monotonicMs() - Math.max(askedAt, since) >= UNREACHABLE_AFTER_MS,
        () => new CamsError('store-unreachable', { cause }),
      );
      return countWaiting() > 0;
    };
    return retry(() => slots.claim(), UNREACHABLE_RETRY, { clock, random, shouldRetry }).catch(() => undefined);
  }

  /** One slot, or undefined once nothing waits for it any more. */
  async function seekSlot(): Promise<number | undefined> {
    while (countWaiting() > 0) {
      const pauseMs = pausedUntil - clock.monotonicMs();
      if (pauseMs > 0) {
        await clock.wait(pauseMs + MARGIN_MS);
        continue;
      }
      const askedAt = clock.monotonicMs();
      const claim = await claimSlot();
      claimMs = clock.monotonicMs() - askedAt;
      if (claim?.claimed) return claim.slot;
      if (claim === undefined) continue;
      if (claim.pausedMs !== undefined) pause(claim.pausedMs);
      await clock.wait(claim.waitMs + courtesyMs());
    }
    return undefined;
  }

  // With a weight, even of 1, strict means an exact sliding window. Without one, p-throttle also spreads calls by 200 ms
  // once they came in two groups (4.7 calls a second instead of 4.9).
  const pacedSeekSlot = pThrottle({ limit: calls, interval: windowMs, strict: true, weight: () => 1 })(seekSlot);

  /** What goes first is chosen only when its slot is there: who comes meanwhile may go before. */
  function startNextIn(slot: number): void {
    const isPaused = clock.monotonicMs() < pausedUntil;
    const next = isPaused ? undefined : (waiting.first.next() ?? waiting.normal.next() ?? waiting.last.next());
    if (next === undefined) void slots.free(slot);
    else next.start(slot);
  }

  async function startWhatWaits(): Promise<void> {
    if (isSeekingSlots) return;
    isSeekingSlots = true;
    // What is asked for in the same moment waits together: the turn decides, not who came first.
    await undefined;
    while (countWaiting() > 0) {
      const slot = await pacedSeekSlot();
      if (slot !== undefined) startNextIn(slot);
      const pauseMs = apartMs(countWaiting()) - claimMs;
      if (pauseMs > 0) await clock.wait(pauseMs);
    }
    isSeekingSlots = false;
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

  async function runInSlot<T>(call: () => Promise<T>, slot: number): Promise<T> {
    const sentAt = clock.monotonicMs();
    noteStart(sentAt);
    try {
      return await call();
    } finally {
      roundTripMs += (clock.monotonicMs() - sentAt - roundTripMs) / 5;
      void slots.free(slot);
    }
  }

  function enqueue(entry: Waiting, { priority = 'normal', requester }: RunOptions): void {
    if (isStopped || isFullFor(priority)) {
      entry.reject(new CamsError(isStopped ? 'stopping' : 'queue-full'));
      return;
    }
    waiting[priority].add(requester, entry);
    void startWhatWaits();
  }

  return {
    run(call, options = {}) {
      return new Promise((resolve, reject) => {
        const entry: Waiting = {
          start: (slot) => runInSlot(call, slot).then(resolve, reject),
          reject,
          askedAt: clock.monotonicMs(),
        };
        // Calls asked for in the same moment go before it too: five people at once are to find five free slots.
        if (options.priority === 'last') clock.after(0, () => enqueue(entry, options));
        else enqueue(entry, options);
      });
    },

    pause,

    queue(requester) {
      const pauseMs = Math.max(0, pausedUntil - clock.monotonicMs());
      const before = waiting.first.size + waiting.normal.ahead(requester);
      // Calls that can wait may be on their way to a free slot, but one that can't takes it from them.
      const ahead = before - slots.likelyFree();
      if (ahead < 0) return { ahead: 0, expectedWaitMs: pauseMs };
      const roundMs = Math.max(windowMs + roundTripMs, betweenStartsMs * calls);
      // Each slot takes one call a round; on average half a round passes until the first of them is free.
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
