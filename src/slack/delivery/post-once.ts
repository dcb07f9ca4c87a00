import type { webApi } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { Message } from '../messages/message.ts';
import { mayHaveBeenDone } from './slack-error.ts';

/**
 * Posts a message that nobody looks for afterwards. One that may have arrived although its answer was lost counts as posted:
 * whoever is told that it failed would send it again.
 *
 * @throws what Slack's client throws.
 */
export async function postOnce(
  { client, log }: { client: webApi.WebClient; log: Pick<Log, 'warn'> },
  channel: string,
  message: Message,
): Promise<void> {
  try {
    await client.chat.postMessage({ channel, ...message });
  } catch (error) {
    if (!mayHaveBeenDone(error)) throw error;
    log.warn({ err: error, channel }, 'Nobody knows whether a message arrived; it is not sent again');
  }
}
