import { HOME_UNWATCH } from '../../messages/home.ts';
import { parseHomeWatchValue } from '../../payloads/home-watch-value.ts';
import type { ActionDoor } from '../door.ts';
import { showHome } from '../show-home.ts';
import { readButtonValue } from './button-value.ts';

/** "Unwatch" in the Home tab. */
export const homeUnwatch: ActionDoor = {
  kind: 'action',
  name: HOME_UNWATCH,
  right: 'watch',
  acksFirst: true,

  async handle(parts, interaction) {
    const watch = readButtonValue(interaction, parseHomeWatchValue);
    await parts.watches.remove({ teamId: interaction.requester.teamId, ...watch });
    await showHome(parts, interaction);
  },
};
