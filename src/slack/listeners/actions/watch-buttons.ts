import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Translate } from '../../../i18n.ts';
import type { ShownContent } from '../../../requests/held-questions.ts';
import type { Conversation } from '../../../requests/request.ts';
import { shareOrAsk } from '../../answers/contents.ts';
import type { ChannelToSetUp } from '../../answers/set-up.ts';
import { namedFlow } from '../../answers/spaces.ts';
import { muteFlow, unmuteFlow, unwatchFlow } from '../../answers/watching.ts';
import { GET_PREVIOUS_FILE, MUTE_WATCH, SHOW_DIFF, UNWATCH } from '../../messages/change.ts';
import { versionGoneMessage } from '../../messages/history.ts';
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

const versionGone = (parts: ListenerParts, { t, value }: Click) => versionGoneMessage(t, namedFlow(parts, value.flow));

async function shareFromChange(
  parts: ListenerParts,
  { t, client, botUserId, teamId, userId, target }: Click,
  content: ShownContent,
): Promise<Message | undefined> {
  const by = { t, client, botUserId, teamId, userId, conversation: target };
  const { message, isSeen } = await shareOrAsk(parts, by, content);
  return isSeen ? undefined : message;
}

const showDiff: Act = async (parts, click) => {
  const { flow, before, after } = click.value;
  if (before === undefined || after === undefined) return versionGone(parts, click);
  return shareFromChange(parts, click, { is: 'diff', flow, before, after });
};

const getPreviousFile: Act = async (parts, click) => {
  const { flow, before } = click.value;
  if (before === undefined) return versionGone(parts, click);
  return shareFromChange(parts, click, { is: 'version', flow, version: before, ofChange: true });
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
  right: 'compare' | 'fetch' | 'watch',
  action: string,
  act: Act,
): ActionDoor => ({
  kind: 'action',
  name: actionId,
  right,
  ...(right === 'compare' && { showsJson: true }),
  action,
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
    let isFirst = false;
    const answer = await onceAtATime(wanted, () => {
      isFirst = true;
      return act(parts, click);
    });
    if (!isFirst) parts.audit.isRepeated();
    if (answer !== undefined) await reply(answer);
  },
});

/** The buttons below a message about a change, "Unwatch" wherever a watch is shown, and "Unmute". */
export function createWatchButtons(): readonly ActionDoor[] {
  const onceAtATime = createUnderWay();
  return [
    watchButton(onceAtATime, SHOW_DIFF, 'compare', 'diff', showDiff),
    watchButton(onceAtATime, GET_PREVIOUS_FILE, 'fetch', 'get', getPreviousFile),
    watchButton(onceAtATime, MUTE_WATCH, 'watch', 'mute', muteWatch),
    watchButton(onceAtATime, UNMUTE_WATCH, 'watch', 'unmute', unmuteWatch),
    watchButton(onceAtATime, UNWATCH, 'watch', 'unwatch', unwatch),
  ];
}
