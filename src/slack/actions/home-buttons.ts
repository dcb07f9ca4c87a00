import type { App } from '@slack/bolt';
import { z } from 'zod';
import { publishHome } from '../home-tab.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { HOME_CHOOSE, HOME_REFRESH, HOME_SETTINGS } from '../messages/home.ts';
import { type Opening, openPicker, openSettings } from '../modals.ts';

const clickedButton = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string(), team_id: z.string() }),
});

/** The buttons at the head of the Home tab. */
export function register(app: App, parts: ListenerParts): void {
  async function opening(body: unknown, client: Opening['client']): Promise<Opening> {
    const { trigger_id: triggerId, user } = clickedButton.parse(body);
    const asker = { teamId: user.team_id, userId: user.id, channelId: undefined };
    return { client, triggerId, t: await parts.textsFor(user.id), asker, origin: {} };
  }

  app.action({ type: 'block_actions', action_id: HOME_CHOOSE }, async ({ body, ack, client }) => {
    await ack();
    await openPicker(parts, await opening(body, client), {});
  });

  app.action({ type: 'block_actions', action_id: HOME_SETTINGS }, async ({ body, ack, client }) => {
    await ack();
    await openSettings(parts, await opening(body, client));
  });

  app.action({ type: 'block_actions', action_id: HOME_REFRESH }, async ({ body, ack, client }) => {
    await ack();
    const { user } = clickedButton.parse(body);
    await publishHome(parts, client, { teamId: user.team_id, userId: user.id });
  });
}
