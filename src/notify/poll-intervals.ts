import { retryDelayMs } from '../retry.ts';
import { DEFAULT_EVERY_MS } from './watch-intervals.ts';

/** Of the calls a second that each operation of an account may make, the watcher takes 30 % at the most. */
const SHARE = 0.3;
/** `GetFlowJSONAssest` each time, `GetFlow` every third time: of each operation a poll takes one call at the most. */
export const POLLS_PER_DETAIL = 3;
/** A poll comes up to this share early, so that flows fall out of step and none waits longer than was promised. */
const MAX_EARLY = 0.1;
const MINUTE_MS = 60_000;

/** How often an account may be called. */
export interface CallRate {
  /** Of each operation, or of all of them together where they share one budget. */
  callsPerSecond: number;
  isCommon: boolean;
}

/** What is assumed where nothing else is said: Alibaba Cloud's own limit. */
const USUAL_RATE: CallRate = { callsPerSecond: 5, isCommon: false };

/** Polls a second that the watcher's share allows. */
const pollsPerSecond = ({ callsPerSecond, isCommon }: CallRate): number =>
  (SHARE * callsPerSecond) / (isCommon ? 1 + 1 / POLLS_PER_DETAIL : 1);

/** What a poll takes of the watcher's share; milliseconds. */
const costMs = (rate: CallRate): number => 1000 / (1 - MAX_EARLY / 2) / pollsPerSecond(rate);

export interface EffectiveInterval {
  /** No flow is looked at more often; milliseconds. */
  everyMs: number;
  /** Longer than somebody wants. */
  isStretched: boolean;
  flows: number;
}

/**
 * How often the flows of an account can be looked at: as wanted, while that takes no more than the watcher's share of each
 * operation; else those that are looked at most often are stretched to the same interval, in whole minutes. Of 5 calls a
 * second 855 flows that are wanted every 10 minutes fit; 1,000 come to 12, and to 10 again of 6 calls a second.
 *
 * @param wanted an interval for each flow; milliseconds.
 */
export function effectiveInterval(wanted: readonly number[], rate: CallRate = USUAL_RATE): EffectiveInterval {
  const cost = costMs(rate);
  const sorted = [...wanted].sort((one, other) => one - other);
  const shortest = sorted[0] ?? DEFAULT_EVERY_MS;
  let others = sorted.reduce((sum, everyMs) => sum + cost / everyMs, 0);
  if (others <= 1) return { everyMs: shortest, isStretched: false, flows: wanted.length };
  let everyMs = 0;
  for (const [index, ownMs] of sorted.entries()) {
    others -= cost / ownMs;
    everyMs = others < 1 ? ((index + 1) * cost) / (1 - others) : Number.POSITIVE_INFINITY;
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

/** The least time between the starts of two polls, the first of which took so many calls, however many are due. */
export const paceMs = (calls: number, rate: CallRate = USUAL_RATE): number => (calls * 1000) / pollsPerSecond(rate);
