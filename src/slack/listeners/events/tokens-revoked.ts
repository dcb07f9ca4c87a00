import { z } from 'zod';
import type { EventDoor } from '../door.ts';

/** IDs of those whose tokens they were. */
const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/** A workspace's tokens were revoked: without the bot's own, nothing of that workspace is kept. */
export const tokensRevoked: EventDoor = {
  kind: 'event',
  name: 'tokens_revoked',
  isOf: 'workspace',

  async handle({ forgetWorkspace, log }, { teamId, read }) {
    if (read(revoked).tokens.bot.length === 0) return;
    await forgetWorkspace?.(teamId);
    log.warn({ teamId, isForgotten: forgetWorkspace !== undefined }, "The bot's token was revoked");
  },
};
