import { createHash } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import type { FlowRef } from '../../cams/client.ts';
import { flowKey } from '../../flows/ids/flow-key.ts';
import type { Translate } from '../../i18n.ts';
import type { EffectiveInterval } from '../../notify/poll-intervals.ts';
import { joinChannel } from '../delivery/join-channel.ts';
import type { ListenerParts } from '../listeners/listener-parts.ts';
import { unclearMessage } from '../messages/help.ts';
import type { Message } from '../messages/message.ts';
import { MAX_WATCHES, notMemberMessage, unwatchedMessage, watchesMessage, watchingMessage } from '../messages/watch.ts';
import type { WatchCommand } from '../payloads/command/watch-command.ts';
import { toWatchValue } from '../payloads/watch-value.ts';
import { namedFlow, spaceFor, spaceNames } from './spaces.ts';

/** A command about what a channel watches. */
export interface ChannelAsked {
  t: Translate;
  teamId: string;
  channelId: string;
  userId: string;
}

type WatchingParts = Pick<ListenerParts, 'accounts' | 'preferences' | 'watches' | 'versions' | 'watcher' | 'wallMs'>;

type SetWatchParts = Pick<WatchingParts, 'accounts' | 'watches' | 'versions' | 'watcher'>;

/** What is watched at the same moment is not looked at at the same moment; milliseconds. */
const FIRST_POLL_WITHIN_MS = 10_000;

/** Spread by the flow: the same each time, and even over many flows. */
const firstPollInMs = (flow: FlowRef): number =>
  createHash('sha256').update(flowKey(flow)).digest().readUInt32BE(0) % FIRST_POLL_WITHIN_MS;

/** The flow that a command names; a message where its space is unknown. */
export async function flowOf(
  parts: Pick<ListenerParts, 'accounts' | 'preferences'>,
  { t, ...requester }: ChannelAsked,
  { flowId, space }: { flowId: string; space: string | undefined },
): Promise<FlowRef | Message> {
  const place = await spaceFor(parts, requester, space);
  return 'problem' in place ? unclearMessage(t, place, spaceNames(parts.accounts)) : { flowId, ...place };
}

/** How often a flow is looked at, where that is less often than a channel wants. */
export function stretchedInterval(
  watcher: ListenerParts['watcher'],
  { account }: FlowRef,
  everyMs: number,
): EffectiveInterval | undefined {
  const interval = watcher.interval(account);
  return interval?.isStretched === true && interval.everyMs > everyMs ? interval : undefined;
}

/** Makes a channel watch a flow, where the bot may post. @returns the answer to who asked. */
export async function setWatch(
  parts: SetWatchParts,
  { t, teamId, channelId, userId }: ChannelAsked,
  flow: FlowRef,
  everyMs: number,
): Promise<Message> {
  const { watches, versions, watcher } = parts;
  const latest = await versions.latest(flow);
  const outcome = await watches.add(
    { teamId, channelId, flow, everyMs, createdBy: userId },
    { sinceVersion: latest?.version, firstPollInMs: firstPollInMs(flow) },
  );
  return watchingMessage(t, {
    flow: namedFlow(parts, flow),
    outcome,
    everyMs,
    stretched: stretchedInterval(watcher, flow, everyMs),
  });
}

/** What it takes to join the channel. */
export type ChannelToJoin = ChannelAsked & { client: webApi.WebClient; botUserId: string | undefined };

/** Makes the channel watch a flow, after joining it. @returns the answer to who asked. */
export async function joinAndWatch(
  parts: SetWatchParts,
  asked: ChannelToJoin,
  flow: FlowRef,
  everyMs: number,
): Promise<Message> {
  const { t, channelId, client, botUserId } = asked;
  if (!(await joinChannel(client, channelId))) return notMemberMessage(t, botUserId);
  return setWatch(parts, asked, flow, everyMs);
}

/** As `joinAndWatch`, by a command. */
export async function watchFlow(
  parts: WatchingParts,
  asked: ChannelToJoin,
  command: Extract<WatchCommand, { type: 'watch' }>,
): Promise<Message> {
  const flow = await flowOf(parts, asked, command);
  return 'text' in flow ? flow : joinAndWatch(parts, asked, flow, command.everyMs);
}

/** @returns the answer to who asked. */
export async function unwatchFlow(
  parts: WatchingParts,
  asked: ChannelAsked,
  command: Extract<WatchCommand, { type: 'unwatch' }>,
): Promise<Message> {
  const { t, teamId, channelId } = asked;
  const flow = await flowOf(parts, asked, command);
  if ('text' in flow) return flow;
  return unwatchedMessage(t, namedFlow(parts, flow), await parts.watches.remove({ teamId, channelId, flow }));
}

/** What the channel watches, for who asked. */
export async function listWatches(parts: WatchingParts, { t, teamId, channelId }: ChannelAsked): Promise<Message> {
  const watches = await parts.watches.ofChannel(teamId, channelId);
  // Names are looked up of those alone that are shown.
  const latest = await Promise.all(watches.slice(0, MAX_WATCHES).map(({ flow }) => parts.versions.latest(flow)));
  const listed = watches.map(({ flow, everyMs, pausedWhy, pausedUntil }, index) => ({
    flow: namedFlow(parts, flow),
    name: latest[index]?.name,
    everyMs,
    pausedWhy,
    pausedUntil,
    value: toWatchValue(flow),
  }));
  return watchesMessage(t, listed, parts.wallMs());
}
