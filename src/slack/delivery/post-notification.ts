import type { webApi } from '@slack/bolt';
import type { Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import { errorText } from '../messages/error-texts.ts';
import { type Message, paragraphs } from '../messages/message.ts';
import type { DeliveryError, DeliveryErrorKind } from './delivery-error.ts';
import { toFault } from './fault.ts';
import type { FileToShare } from './file-to-share.ts';
import { findMarked } from './posted-message.ts';
import { refusalBy } from './refusal.ts';
import type { ShareFiles } from './share-files.ts';
import { platformCodeOf, toDeliveryError } from './slack-error.ts';

/** A message with its files, for a channel. */
export interface Notification {
  /** The same for each attempt at the same message, which is `marked` with it. */
  id: string;
  message: Message;
  /** What the files come with, where they are not in the message. */
  filesMessage: Message;
  /** Never empty. The first has a name that no other notification of the channel has. */
  files: FileToShare[];
  threadTs: string | undefined;
  broadcast: boolean;
}

export interface PostNotificationParts {
  client: webApi.WebClient;
  shareFiles: Pick<ShareFiles, 'share'>;
  t: Translate;
  log: Pick<Log, 'warn'>;
}

export interface PostTo {
  channelId: string;
  /** Of the message, where it is there already. */
  postedTs: string | undefined;
  /** An earlier attempt may have reached Slack. */
  isAgain: boolean;
  /** Called once it is. */
  posted: (ts: string) => Promise<void>;
  /** Called before anybody can see the files. */
  beginFiles: (at: { channelId: string; threadTs: string | undefined }, fileIds: string[]) => Promise<void>;
}

/** What Slack answers to blocks that it takes elsewhere: the words are what counts. */
const BLOCKS_REFUSED = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);
const OF_PASSING: ReadonlySet<DeliveryErrorKind> = new Set([
  'slack-unavailable',
  'slack-rate-limited',
  'slack-not-landed',
  'slack-share-unknown',
  'slack-token',
  'slack-no-access',
  'slack-suspended',
]);

/** Whether what Slack refused may go well later. */
export const mayPass = ({ kind }: DeliveryError): boolean => OF_PASSING.has(kind);

const takesNoReplies = (error: unknown): boolean => refusalBy(toDeliveryError(error)) === 'no-replies';

/** In the channel, in a thread of it, or in both. */
type Where =
  | { channel: string }
  | { channel: string; thread_ts: string }
  | { channel: string; thread_ts: string; reply_broadcast: true };

function whereFor(channel: string, { threadTs, broadcast }: Pick<Notification, 'threadTs' | 'broadcast'>): Where {
  if (threadTs === undefined) return { channel };
  return broadcast ? { channel, thread_ts: threadTs, reply_broadcast: true } : { channel, thread_ts: threadTs };
}

async function postMessage(
  { client, log }: Pick<PostNotificationParts, 'client' | 'log'>,
  where: Where,
  message: Message,
): Promise<string> {
  const post = (content: Message | Pick<Message, 'text'>) => client.chat.postMessage({ ...where, ...content });
  const { ts } = await post(message).catch((error: unknown) => {
    if (!BLOCKS_REFUSED.has(platformCodeOf(error) ?? '')) throw error;
    log.warn({ err: error }, 'Slack did not take the blocks of a notification: its text goes');
    return post({ text: message.text });
  });
  return ts ?? '';
}

/**
 * Posts a notification, and shares its files in the thread: what a channel reads is short. Where Slack will not have the files,
 * the thread says why, and the notification counts.
 *
 * Where an earlier attempt lost the answer, the message is looked for, and posted only where it is not there. Where the bot
 * may not look, it is not posted a second time: the files that go into the conversation then, which can be looked for, tell of
 * the change as well.
 *
 * @returns the message's `ts`; undefined where nobody can know it.
 * @throws what Slack's client throws, and {DeliveryError}.
 */
export async function postNotification(
  { client, shareFiles, t, log }: PostNotificationParts,
  notification: Notification,
  { channelId, postedTs, isAgain, posted, beginFiles }: PostTo,
): Promise<string | undefined> {
  const { id, message, files, filesMessage, threadTs } = notification;
  const post = (where: Where) => postMessage({ client, log }, where, message);
  let thread = threadTs;
  async function postWherePossible(): Promise<string> {
    try {
      return await post(whereFor(channelId, notification));
    } catch (error) {
      if (threadTs === undefined || !takesNoReplies(error)) throw error;
      // The thread was locked, or the channel has none any more.
      thread = undefined;
      return post({ channel: channelId });
    }
  }
  async function postOrFind(): Promise<string | undefined> {
    const found = isAgain ? await findMarked(client, { channelId, threadTs }, id) : undefined;
    if (found?.is === 'unknown') {
      log.warn({ channelId }, 'A notification may have arrived and can not be looked for: only its files are shared');
      return undefined;
    }
    const ts = found?.is === 'there' ? found.ts : await postWherePossible();
    await posted(ts);
    return ts;
  }
  const ts = postedTs ?? (await postOrFind());
  const target = { channelId, threadTs: thread ?? ts };
  const share = (to: { channelId: string; threadTs: string | undefined }) =>
    shareFiles.share(to, files, filesMessage, (fileIds) => beginFiles(to, fileIds));
  try {
    await share(target).catch((error: unknown) => {
      if (!takesNoReplies(error)) throw error;
      return share({ channelId, threadTs: undefined });
    });
  } catch (error) {
    const fault: DeliveryError = toDeliveryError(error);
    if (mayPass(fault)) throw fault;
    log.warn({ err: error, channelId }, 'Slack did not take the files of a notification');
    const { happened } = errorText(t, toFault(fault));
    const words = paragraphs(t('change.filesRefused', { happened }));
    await client.chat
      .postMessage({ ...whereFor(channelId, { threadTs: target.threadTs, broadcast: false }), ...words })
      .catch((lost: unknown) => log.warn({ err: lost }, 'Could not say why the files of a notification are missing'));
  }
  return ts;
}
