import type { webApi } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { Message } from '../messages/message.ts';
import { openDirectMessage } from './direct-message.ts';

/**
 * Replies to the requester, where nobody else sees it.
 *
 * @returns whether it arrived. Never rejects: the log has what went wrong.
 */
export type ReplyPrivately = (message: Message) => Promise<boolean>;

/** Posts to a `response_url`: five times within 30 minutes. */
export type Respond = (
  message: Message & { response_type: 'ephemeral'; replace_original: boolean },
) => Promise<unknown>;

export interface PrivateLineParts {
  /** Absent where Slack gave no `response_url`, as for a modal. */
  respond: Respond | undefined;
  client: webApi.WebClient;
  userId: string;
  /** Where the line belongs; absent: the requester's direct message. */
  channelId: string | undefined;
  /**
   * Whether a post takes the place of the line before. Slack replaces the message whose button was clicked; a slash
   * command's `response_url` adds a line even with `replace_original` (slackapi/bolt-js issue 2287).
   */
  replaces: boolean;
  log: Log;
}

/** By which a private line can go. */
interface Way {
  name: string;
  /** Rejects where it did not arrive, as far as anybody knows. */
  take: (message: Message) => Promise<unknown>;
}

/**
 * The private line of one command, click or modal: by its `response_url`, else as an ephemeral message where it belongs, else in
 * the direct message. The one message that may come twice: where an answer is lost the next way is taken all the same, since
 * a requester who hears nothing is worse off than one who reads a line again that nobody else sees.
 */
export function createPrivateLine({
  respond,
  client,
  userId,
  channelId,
  replaces,
  log,
}: PrivateLineParts): ReplyPrivately {
  async function replyInDirectMessage(message: Message): Promise<void> {
    const channel = await openDirectMessage(client, userId);
    await client.chat.postMessage({ channel, ...message });
  }

  /** From the one that is nearest to where the requester looks. */
  const ways: Way[] = [
    ...(respond === undefined
      ? []
      : [
          {
            name: 'response_url',
            take: (message: Message) => respond({ ...message, response_type: 'ephemeral', replace_original: replaces }),
          },
        ]),
    ...(channelId === undefined
      ? []
      : [
          {
            name: 'ephemeral',
            take: (message: Message) => client.chat.postEphemeral({ channel: channelId, user: userId, ...message }),
          },
        ]),
    { name: 'direct message', take: replyInDirectMessage },
  ];

  async function send(message: Message): Promise<boolean> {
    for (const { name, take } of ways) {
      try {
        await take(message);
        return true;
      } catch (error) {
        log.info({ err: error, userId, way: name }, 'A private line was not taken');
      }
    }
    log.error({ userId }, 'No reply reached the requester');
    return false;
  }

  // One after the other: a quick outcome must not be overtaken by the line that announces it.
  let last: Promise<unknown> = Promise.resolve();
  return (message) => {
    const sent = last.then(() => send(message));
    last = sent;
    return sent;
  };
}
