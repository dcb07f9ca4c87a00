import { createHash } from 'node:crypto';
import { isDirectMessage } from '../../access/direct-message.ts';
import type { FlowRef } from '../../cams/types.ts';
import { flowKey } from '../../flows/ids/flow-key.ts';
import type { Translate } from '../../i18n.ts';
import type { EffectiveInterval } from '../../notify/poll-intervals.ts';
import { faultOfPoll, toFault } from '../delivery/fault.ts';
import { failureMessage } from '../messages/error.ts';
import { errorText } from '../messages/error-texts.ts';
import { flowName } from '../messages/flow-name.ts';
import type { Message } from '../messages/message.ts';
import {
  alreadyWatchedMessage,
  endedWatchMessage,
  mutedMessage,
  notMutedMessage,
  unmutedMessage,
  watchingMessage,
} from '../messages/set-up.ts';
import { MAX_WATCHES, notWatchedMessage, tooManyWatchesMessage, watchesMessage } from '../messages/watch.ts';
import { toWatchValue } from '../payloads/watch-value.ts';
import type { AnswerParts } from './answer-parts.ts';
import { type ChannelToSetUp, readerOf, setUpIn, tellOfEnd } from './set-up.ts';
import { namedFlow } from './spaces.ts';

/** A channel whose watches are asked for. */
type WatchingChannel = Pick<ChannelToSetUp, 't' | 'teamId' | 'channelId'>;

type WatchingParts = Pick<AnswerParts, 'accounts' | 'watches' | 'versions' | 'watcher' | 'wallMs'>;

/** What is watched at the same moment is not looked at at the same moment; milliseconds. */
const FIRST_POLL_WITHIN_MS = 10_000;

/** Spread by the flow: the same each time, and even over many flows. */
const firstPollInMs = (flow: FlowRef): number =>
  createHash('sha256').update(flowKey(flow)).digest().readUInt32BE(0) % FIRST_POLL_WITHIN_MS;

/** How often a flow is looked at, where that is less often than a channel wants. */
export function stretchedInterval(
  watcher: AnswerParts['watcher'],
  { account }: FlowRef,
  everyMs: number,
): EffectiveInterval | undefined {
  const interval = watcher.interval(account);
  return interval?.isStretched === true && interval.everyMs > everyMs ? interval : undefined;
}

/**
 * Makes a channel watch a flow: the channel is told so first, and where it can't be, it does not watch.
 *
 * @param consented IDs of the organisations whose people may see its changes.
 * @returns the answer to the requester; undefined where they see what the channel sees.
 */
export async function setWatch(
  parts: Omit<WatchingParts, 'wallMs'>,
  channel: ChannelToSetUp,
  flow: FlowRef,
  everyMs: number,
  consented?: readonly string[],
): Promise<Message | undefined> {
  const { watches, versions, watcher } = parts;
  const { t, teamId, channelId, userId } = channel;
  const watch = { teamId, channelId, flow, everyMs, createdBy: userId, consented };
  const shown = { flow: namedFlow(parts, flow), everyMs, stretched: stretchedInterval(watcher, flow, everyMs) };
  const before = await watches.find(watch);
  if (before === undefined) {
    const full = await watches.fullFor(watch);
    if (full !== undefined) return tooManyWatchesMessage(t, full.full, full.limit);
  } else if (before.pausedWhy === undefined && before.everyMs === everyMs) {
    return alreadyWatchedMessage(t, shown);
  }
  const outcome = before === undefined ? 'added' : before.pausedWhy === undefined ? 'changed' : 'resumed';
  const confirmation = watchingMessage(t, readerOf(channel), { ...shown, outcome, value: toWatchValue(flow) });
  return setUpIn(channel, confirmation, async () => {
    const latest = await versions.latest(flow);
    const added = await watches.add(watch, { sinceVersion: latest?.version, firstPollInMs: firstPollInMs(flow) });
    if (typeof added === 'string') return { ok: true };
    return { ok: false, refusal: tooManyWatchesMessage(t, added.full, added.limit) };
  });
}

/** Why a flow can't be watched that Alibaba Cloud does not know. */
export function noSuchFlow(parts: Pick<AnswerParts, 'accounts'>, t: Translate, flow: FlowRef, error: unknown): Message {
  const fault = toFault(error);
  const { happened } = errorText(t, fault);
  return failureMessage(
    t,
    t('watch.notThere', { flow: flowName(t, namedFlow(parts, flow)), happened }),
    fault,
    undefined,
  );
}

type EndingParts = Pick<AnswerParts, 'accounts' | 'watches'>;

/** Ends a channel's watch on a flow, and tells the channel who did. @returns as `setWatch`. */
export async function unwatchFlow(
  parts: EndingParts,
  channel: ChannelToSetUp,
  flow: FlowRef,
): Promise<Message | undefined> {
  const { t, teamId, channelId } = channel;
  const key = { teamId, channelId, flow };
  const named = namedFlow(parts, flow);
  const watch = await parts.watches.remove(key);
  if (watch === undefined) return notWatchedMessage(t, named);
  return tellOfEnd(channel, endedWatchMessage(t, readerOf(channel), named, watch.createdBy));
}

const DAY_MS = 24 * 60 * 60_000;

/** The channel is not notified of the flow's changes for a day, and is told so. @returns as `setWatch`. */
export async function muteFlow(
  parts: EndingParts & Pick<AnswerParts, 'wallMs'>,
  channel: ChannelToSetUp,
  flow: FlowRef,
): Promise<Message | undefined> {
  const { t, teamId, channelId } = channel;
  const named = namedFlow(parts, flow);
  const isWatched = await parts.watches.mute({ teamId, channelId, flow }, DAY_MS);
  if (!isWatched) return notWatchedMessage(t, named);
  const until = parts.wallMs() + DAY_MS;
  return tellOfEnd(channel, mutedMessage(t, readerOf(channel), { flow: named, until, value: toWatchValue(flow) }));
}

/** The channel is notified of the flow's changes again, and is told so. @returns as `setWatch`. */
export async function unmuteFlow(
  parts: EndingParts,
  channel: ChannelToSetUp,
  flow: FlowRef,
): Promise<Message | undefined> {
  const { t, teamId, channelId } = channel;
  const key = { teamId, channelId, flow };
  const named = namedFlow(parts, flow);
  const watch = await parts.watches.find(key);
  if (watch === undefined) return notWatchedMessage(t, named);
  if (watch.pausedWhy !== 'muted') return notMutedMessage(t, named);
  return setUpIn(channel, unmutedMessage(t, readerOf(channel), named), async () => {
    const isWatched = await parts.watches.mute(key, undefined);
    return isWatched ? { ok: true } : { ok: false, refusal: notWatchedMessage(t, named) };
  });
}

/** @returns what the channel watches, as the answer to the requester. */
export async function listWatches(parts: WatchingParts, { t, teamId, channelId }: WatchingChannel): Promise<Message> {
  const watches = await parts.watches.ofChannel(teamId, channelId);
  // Names are looked up of those alone that are shown.
  const latest = await Promise.all(watches.slice(0, MAX_WATCHES).map(({ flow }) => parts.versions.latest(flow)));
  const listed = watches.map(({ flow, everyMs, pausedWhy, pausedUntil, blind }, index) => ({
    flow: namedFlow(parts, flow),
    name: latest[index]?.name,
    everyMs,
    pausedWhy,
    pausedUntil,
    blind: blind && { since: blind.since, fault: faultOfPoll(blind.failure) },
    value: toWatchValue(flow),
  }));
  return watchesMessage(t, listed, parts.wallMs(), isDirectMessage(channelId));
}
