import { createHash } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import type { FlowRef } from '../../cams/types.ts';
import { flowKey } from '../../flows/ids/flow-key.ts';
import type { Translate } from '../../i18n.ts';
import type { EffectiveInterval } from '../../notify/poll-intervals.ts';
import { heldWatchOf } from '../../requests/held-questions.ts';
import { faultOfPoll, toFault } from '../delivery/fault.ts';
import { joinChannel } from '../delivery/join-channel.ts';
import { failureMessage } from '../messages/error.ts';
import { errorText } from '../messages/error-texts.ts';
import { flowName } from '../messages/flow-name.ts';
import { watchHeldMessage } from '../messages/held.ts';
import type { Message } from '../messages/message.ts';
import {
  MAX_WATCHES,
  notMemberMessage,
  tooManyWatchesMessage,
  unwatchedMessage,
  watchesMessage,
  watchingMessage,
} from '../messages/watch.ts';
import { toWatchValue } from '../payloads/watch-value.ts';
import type { AnswerParts } from './answer-parts.ts';
import { namedFlow } from './spaces.ts';

/** A channel, and the requester of something about its watches. */
export interface WatchingChannel {
  t: Translate;
  teamId: string;
  channelId: string;
  userId: string;
}

type WatchingParts = Pick<AnswerParts, 'accounts' | 'watches' | 'versions' | 'watcher' | 'wallMs'>;

type SetWatchParts = Omit<WatchingParts, 'wallMs'>;

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

/** Makes a channel watch a flow, where the bot can post. @returns the answer to the requester. */
export async function setWatch(
  parts: SetWatchParts,
  { t, teamId, channelId, userId }: WatchingChannel,
  flow: FlowRef,
  everyMs: number,
): Promise<Message> {
  const { watches, versions, watcher } = parts;
  const latest = await versions.latest(flow);
  const outcome = await watches.add(
    { teamId, channelId, flow, everyMs, createdBy: userId },
    { sinceVersion: latest?.version, firstPollInMs: firstPollInMs(flow) },
  );
  if (typeof outcome !== 'string') return tooManyWatchesMessage(t, outcome.full, outcome.limit);
  return watchingMessage(t, {
    flow: namedFlow(parts, flow),
    outcome,
    everyMs,
    stretched: stretchedInterval(watcher, flow, everyMs),
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

/** What it takes to join the channel. */
export type ChannelToJoin = WatchingChannel & { client: webApi.WebClient; botUserId: string | undefined };

/**
 * Makes the channel watch a flow, after joining it. Where people of another organisation see the channel, the requester is asked
 * first.
 *
 * @returns the answer to the requester.
 */
export async function joinAndWatch(
  parts: SetWatchParts & Pick<AnswerParts, 'organisationsOf' | 'heldQuestions'>,
  channel: ChannelToJoin,
  flow: FlowRef,
  everyMs: number,
): Promise<Message> {
  const { t, channelId, client, botUserId } = channel;
  if (!(await joinChannel(client, channelId))) return notMemberMessage(t, botUserId);
  const organisations = await parts.organisationsOf(client, channelId);
  if (organisations.length > 0) {
    const { teamId, userId } = channel;
    const question = await parts.heldQuestions.keep(heldWatchOf({ teamId, userId, channelId }, { flow, everyMs }));
    return watchHeldMessage(t, organisations, question);
  }
  return setWatch(parts, channel, flow, everyMs);
}

/** Ends a channel's watch on a flow. @returns the answer to the requester. */
export async function unwatchFlow(
  parts: Pick<WatchingParts, 'accounts' | 'watches'>,
  { t, teamId, channelId }: WatchingChannel,
  flow: FlowRef,
): Promise<Message> {
  return unwatchedMessage(t, namedFlow(parts, flow), await parts.watches.remove({ teamId, channelId, flow }));
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
  return watchesMessage(t, listed, parts.wallMs());
}
