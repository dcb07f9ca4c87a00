import type { webApi } from '@slack/bolt';
import { z } from 'zod';

const identity = z.object({ team: z.string().min(1) });

/**
 * The name of the workspace that a client's token is for.
 *
 * @throws what `auth.test` throws.
 */
export const workspaceNameOf = async (client: webApi.WebClient): Promise<string> =>
  identity.parse(await client.auth.test()).team;
