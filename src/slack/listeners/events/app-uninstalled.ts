import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { ListenerParts } from '../listener-parts.ts';

const envelope = z.object({ team_id: z.string() });

/** A workspace removed the app: nothing of that workspace is kept. */
export function register(app: App, { forgetWorkspace, log }: ListenerParts): void {
  app.event('app_uninstalled', async ({ body }) => {
    const { team_id: teamId } = envelope.parse(body);
    await forgetWorkspace?.(teamId);
    log.warn({ teamId, isForgotten: forgetWorkspace !== undefined }, 'The app was uninstalled');
  });
}
