import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { toDeliveryError } from './slack-error.ts';

const userInfo = z.object({
  user: z.object({
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    is_primary_owner: z.boolean().optional(),
  }),
});

/**
 * Whether somebody administers the workspace that a client's token is for (source: "user" in Slack's docs on object types).
 *
 * @throws {DeliveryError}
 */
export async function isAdministrator(client: Pick<webApi.WebClient, 'users'>, userId: string): Promise<boolean> {
  try {
    const { user } = userInfo.parse(await client.users.info({ user: userId }));
    return user.is_admin === true || user.is_owner === true || user.is_primary_owner === true;
  } catch (error) {
    throw toDeliveryError(error);
  }
}
