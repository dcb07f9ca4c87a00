import { z } from 'zod';
import { type Opening, openPicker, openSettings } from '../../answers/modals.ts';
import { HOME_CHOOSE, HOME_REFRESH, HOME_SETTINGS } from '../../messages/home.ts';
import type { ActionDoor, Interaction } from '../door.ts';
import { showHome } from '../show-home.ts';

const clickedButton = z.object({ trigger_id: z.string() });

const openingOf = ({ t, client, requester, origin, read }: Interaction): Opening => {
  const { trigger_id: triggerId } = read(clickedButton);
  return { client, triggerId, t, requester, origin };
};

/** "Get a flow …" at the head of the Home tab. */
export const homeChoose: ActionDoor = {
  kind: 'action',
  name: HOME_CHOOSE,
  right: 'fetch',
  action: undefined,
  acksFirst: true,
  handle: (parts, interaction) => openPicker(parts, openingOf(interaction), {}),
};

/** "Settings" at the head of the Home tab. */
export const homeSettings: ActionDoor = {
  kind: 'action',
  name: HOME_SETTINGS,
  right: 'settings',
  action: undefined,
  acksFirst: true,
  handle: (parts, interaction) => openSettings(parts, openingOf(interaction)),
};

/** "Refresh" at the head of the Home tab. */
export const homeRefresh: ActionDoor = {
  kind: 'action',
  name: HOME_REFRESH,
  right: 'open',
  action: undefined,
  acksFirst: true,
  handle: (parts, interaction) => showHome(parts, interaction),
};
