import { z } from 'zod';
import type { InstallationEventDoor } from '../door.ts';

/** IDs of those whose tokens they were. */
const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/** Tokens of a workspace or an organisation were revoked: without the bot's own, nothing of it is kept. */
export const tokensRevoked: InstallationEventDoor = {
  kind: 'event',
  name: 'tokens_revoked',
  isOf: 'installation',

  async handle({ installationChanges, log }, { read, ...whose }) {
    if (read(revoked).tokens.bot.length === 0) return;
    const forgotten = await installationChanges?.ended(whose);
    log.warn({ ...whose, forgotten }, "The bot's token was revoked");
  },
};
