import type { webApi } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { Message } from '../messages/message.ts';
import { isDirectMessage, openDirectMessage } from './direct-message.ts';

/**
 * Replies to the requester, where nobody else sees it.
 *
 * @returns whether it arrived. Never rejects: the log has what went wrong.
 */
export type ReplyPrivately = (message: Message) => Promise<boolean>;

/** Posts to a `response_url`: five times within 30 minutes. */
export type Respond = (
  message: Message & { response_type: 'ephemeral'; replace_original: boolean; thread_ts?: string },
) => Promise<unknown>;

export interface PrivateLineParts {
  /** Absent where Slack gave no `response_url`, as for a modal. */
  respond: Respond | undefined;
  client: webApi.WebClient;
  userId: string;
  /** Where the line belongs; absent: the requester's direct message. */
  channelId: string | undefined;
  /** The thread of that channel, one with a reply: Slack shows a private line in no other. Absent: the channel itself. */
  threadTs?: string | undefined;
  /**
   * Whether a post takes the place of the line before. Slack replaces the message whose button was clicked; a slash
   * command's `response_url` adds a line even with `replace_original` (slackapi/bolt-js issue 2287).
   */
  replaces: boolean;
  log: Log;
}

/** The private line of one command, click or modal; where it can't be shown in its conversation, the direct message. */
export function createPrivateLine({
  respond,
  client,
  userId,
  channelId,
  threadTs,
  replaces,
  log,
}: PrivateLineParts): ReplyPrivately {
  async function replyInDirectMessage(message: Message): Promise<void> {
    const channel = await openDirectMessage(client, userId);
    await client.chat.postMessage({ channel, ...message });
  }

  async function replyInConversation(message: Message): Promise<void> {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    if (respond !== undefined) {
      await respond({
        ...message,
        response_type: 'ephemeral',
        replace_original: replaces,
        ...(replaces ? {} : thread),
      });
      return;
    }
    if (channelId === undefined) return replyInDirectMessage(message);
    const where = { channel: channelId, ...thread };
    // Nobody else is there, and an ordinary message stays: Slack forgets a private line when the app is loaded anew.
    if (isDirectMessage(channelId)) await client.chat.postMessage({ ...where, ...message });
    else await client.chat.postEphemeral({ ...where, user: userId, ...message });
  }

  async function send(message: Message): Promise<boolean> {
    try {
      await replyInConversation(message);
      return true;
    } catch (error) {
      log.info({ err: error, userId }, 'The conversation did not take the private line: trying the direct message');
      return replyInDirectMessage(message).then(
        () => true,
        (cause: unknown) => {
          log.error({ err: cause, userId }, 'No reply reached the requester');
          return false;
        },
      );
    }
  }

  // One after the other: a quick outcome must not be overtaken by the line that announces it.
  let last: Promise<unknown> = Promise.resolve();
  return (message) => {
    const sent = last.then(() => send(message));
    last = sent;
    return sent;
  };
}
