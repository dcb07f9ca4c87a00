import { DEFAULT_EVERY_MS } from '../../../notify/watch-intervals.ts';
import { joinAndWatch, setWatch } from '../../answers/watching.ts';
import { openDirectMessage } from '../../delivery/direct-message.ts';
import { WATCH_FLOW } from '../../messages/result/buttons.ts';
import type { ActionDoor } from '../door.ts';
import { refreshHome } from '../show-home.ts';
import { readButtonFlow } from './button-value.ts';

/** "Watch" below a result, for its channel; and in the Home tab, for the person's direct message. */
export const watchFlow: ActionDoor = {
  kind: 'action',
  name: WATCH_FLOW,
  right: 'watch',
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, botUserId, requester, reply } = interaction;
    const { teamId, userId, channelId } = requester;
    const { flow } = readButtonFlow(interaction);
    if (channelId !== undefined) {
      const channel = { t, client, botUserId, teamId, userId, channelId };
      return reply(await joinAndWatch(parts, channel, flow, DEFAULT_EVERY_MS));
    }
    const directMessage = { t, teamId, userId, channelId: await openDirectMessage(client, userId) };
    await reply(await setWatch(parts, directMessage, flow, DEFAULT_EVERY_MS));
    await refreshHome(parts, interaction);
  },
};
