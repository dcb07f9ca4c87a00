import { flowKey } from '../flows/ids/flow-key.ts';
import type { ChannelSights, WatchSight } from './records.ts';

const MINUTE_MS = 60_000;
/** Flows of a channel that go out of sight, or come back, one after the other make one message. */
const REST_MS = 2 * MINUTE_MS;
/** While others are still out of sight, those that are back wait for them: a fault of the account ends for all in turn. */
const MAX_REST_MS = 15 * MINUTE_MS;
/** A channel is notified of flows that went out of sight once in so long: the message has all of that time. */
const BETWEEN_MS = 60 * MINUTE_MS;

/** What a channel is to be notified of. */
export interface SightChange {
  /** Flows that can't be looked at, which the channel does not know yet. */
  blind: WatchSight[];
  /** Flows that can be looked at again, which the channel knows as those that can't. */
  seen: WatchSight[];
  /** What the channel knows already by a message about the whole account. */
  covered: WatchSight[];
}

export type SightDecision =
  | { type: 'nothing' }
  /** Unix ms. */
  | { type: 'wait'; until: number }
  | ({ type: 'notify' } & SightChange);

/** A fault of the account as a whole is one thing for a channel, however many of its flows meet it. */
export const scopeOf = ({ flow, problem }: WatchSight): string =>
  problem === undefined ? `flow ${flowKey(flow)}` : `account ${flow.account} ${problem}`;

const isBlind = ({ failure }: WatchSight) => failure !== undefined;

/** When flows that changed at these times are to be told of; Unix ms. */
const restedAt = (sights: readonly WatchSight[], restMs: number): number =>
  Math.min(...sights.map(({ changedAt }) => changedAt ?? 0)) + restMs;

/**
 * What a channel is to be notified of now. It follows from what the database has alone, so that any process may decide,
 * and no restart repeats it.
 */
export function decideSight({ now, sights }: Pick<ChannelSights, 'now' | 'sights'>): SightDecision {
  const stillBlind = sights.filter((sight) => sight.toldScope !== undefined && isBlind(sight));
  const known = new Set(stillBlind.map(({ toldScope }) => toldScope));
  const unknown = sights.filter((sight) => sight.toldScope === undefined && isBlind(sight));
  const [covered, blind] = [
    unknown.filter((sight) => sight.problem !== undefined && known.has(scopeOf(sight))),
    unknown.filter((sight) => sight.problem === undefined || !known.has(scopeOf(sight))),
  ];
  const seen = sights.filter(({ toldScope, hasSucceeded }) => toldScope !== undefined && hasSucceeded);

  const lastToldAt = Math.max(0, ...sights.map(({ toldAt }) => toldAt ?? 0));
  const blindAt = Math.max(restedAt(blind, REST_MS), lastToldAt === 0 ? 0 : lastToldAt + BETWEEN_MS);
  const seenAt = restedAt(seen, stillBlind.length > 0 ? MAX_REST_MS : REST_MS);
  const due = {
    blind: blind.length > 0 && now >= blindAt ? blind : [],
    seen: seen.length > 0 && now >= seenAt ? seen : [],
    covered,
  };
  if (due.blind.length + due.seen.length + due.covered.length > 0) return { type: 'notify', ...due };
  if (blind.length + seen.length === 0) return { type: 'nothing' };
  return {
    type: 'wait',
    until: Math.min(
      blind.length > 0 ? blindAt : Number.POSITIVE_INFINITY,
      seen.length > 0 ? seenAt : Number.POSITIVE_INFINITY,
    ),
  };
}
