import type { webApi } from '@slack/bolt';
import { platformCodeOf } from './slack-error.ts';

/**
 * Joins a channel, so that messages can be posted there later.
 *
 * @returns whether the bot sees the conversation: false for a private channel or a direct message that it is no member of.
 *   Whatever else keeps it from joining shows when something is posted.
 */
export async function joinChannel(client: webApi.WebClient, channelId: string): Promise<boolean> {
  try {
    await client.conversations.join({ channel: channelId });
    return true;
  } catch (error) {
    return platformCodeOf(error) !== 'channel_not_found';
  }
}
