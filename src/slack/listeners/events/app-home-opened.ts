import type { App } from '@slack/bolt';
import { z } from 'zod';
import { publishHome } from '../../answers/home-tab.ts';
import type { ListenerParts } from '../listener-parts.ts';

const opened = z.object({ user: z.string(), tab: z.string() });
const envelope = z.object({ team_id: z.string() });

/** Somebody opened the app: its Home tab is made anew. */
export function register(app: App, parts: ListenerParts): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    const { user: userId, tab } = opened.parse(event);
    if (tab === 'home') await publishHome(parts, client, { teamId: envelope.parse(body).team_id, userId });
  });
}
