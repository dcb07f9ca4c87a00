import type { webApi } from '@slack/bolt';
import { platformCodeOf } from './slack-error.ts';

/**
 * Joins a channel, that messages can be posted there later.
 *
 * @returns false for a conversation that the bot does not see: a private channel or a direct message that it is no member
 *   of. All else that fails shows when something is posted.
 */
export async function canPostIn(client: webApi.WebClient, channelId: string): Promise<boolean> {
  try {
    await client.conversations.join({ channel: channelId });
    return true;
  } catch (error) {
    return platformCodeOf(error) !== 'channel_not_found';
  }
}
