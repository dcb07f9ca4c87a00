import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../log.ts';

/** A thread, by the message that it hangs on. */
export interface Thread {
  channelId: string;
  threadTs: string;
}

/**
 * The messages of a thread, the first one first: none where Slack doesn't show them, as without the optional scopes
 * `channels:history` and `groups:history`. Never rejects.
 */
export type ReadThread = (client: webApi.WebClient, thread: Thread) => Promise<readonly unknown[]>;

/** What somebody still has in mind who asks for "the flow of this thread". */
const MAX_MESSAGES = 200;
/** For the answer; milliseconds. */
const TIMEOUT_MS = 5000;

const replies = z.object({ messages: z.array(z.unknown()) });

/**
 * Asks once, by a client of its own that waits for no limit to end: an app that is distributed outside of the Marketplace may
 * call `conversations.replies` once a minute (source: "Rate limits" in Slack's docs), and somebody waits for the answer.
 */
export const createReadThread =
  ({ log }: { log: Log }): ReadThread =>
  async ({ token, slackApiUrl }, { channelId, threadTs }) => {
    const client = new webApi.WebClient(token, {
      slackApiUrl,
      timeout: TIMEOUT_MS,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
    try {
      const answer = await client.conversations.replies({ channel: channelId, ts: threadTs, limit: MAX_MESSAGES });
      return replies.parse(answer).messages;
    } catch (error) {
      log.info({ err: error, channelId }, 'A thread could not be read');
      return [];
    }
  };
