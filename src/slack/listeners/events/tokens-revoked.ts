import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { ListenerParts } from '../listener-parts.ts';

const envelope = z.object({ team_id: z.string() });
/** IDs of those whose tokens they were. */
const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

/** A workspace's tokens were revoked: without the bot's own, nothing of that workspace is kept. */
export function register(app: App, { forgetWorkspace, log }: ListenerParts): void {
  app.event('tokens_revoked', async ({ event, body }) => {
    const { team_id: teamId } = envelope.parse(body);
    if (revoked.parse(event).tokens.bot.length === 0) return;
    await forgetWorkspace?.(teamId);
    log.warn({ teamId, isForgotten: forgetWorkspace !== undefined }, "The bot's token was revoked");
  });
}
