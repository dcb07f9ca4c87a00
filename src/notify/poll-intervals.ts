import { retryDelayMs } from '../retry.ts';
import { DEFAULT_EVERY_MS } from './watch-intervals.ts';

/** Of the 5 calls a second that an account may make, the watcher takes 30 % at the most. */
const CALLS_PER_SECOND = 1.5;
/** `GetFlowJSONAssest` each time, `GetFlow` every third time. */
export const POLLS_PER_DETAIL = 3;
const CALLS_PER_POLL = 1 + 1 / POLLS_PER_DETAIL;
/** A poll comes up to this share early, so that flows fall out of step and none waits longer than was promised. */
const MAX_EARLY = 0.1;
const MINUTE_MS = 60_000;

/** What a poll takes of the budget; milliseconds. */
const COST_MS = ((CALLS_PER_POLL / (1 - MAX_EARLY / 2)) * 1000) / CALLS_PER_SECOND;

export interface EffectiveInterval {
  /** No flow is looked at more often; milliseconds. */
  everyMs: number;
  /** Longer than somebody wants. */
  isStretched: boolean;
  flows: number;
}

/**
 * How often the flows of an account can be looked at: as wanted, while that takes no more than the watcher's share of the
 * budget; else those that are looked at most often are stretched to the same interval, in whole minutes. 1,000 flows that
 * are wanted every 10 minutes come to 16.
 *
 * @param wanted an interval for each flow; milliseconds.
 */
export function effectiveInterval(wanted: readonly number[]): EffectiveInterval {
  const sorted = [...wanted].sort((one, other) => one - other);
  const shortest = sorted[0] ?? DEFAULT_EVERY_MS;
  let others = sorted.reduce((sum, everyMs) => sum + COST_MS / everyMs, 0);
  if (others <= 1) return { everyMs: shortest, isStretched: false, flows: wanted.length };
  let everyMs = 0;
  for (const [index, ownMs] of sorted.entries()) {
    others -= COST_MS / ownMs;
    everyMs = others < 1 ? ((index + 1) * COST_MS) / (1 - others) : Number.POSITIVE_INFINITY;
    if (everyMs <= (sorted[index + 1] ?? Number.POSITIVE_INFINITY)) break;
  }
  return { everyMs: Math.ceil(everyMs / MINUTE_MS) * MINUTE_MS, isStretched: true, flows: wanted.length };
}

/** @param random from 0 to 1. */
export const untilNextPollMs = (everyMs: number, random: number): number => everyMs * (1 - MAX_EARLY * random);

/** A flow that fails is asked for half as often each time, but once an hour. */
const MAX_BACK_OFF_MS = 60 * MINUTE_MS;

/** @param errors in a row, from 1. */
export const backOffMs = (everyMs: number, errors: number): number =>
  retryDelayMs({ firstDelayMs: 2 * everyMs, maxDelayMs: Math.max(everyMs, MAX_BACK_OFF_MS) }, errors);

/** The least time between the starts of two polls that cost so many calls, however many are due. */
export const paceMs = (calls: number): number => (calls * 1000) / CALLS_PER_SECOND;
