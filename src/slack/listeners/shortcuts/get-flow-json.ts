import type { App } from '@slack/bolt';
import { z } from 'zod';
import { findFlowIds } from '../../../flows/ids/find-flow-ids.ts';
import { type Opening, openFound, openOrReply, openPicker } from '../../answers/modals.ts';
import { effectiveSpace } from '../../answers/spaces.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import { messageTexts } from '../../payloads/message-texts.ts';
import { onceATrigger } from '../../requests/start-request.ts';
import { acceptOrReply } from '../accept-or-reply.ts';
import type { ListenerParts } from '../listener-parts.ts';

/** The `callback_id` in `manifest.yml`. */
const GET_FLOW_JSON = 'get_flow_json';

const messageShortcut = z.object({
  trigger_id: z.string(),
  response_url: z.string(),
  message_ts: z.string(),
  message: z.looseObject({ thread_ts: z.string().optional().catch(undefined) }),
  channel: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  team: z.object({ id: z.string(), domain: z.string() }),
});

/** Where Slack shows a message: made by hand, since a bot that is no member may not ask for it. */
function permalink({ team, channel, message_ts: ts, message }: z.infer<typeof messageShortcut>): string {
  const address = `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  const { thread_ts: threadTs } = message;
  return threadTs === undefined || threadTs === ts ? address : `${address}?thread_ts=${threadTs}&cid=${channel.id}`;
}

/** "Get flow JSON" in the menu of a message: the one flow in it at once, of several a choice, of none the picker. */
export function register(app: App, parts: ListenerParts): void {
  const { textsFor, log } = parts;

  app.shortcut(
    { type: 'message_action', callback_id: GET_FLOW_JSON },
    async ({ shortcut, ack, respond, client, context }) => {
      const payload = messageShortcut.parse(shortcut);
      const {
        trigger_id: triggerId,
        message,
        message_ts: ts,
        channel,
        user,
        team,
        response_url: responseUrl,
      } = payload;
      const userId = user.id;
      const channelId = channel.id;
      const requester = { teamId: team.id, userId, channelId };
      const t = await textsFor(requester);
      const about = permalink(payload);
      const threadTs = message.thread_ts ?? ts;

      const flowIds = findFlowIds(messageTexts(message));
      if (flowIds.length === 1) {
        const asked = {
          requester,
          flowIds,
          place: await effectiveSpace(parts, requester),
          destination: undefined,
          threadTs,
          about,
          botUserId: context.botUserId,
          line: { responseUrl, channelId, replaces: false },
          t,
        };
        return acceptOrReply(parts, { client, ack: () => ack(), asked, once: [onceATrigger(triggerId)] });
      }
      await ack();
      const opening: Opening = { client, triggerId, t, requester, origin: { channelId, threadTs, about, responseUrl } };
      const tell = createPrivateLine({ respond, client, userId, channelId, replaces: false, log });
      await openOrReply(opening, parts, tell, () =>
        flowIds.length > 1 ? openFound(parts, opening, flowIds) : openPicker(parts, opening, {}, true),
      );
    },
  );
}
