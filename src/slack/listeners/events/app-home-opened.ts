import { z } from 'zod';
import type { PersonEventDoor } from '../door.ts';
import { showHome } from '../show-home.ts';

const opened = z.object({ user: z.string(), tab: z.string() });

/** Somebody opened the app: its Home tab is made anew. */
export const appHomeOpened: PersonEventDoor = {
  kind: 'event',
  name: 'app_home_opened',
  isOf: 'person',

  async handle(parts, { teamId, client, read }) {
    const { user: userId, tab } = read(opened);
    if (tab === 'home') await showHome(parts, { client, requester: { teamId, userId } });
  },
};
