import { z } from 'zod';
import { openPicker } from '../../answers/modals.ts';
import type { ShortcutDoor } from '../door.ts';

const globalShortcut = z.object({ trigger_id: z.string() });

/** "Get flow JSON…" in the menu of the workspace: the picker. */
export const pickFlow: ShortcutDoor = {
  kind: 'shortcut',
  name: 'pick_flow',
  right: 'fetch',
  action: undefined,
  type: 'shortcut',

  async handle(parts, { t, client, requester, origin, read, ack }) {
    await ack();
    const { trigger_id: triggerId } = read(globalShortcut);
    await openPicker(parts, { client, triggerId, t, requester, origin }, {});
  },
};
