import { unwatchFlow } from '../../answers/watching.ts';
import { HOME_UNWATCH } from '../../messages/home.ts';
import { parseHomeWatchValue } from '../../payloads/home-watch-value.ts';
import type { ActionDoor } from '../door.ts';
import { showHome } from '../show-home.ts';
import { readButtonValue } from './button-value.ts';

/** "Unwatch" in the Home tab: the channel is told, and the tab shows it. */
export const homeUnwatch: ActionDoor = {
  kind: 'action',
  name: HOME_UNWATCH,
  right: 'watch',
  action: 'unwatch',
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, botUserId, requester, reply } = interaction;
    const { teamId, userId } = requester;
    const { channelId, flow } = readButtonValue(interaction, parseHomeWatchValue);
    const channel = { t, client, botUserId, teamId, userId, channelId, isElsewhere: false };
    const answer = await unwatchFlow(parts, channel, flow);
    if (answer !== undefined) await reply(answer);
    await showHome(parts, interaction);
  },
};
