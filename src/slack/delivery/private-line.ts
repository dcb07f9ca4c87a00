import type { webApi } from '@slack/bolt';
import { isDirectMessage } from '../../access/direct-message.ts';
import type { Log } from '../../log.ts';
import type { Message } from '../messages/message.ts';
import { openDirectMessage } from './direct-message.ts';
import { type Respond, ResponseUrlSilent } from './respond-to.ts';
import { mayHaveBeenDone, toDeliveryError } from './slack-error.ts';

/**
 * Replies to the requester, where nobody else sees it.
 *
 * @param options.adds it stands below the line before, also where a line takes the place of that.
 * @returns whether it arrived, as far as anybody knows. Never rejects: the log has what went wrong.
 */
export type ReplyPrivately = (message: Message, options?: { adds: boolean }) => Promise<boolean>;

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

const mayHaveArrived = (error: unknown) => error instanceof ResponseUrlSilent || mayHaveBeenDone(error);

/** By which a private line can go. */
interface Way {
  name: string;
  /** Rejects where it did not arrive, as far as anybody knows. */
  take: (message: Message, replacesNow: boolean) => Promise<unknown>;
}

/**
 * The private line of one command, click or modal: by its `response_url`, else as an ephemeral message where it belongs, else in
 * the direct message. Where the answer to one was lost no other way is taken: the line may have arrived, nobody can look for
 * it, and it would be there twice.
 */
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
    const channel = await openDirectMessage(client, userId).catch((error: unknown) => {
      // Not to be taken for a lost answer to the message itself.
      throw toDeliveryError(error);
    });
    await client.chat.postMessage({ channel, ...message });
  }

  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };

  function replyInConversation(channel: string): Way {
    const where = { channel, ...thread };
    // Nobody else is there, and an ordinary message stays: Slack forgets a private line when the app is loaded anew.
    if (isDirectMessage(channel)) {
      return { name: 'conversation', take: (message) => client.chat.postMessage({ ...where, ...message }) };
    }
    return { name: 'ephemeral', take: (message) => client.chat.postEphemeral({ ...where, user: userId, ...message }) };
  }

  /** From the one that is nearest to where the requester looks. */
  const ways: Way[] = [
    ...(respond === undefined
      ? []
      : [
          {
            name: 'response_url',
            take: (message: Message, replacesNow: boolean) =>
              respond({
                ...message,
                response_type: 'ephemeral',
                replace_original: replacesNow,
                ...(replacesNow ? {} : thread),
              }),
          },
        ]),
    ...(channelId === undefined ? [] : [replyInConversation(channelId)]),
    { name: 'direct message', take: replyInDirectMessage },
  ];

  async function send(message: Message, adds: boolean): Promise<boolean> {
    for (const { name, take } of ways) {
      try {
        await take(message, replaces && !adds);
        return true;
      } catch (error) {
        if (mayHaveArrived(error)) {
          log.warn(
            { err: error, userId, way: name },
            'Nobody knows whether a private line arrived; it is not sent again',
          );
          return true;
        }
        log.info({ err: error, userId, way: name }, 'A private line was not taken');
      }
    }
    log.error({ userId }, 'No reply reached the requester');
    return false;
  }

  // One after the other: a quick outcome must not be overtaken by the line that announces it.
  let last: Promise<unknown> = Promise.resolve();
  return (message, { adds } = { adds: false }) => {
    const sent = last.then(() => send(message, adds));
    last = sent;
    return sent;
  };
}
