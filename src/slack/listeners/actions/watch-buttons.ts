import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { FlowVersion } from '../../../flows/fetch/flow-versions.ts';
import type { Translate } from '../../../i18n.ts';
import type { Conversation } from '../../../requests/request.ts';
import type { ChannelToSetUp } from '../../answers/set-up.ts';
import { namedFlow } from '../../answers/spaces.ts';
import { muteFlow, unmuteFlow, unwatchFlow } from '../../answers/watching.ts';
import { differenceFiles, filesOf, versionFile } from '../../delivery/change-files.ts';
import { GET_PREVIOUS_FILE, MUTE_WATCH, SHOW_DIFF, UNWATCH } from '../../messages/change.ts';
import { diffInThread, previousInThread, sameMessage, versionGoneMessage } from '../../messages/history.ts';
import type { Message } from '../../messages/message.ts';
import { UNMUTE_WATCH } from '../../messages/set-up.ts';
import { UnreadablePayload } from '../../payloads/unreadable-payload.ts';
import { readWatchValue, type WatchValue } from '../../payloads/watch-value.ts';
import type { ActionDoor } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { rawButtonValue, readButtonValue } from './button-value.ts';
import { createUnderWay } from './under-way.ts';

const clickedButton = z.object({
  container: z.object({ message_ts: z.string().optional() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
});

/** A button that was clicked, and is one of ours. */
interface Click {
  t: Translate;
  client: webApi.WebClient;
  botUserId: string | undefined;
  teamId: string;
  userId: string;
  /** The thread of the message that the button is in. */
  target: Conversation;
  /** Whether that message is itself in a thread. */
  isInThread: boolean;
  value: WatchValue;
}

/** @returns the answer to who clicked; undefined where everybody sees what came of it. */
type Act = (parts: ListenerParts, click: Click) => Promise<Message | undefined>;

const versionOf = async (
  { versions }: ListenerParts,
  { flow }: WatchValue,
  version: number | undefined,
): Promise<FlowVersion | undefined> => (version === undefined ? undefined : versions.get(flow, version));

const showDiff: Act = async (parts, { t, client, userId, target, value }) => {
  const flow = namedFlow(parts, value.flow);
  const before = await versionOf(parts, value, value.before);
  const after = await versionOf(parts, value, value.after);
  if (before === undefined || after === undefined) return versionGoneMessage(t, flow);
  const sides = { before: { flow, version: before.version }, after: { flow, version: after.version } };
  const { diff } = await parts.compare(filesOf({ before, after }));
  const files = differenceFiles({ before, after, diff });
  if (files.length === 0) return sameMessage(t, sides);
  const message = diffInThread(t, sides.before, sides.after, userId);
  await parts.shareFilesBy(client).share(target, files, message, async () => {});
  return undefined;
};

const getPreviousFile: Act = async (parts, { t, client, userId, target, value }) => {
  const flow = namedFlow(parts, value.flow);
  const before = await versionOf(parts, value, value.before);
  if (before === undefined) return versionGoneMessage(t, flow);
  const message = previousInThread(t, { flow, version: before.version }, userId);
  await parts.shareFilesBy(client).share(target, [versionFile(before)], message, async () => {});
  return undefined;
};

/** The channel of the click: whoever clicked looks at it, unless the message is in a thread. */
const channelOf = ({ t, client, botUserId, teamId, userId, target, isInThread }: Click): ChannelToSetUp => ({
  t,
  client,
  botUserId,
  teamId,
  userId,
  channelId: target.channelId,
  isElsewhere: isInThread,
});

const muteWatch: Act = (parts, click) => muteFlow(parts, channelOf(click), click.value.flow);
const unmuteWatch: Act = (parts, click) => unmuteFlow(parts, channelOf(click), click.value.flow);
const unwatch: Act = (parts, click) => unwatchFlow(parts, channelOf(click), click.value.flow);

const watchButton = (
  onceAtATime: ReturnType<typeof createUnderWay>,
  actionId: string,
  right: 'compare' | 'watch',
  act: Act,
): ActionDoor => ({
  kind: 'action',
  name: actionId,
  right,
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, botUserId, requester, read, reply } = interaction;
    const { teamId, userId, channelId } = requester;
    const { container, message } = read(clickedButton);
    const value = readButtonValue(interaction, readWatchValue);
    if (channelId === undefined) throw new UnreadablePayload('button');

    const target = { channelId, threadTs: message?.thread_ts ?? message?.ts ?? container.message_ts };
    // A second click, whoever's it is, wants the same.
    const wanted = [actionId, teamId, channelId, container.message_ts, rawButtonValue(interaction)];
    const isInThread = message?.thread_ts !== undefined && message.thread_ts !== message.ts;
    const click = { t, client, botUserId, teamId, userId, target, isInThread, value };
    const answer = await onceAtATime(wanted, () => act(parts, click));
    if (answer !== undefined) await reply(answer);
  },
});

/** The buttons below a message about a change, "Unwatch" wherever a watch is shown, and "Unmute". */
export function createWatchButtons(): readonly ActionDoor[] {
  const onceAtATime = createUnderWay();
  return [
    watchButton(onceAtATime, SHOW_DIFF, 'compare', showDiff),
    watchButton(onceAtATime, GET_PREVIOUS_FILE, 'compare', getPreviousFile),
    watchButton(onceAtATime, MUTE_WATCH, 'watch', muteWatch),
    watchButton(onceAtATime, UNMUTE_WATCH, 'watch', unmuteWatch),
    watchButton(onceAtATime, UNWATCH, 'watch', unwatch),
  ];
}
