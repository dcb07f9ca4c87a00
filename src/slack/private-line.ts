import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Message } from './messages/message.ts';

/** Tells the asker something that nobody else sees. Never throws: the log has what went wrong. */
export type TellPrivately = (message: Message) => Promise<void>;

export interface PrivateLineParts {
  /** Posts to the `response_url`: five times within 30 minutes. */
  respond: (message: Message & { response_type: 'ephemeral'; replace_original: boolean }) => Promise<unknown>;
  client: webApi.WebClient;
  userId: string;
  /**
   * Whether a post takes the place of the line before. Slack replaces the message whose button was clicked; a slash
   * command's `response_url` adds a line whatever it is told (slackapi/bolt-js issue 2287).
   */
  replaces: boolean;
  log: Log;
}

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** The private line of one command or click; where its `response_url` is dead, the asker's direct message. */
export function createPrivateLine({ respond, client, userId, replaces, log }: PrivateLineParts): TellPrivately {
  async function tellInDirectMessage(message: Message): Promise<void> {
    const { channel } = opened.parse(await client.conversations.open({ users: userId }));
    await client.chat.postMessage({ channel: channel.id, ...message });
  }

  async function send(message: Message): Promise<void> {
    try {
      await respond({ ...message, response_type: 'ephemeral', replace_original: replaces });
    } catch (error) {
      log.warn({ err: error, userId }, 'The response_url did not take the message: trying the direct message');
      await tellInDirectMessage(message).catch((cause: unknown) => {
        log.error({ err: cause, userId }, 'The asker could not be told');
      });
    }
  }

  // One after the other: a quick outcome must not be overtaken by the line that announces it.
  let last: Promise<void> = Promise.resolve();
  return (message) => {
    last = last.then(() => send(message));
    return last;
  };
}
