import type { App } from '@slack/bolt';
import { z } from 'zod';
import { openOrReply, openPicker } from '../../answers/modals.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import type { ListenerParts } from '../listener-parts.ts';

/** The `callback_id` in `manifest.yml`. */
const PICK_FLOW = 'pick_flow';

const globalShortcut = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  team: z.object({ id: z.string() }),
});

/** "Get flow JSON…" in the menu of the workspace: the picker. */
export function register(app: App, parts: ListenerParts): void {
  app.shortcut({ type: 'shortcut', callback_id: PICK_FLOW }, async ({ shortcut, ack, client }) => {
    await ack();
    const { trigger_id: triggerId, user, team } = globalShortcut.parse(shortcut);
    const requester = { teamId: team.id, userId: user.id, channelId: undefined };
    const opening = { client, triggerId, t: await parts.textsFor(requester), requester, origin: {} };
    const line = { respond: undefined, client, userId: user.id, channelId: undefined, replaces: false, log: parts.log };
    await openOrReply(opening, parts, createPrivateLine(line), () => openPicker(parts, opening, {}));
  });
}
