import type { FlowRef } from '../cams/types.ts';
import { type Clock, waitUnlessAborted } from '../clock.ts';
import type { FetchFile } from '../flows/fetch/fetch-file.ts';
import type { FlowVersionRecords } from '../flows/fetch/flow-versions.ts';
import { flowKey } from '../flows/ids/flow-key.ts';
import type { Log } from '../log.ts';
import type { AccountProblem, Notifier } from './notice.ts';
import { createNotifyChannels } from './notify-channels.ts';
import {
  createNotifyOperators,
  type ErrorFacts,
  factsOfError,
  failureOf,
  problemOf,
  UNKNOWN,
} from './notify-operators.ts';
import { createNotifySights } from './notify-sights.ts';
import { createPollFlow } from './poll-flow.ts';
import {
  backOffMs,
  type CallRate,
  type EffectiveInterval,
  effectiveInterval,
  paceMs,
  untilNextPollMs,
} from './poll-intervals.ts';
import type { DuePoll, Notifications, NotifyPreferences, OpsStates, PollQueue, Sights, Watches } from './records.ts';

/** Looks at the flows that are watched, and notifies the channels of what has changed. */
export interface Watcher {
  /** Polls and notifies from now on, every few seconds. */
  start(): void;
  /** Begins nothing new; resolves once the poll and the message under way have ended. */
  stop(): Promise<void>;
  /** Polls all that is due and notifies of all that is due, once. */
  tick(): Promise<void>;
  /** How often an account's flows are looked at, as of the last minute; undefined: none of them is watched. */
  interval(account: string): EffectiveInterval | undefined;
}

export interface WatcherParts {
  clock: Clock;
  /** A number from 0 to 1, as `Math.random`. */
  random: () => number;
  /** The one that people's fetches use, so that a poll joins them. */
  fetchFile: FetchFile;
  /** How long ago a moment is, by `clock`'s pace: from Unix ms to ms. */
  ageMsOf: (fetchedAt: number) => number;
  watches: Pick<Watches, 'pauseChannel' | 'pauseShared' | 'pauseFlow'>;
  versions: FlowVersionRecords;
  polls: PollQueue;
  notifications: Notifications;
  sights: Sights;
  preferences: Pick<NotifyPreferences, 'get'>;
  opsStates: OpsStates<AccountProblem>;
  notifier: Notifier;
  /** How often an account may be called, by `clock`'s pace; undefined: Alibaba Cloud's own limit. */
  rateOf?: (account: string) => CallRate | undefined;
  log: Pick<Log, 'info' | 'warn'>;
  maxDigestBytes?: number;
  /** How often it looks for what is due; milliseconds. */
  lookEveryMs?: number;
}

/** How often it looks whether it keeps pace. */
const PACE_EVERY_MS = 60_000;
/** A new watch counts for the intervals after this at the latest. */
const INTERVALS_FOR_MS = 60_000;
const RENEW_EVERY_MS = 15_000;
/** After what this process decided by itself, which says nothing of the flow. */
const SOON_MS = 60_000;
/** A flow that isn't found so often in a row is gone. */
const GONE_AFTER = 3;
/** A flow that failed so often in a row is out of sight. */
const BLIND_AFTER = 3;
/** Behind is who is late by more than so many intervals. */
const BEHIND_INTERVALS = 2;

interface Intervals {
  at: number;
  ofAccount: Map<string, EffectiveInterval>;
  /** By the flow's key; milliseconds. */
  wanted: Map<string, number>;
}

/** Each flow is polled once for all its channels, by one process of all, one after the other in each account. */
export function createWatcher(parts: WatcherParts): Watcher {
  const { clock, random, watches, polls, notifier, log, rateOf = () => undefined, lookEveryMs = 5000 } = parts;
  const pollFlow = createPollFlow(parts);
  const notifyChannels = createNotifyChannels(parts);
  const notifySights = createNotifySights(parts);
  const notifyOperators = createNotifyOperators({ states: parts.opsStates, notifier, log });
  const startedAt = clock.monotonicMs();
  let intervals: Intervals | undefined;
  /** Ends the rests that are under way. */
  const stopping = new AbortController();
  const { signal } = stopping;
  let running: Promise<unknown> | undefined;

  async function currentIntervals(): Promise<Intervals> {
    if (intervals !== undefined && clock.monotonicMs() - intervals.at < INTERVALS_FOR_MS) return intervals;
    const flows = await polls.wanted();
    const byAccount = Map.groupBy(flows, ({ flow }) => flow.account);
    const ofAccount = new Map(
      [...byAccount].map(([account, own]) => [
        account,
        effectiveInterval(
          own.map(({ everyMs }) => everyMs),
          rateOf(account),
        ),
      ]),
    );
    for (const [account, interval] of ofAccount) {
      if (interval.isStretched && intervals?.ofAccount.get(account)?.everyMs !== interval.everyMs) {
        log.info(
          { account, ...interval },
          'More flows are watched than the calls suffice for: each is looked at less often',
        );
      }
    }
    const wanted = new Map(flows.map(({ flow, everyMs }) => [flowKey(flow), everyMs]));
    intervals = { at: clock.monotonicMs(), ofAccount, wanted };
    return intervals;
  }

  async function everyMsOf(flow: FlowRef): Promise<number> {
    const { ofAccount, wanted } = await currentIntervals();
    const least = ofAccount.get(flow.account)?.everyMs ?? SOON_MS;
    return Math.max(wanted.get(flowKey(flow)) ?? least, least);
  }

  /** Keeps the flow this process's for as long as its calls wait for people's. */
  async function keepWhile<T>(flow: FlowRef, work: Promise<T>): Promise<T> {
    let isOver = false;
    const renew = () => {
      if (isOver) return;
      polls.renew([flow]).catch((error: unknown) => log.warn({ err: error }, 'Could not keep a flow to poll'));
      clock.after(RENEW_EVERY_MS, renew);
    };
    clock.after(RENEW_EVERY_MS, renew);
    try {
      return await work;
    } finally {
      isOver = true;
    }
  }

  async function giveUp(flow: FlowRef): Promise<void> {
    for (const watch of await watches.pauseFlow(flow)) {
      await notifier
        .notifyFlowGone(watch)
        .catch((error: unknown) => log.warn({ err: error }, 'Could not notify a channel that its flow is gone'));
      await notifier
        .notifyCreator(watch, 'flow-gone')
        .catch((error: unknown) =>
          log.warn({ err: error }, 'Could not notify the creator of a watch that its flow is gone'),
        );
    }
  }

  /** It comes again with every poll until somebody mends it: what is known of a fault says more than its stack. */
  function logFailed(flow: FlowRef, facts: ErrorFacts, error: unknown): void {
    const { kind, code, requestId, host, status, why } = facts;
    const known = { kind, code, requestId, host, status, why, flow };
    log.warn(kind === UNKNOWN ? { err: error, flow } : known, 'Could not look at a flow that is watched');
  }

  async function endFailed({ flow, polls: count, errors, gone }: DuePoll, error: unknown): Promise<void> {
    const facts = factsOfError(error);
    if (facts.isOwnDecision) {
      await polls.postpone(flow, SOON_MS);
      return;
    }
    logFailed(flow, facts, error);
    const isBlind = errors + 1 >= BLIND_AFTER;
    const problem = problemOf(facts) ?? (isBlind ? 'flows-out-of-sight' : undefined);
    const goneNow = facts.kind === 'not-owner' ? gone + 1 : 0;
    const backOff = backOffMs(await everyMsOf(flow), errors + 1);
    await polls.ended(flow, {
      nextInMs: untilNextPollMs(backOff, random()),
      polls: count,
      errors: errors + 1,
      gone: goneNow,
      problem,
      failure: isBlind ? failureOf(facts) : undefined,
    });
    // Gone for good is what its channel sees to.
    if (problem === 'flows-out-of-sight' && goneNow < GONE_AFTER) {
      await notifyOperators.blind(flow, facts);
    } else if (problem !== undefined && problem !== 'flows-out-of-sight') {
      await notifyOperators.failed(flow.account, problem, facts);
    }
    if (goneNow >= GONE_AFTER) await giveUp(flow);
  }

  /** @returns how many calls it took of the operation that it called most. */
  async function poll(due: DuePoll): Promise<number> {
    const { flow } = due;
    let calls: number;
    try {
      calls = await keepWhile(flow, pollFlow(due));
    } catch (error) {
      await endFailed(due, error);
      return 1;
    }
    const nextInMs = untilNextPollMs(await everyMsOf(flow), random());
    await polls.ended(flow, {
      nextInMs,
      polls: due.polls + 1,
      errors: 0,
      gone: 0,
      problem: undefined,
      failure: undefined,
    });
    await notifyOperators.worked(flow.account, 'GetFlowJSONAssest');
    return calls;
  }

  async function checkLateness(account: string, { everyMs }: EffectiveInterval): Promise<void> {
    // What had been due before this process began is no fault of its pace.
    if (clock.monotonicMs() - startedAt <= BEHIND_INTERVALS * everyMs) return;
    const lateMs = await polls.latenessMs(account);
    if (lateMs > BEHIND_INTERVALS * everyMs) await notifyOperators.behind(account, lateMs);
    else await notifyOperators.inTime(account);
  }

  async function pollAccount(account: string): Promise<void> {
    while (!signal.aborted) {
      const claimedAt = clock.monotonicMs();
      const due = await polls.claim(account);
      if (due === undefined) return;
      const calls = await poll(due);
      const restMs = paceMs(calls, rateOf(account)) - (clock.monotonicMs() - claimedAt);
      if (restMs > 0) await waitUnlessAborted(clock, restMs, signal);
    }
  }

  async function pollDue(): Promise<void> {
    const { ofAccount } = await currentIntervals();
    await Promise.all([...ofAccount.keys()].map(pollAccount));
  }

  const notifyDue = () => notifyChannels(() => signal.aborted);
  const notifyOfSights = () => notifySights(() => signal.aborted);

  /** Also while polls hang, or wait for people's calls. */
  async function checkPace(): Promise<void> {
    const { ofAccount } = await currentIntervals();
    for (const [account, interval] of ofAccount) await checkLateness(account, interval);
  }

  async function loop(work: () => Promise<void>, everyMs: number, what: string): Promise<void> {
    while (!signal.aborted) {
      try {
        await work();
      } catch (error) {
        log.warn({ err: error }, what);
      }
      await waitUnlessAborted(clock, everyMs, signal);
    }
  }

  return {
    start() {
      // Polls may take long after a pause: messages don't wait for them.
      running ??= Promise.all([
        loop(pollDue, lookEveryMs, 'Could not look at the flows that are watched; it is tried again'),
        loop(notifyDue, lookEveryMs, 'Could not notify the channels of what has changed; it is tried again'),
        loop(notifyOfSights, lookEveryMs, 'Could not notify the channels of flows out of sight; it is tried again'),
        loop(checkPace, PACE_EVERY_MS, 'Could not see whether the watcher keeps pace; it is tried again'),
      ]);
    },

    async stop() {
      stopping.abort();
      await running;
    },

    async tick() {
      await pollDue();
      await notifyDue();
      await notifyOfSights();
      await checkPace();
    },

    interval: (account) => intervals?.ofAccount.get(account),
  };
}
