import { DEFAULT_EVERY_MS } from '../../../notify/watch-intervals.ts';
import { watchWithConsent } from '../../answers/watch-with-consent.ts';
import { openDirectMessage } from '../../delivery/direct-message.ts';
import { WATCH_FLOW } from '../../messages/result/buttons.ts';
import type { ActionDoor } from '../door.ts';
import { refreshHome } from '../show-home.ts';
import { rawButtonValue, readButtonFlow } from './button-value.ts';
import { createUnderWay } from './under-way.ts';

/** "Watch" below a result, for its channel; and in the Home tab, for the person's direct message. */
export function createWatchFlow(): ActionDoor {
  const onceAtATime = createUnderWay();
  return {
    kind: 'action',
    name: WATCH_FLOW,
    right: 'watch',
    showsJson: true,
    action: 'watch',
    acksFirst: true,

    async handle(parts, interaction) {
      const { t, client, botUserId, requester, threadTs, reply } = interaction;
      const { teamId, userId, channelId } = requester;
      const { flow } = readButtonFlow(interaction);
      let isFirst = false;
      await onceAtATime([teamId, channelId ?? userId, rawButtonValue(interaction)], async () => {
        isFirst = true;
        const channel = {
          t,
          client,
          botUserId,
          teamId,
          userId,
          channelId: channelId ?? (await openDirectMessage(client, userId)),
          // Who is in the Home tab reads the confirmation in the direct message, where an answer would stand as well.
          isElsewhere: threadTs !== undefined,
        };
        const answer = await watchWithConsent(parts, channel, flow, DEFAULT_EVERY_MS);
        if (answer !== undefined) await reply(answer);
      });
      if (!isFirst) parts.audit.isRepeated();
      if (channelId === undefined) await refreshHome(parts, interaction);
    },
  };
}
