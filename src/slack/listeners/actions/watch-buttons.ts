import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { FlowVersion } from '../../../flows/fetch/flow-versions.ts';
import type { Translate } from '../../../i18n.ts';
import type { Conversation } from '../../../requests/request.ts';
import { namedFlow } from '../../answers/spaces.ts';
import { unwatchFlow } from '../../answers/watching.ts';
import { differenceFiles, filesOf, versionFile } from '../../delivery/change-files.ts';
import { MUTE_WATCH, RESTORE_FILE, SHOW_DIFF, UNWATCH } from '../../messages/change.ts';
import { diffInThread, restoredInThread, sameMessage, versionGoneMessage } from '../../messages/history.ts';
import type { Message } from '../../messages/message.ts';
import { mutedMessage, unwatchedMessage } from '../../messages/watch.ts';
import { UnreadablePayload } from '../../payloads/unreadable-payload.ts';
import { readWatchValue, type WatchValue } from '../../payloads/watch-value.ts';
import type { ActionDoor } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { rawButtonValue, readButtonValue } from './button-value.ts';

const DAY_MS = 24 * 60 * 60_000;

const clickedButton = z.object({
  container: z.object({ message_ts: z.string().optional() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
});

/** A button that was clicked, and is one of ours. */
interface Click {
  t: Translate;
  client: webApi.WebClient;
  teamId: string;
  userId: string;
  /** The thread of the message that the button is in. */
  target: Conversation;
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

const restoreFile: Act = async (parts, { t, client, userId, target, value }) => {
  const flow = namedFlow(parts, value.flow);
  const before = await versionOf(parts, value, value.before);
  if (before === undefined) return versionGoneMessage(t, flow);
  const message = restoredInThread(t, { flow, version: before.version }, userId);
  await parts.shareFilesBy(client).share(target, [versionFile(before)], message, async () => {});
  return undefined;
};

const muteWatch: Act = async (parts, { t, teamId, target, value: { flow } }) => {
  const isWatched = await parts.watches.mute({ teamId, channelId: target.channelId, flow }, DAY_MS);
  const named = namedFlow(parts, flow);
  return isWatched ? mutedMessage(t, named, parts.wallMs() + DAY_MS) : unwatchedMessage(t, named, false);
};

const unwatch: Act = (parts, { t, teamId, userId, target, value: { flow } }) =>
  unwatchFlow(parts, { t, teamId, userId, channelId: target.channelId }, flow);

/** The clicks whose answer has not come. */
type UnderWay = Set<string>;

const watchButton = (underWay: UnderWay, actionId: string, right: 'compare' | 'watch', act: Act): ActionDoor => ({
  kind: 'action',
  name: actionId,
  right,
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, requester, read, reply } = interaction;
    const { teamId, userId, channelId } = requester;
    const { container, message } = read(clickedButton);
    const value = readButtonValue(interaction, readWatchValue);
    if (channelId === undefined) throw new UnreadablePayload('button');

    const target = { channelId, threadTs: message?.thread_ts ?? message?.ts ?? container.message_ts };
    // A second click, whoever's it is, wants the same.
    const wanted = [actionId, teamId, channelId, container.message_ts, rawButtonValue(interaction)].join(' ');
    if (underWay.has(wanted)) return;
    underWay.add(wanted);
    const acted = act(parts, { t, client, teamId, userId, target, value });
    const answer = await acted.finally(() => underWay.delete(wanted));
    if (answer !== undefined) await reply(answer);
  },
});

/** The buttons below a message about a change, and "Unwatch" in the list of watches. */
export function createWatchButtons(): readonly ActionDoor[] {
  const underWay: UnderWay = new Set();
  return [
    watchButton(underWay, SHOW_DIFF, 'compare', showDiff),
    watchButton(underWay, RESTORE_FILE, 'compare', restoreFile),
    watchButton(underWay, MUTE_WATCH, 'watch', muteWatch),
    watchButton(underWay, UNWATCH, 'watch', unwatch),
  ];
}
