import type { App, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { FlowVersion } from '../../../flows/fetch/flow-versions.ts';
import type { Translate } from '../../../i18n.ts';
import type { Conversation } from '../../../requests/request.ts';
import { namedFlow } from '../../answers/spaces.ts';
import { diffFile, versionFile } from '../../delivery/change-files.ts';
import { toFault } from '../../delivery/fault.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import { MUTE_WATCH, RESTORE_FILE, SHOW_DIFF, UNWATCH } from '../../messages/change.ts';
import { diffInThread, restoredInThread, sameMessage, versionGoneMessage } from '../../messages/history.ts';
import { type Message, paragraphs } from '../../messages/message.ts';
import { notAcceptedMessage } from '../../messages/not-accepted.ts';
import { mutedMessage, unwatchedMessage } from '../../messages/watch.ts';
import { interactingPerson } from '../../payloads/person.ts';
import { readWatchValue, type WatchValue } from '../../payloads/watch-value.ts';
import type { ListenerParts } from '../listener-parts.ts';

const DAY_MS = 24 * 60 * 60_000;

const clickedButton = z.object({
  container: z.object({ channel_id: z.string().optional(), message_ts: z.string().optional() }),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ value: z.unknown() })).min(1),
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

/** @returns what the one who clicked is told; undefined where everybody sees what came of it. */
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
  const file = diffFile({ before, after });
  if (file.content === '') return sameMessage(t, sides);
  const message = diffInThread(t, sides.before, sides.after, userId);
  await parts.shareFilesBy(client).share(target, [file], message, async () => {});
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

const unwatch: Act = async (parts, { t, teamId, target, value: { flow } }) => {
  const wasWatched = await parts.watches.remove({ teamId, channelId: target.channelId, flow });
  return unwatchedMessage(t, namedFlow(parts, flow), wasWatched);
};

const ACTS: readonly [string, Act][] = [
  [SHOW_DIFF, showDiff],
  [RESTORE_FILE, restoreFile],
  [MUTE_WATCH, muteWatch],
  [UNWATCH, unwatch],
];

/** The buttons below a message that tells of a change, and "Unwatch" in the list of watches. */
export function register(app: App, parts: ListenerParts): void {
  const { textsFor, log } = parts;
  /** Clicks whose answer has not come: a second one, whoever's it is, wants the same. */
  const underWay = new Set<string>();
  for (const [actionId, act] of ACTS) {
    app.action({ type: 'block_actions', action_id: actionId }, async ({ body, ack, respond, client }) => {
      await ack();
      const person = interactingPerson.parse(body);
      const { container, message, actions } = clickedButton.parse(body);
      const { channel_id: channelId, message_ts: messageTs } = container;
      const t = await textsFor(person);
      const tell = createPrivateLine({ respond, client, userId: person.userId, channelId, replaces: false, log });
      const value = readWatchValue(actions[0]?.value);
      if (value === undefined || channelId === undefined) {
        log.warn(person, 'A button of a watch names no flow');
        await tell(paragraphs(t('watch.unreadable')));
        return;
      }
      const threadTs = message?.thread_ts ?? message?.ts ?? messageTs;
      const wanted = [actionId, person.teamId, channelId, messageTs, actions[0]?.value].join(' ');
      if (underWay.has(wanted)) return;
      underWay.add(wanted);
      try {
        const answer = await act(parts, { t, client, ...person, target: { channelId, threadTs }, value });
        if (answer !== undefined) await tell(answer);
      } catch (error) {
        log.error({ err: error, userId: person.userId }, 'A button of a watch failed');
        await tell(notAcceptedMessage(t, toFault(error)));
      } finally {
        underWay.delete(wanted);
      }
    });
  }
}
