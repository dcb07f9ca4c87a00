import type { webApi } from '@slack/bolt';
import { z } from 'zod';

const opened = z.object({ channel: z.object({ id: z.string() }) });

/**
 * The bot's direct message with a person, which Slack makes where there is none.
 *
 * @returns its conversation ID.
 * @throws what `conversations.open` throws.
 */
export async function openDirectMessage(client: webApi.WebClient, userId: string): Promise<string> {
  return opened.parse(await client.conversations.open({ users: userId })).channel.id;
}
