import { z } from 'zod';
import { findFlowIds } from '../../../flows/ids/find-flow-ids.ts';
import { openFound, openPicker } from '../../answers/modals.ts';
import { effectiveSpace } from '../../answers/spaces.ts';
import { messageTexts } from '../../payloads/message-texts.ts';
import { acceptOrReply } from '../accept-or-reply.ts';
import type { ShortcutDoor } from '../door.ts';
import { onceATrigger } from '../once.ts';

const messageShortcut = z.object({
  trigger_id: z.string(),
  response_url: z.string(),
  message_ts: z.string(),
  message: z.looseObject({ thread_ts: z.string().optional().catch(undefined) }),
  channel: z.object({ id: z.string() }),
  team: z.object({ domain: z.string() }),
});

/** Where Slack shows a message: made by hand, since a bot that is no member may not ask for it. */
function permalink({ team, channel, message_ts: ts, message }: z.infer<typeof messageShortcut>): string {
  const address = `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  const { thread_ts: threadTs } = message;
  return threadTs === undefined || threadTs === ts ? address : `${address}?thread_ts=${threadTs}&cid=${channel.id}`;
}

/** "Get flow JSON" in the menu of a message: the one flow in it at once, of several a choice, of none the picker. */
export const getFlowJson: ShortcutDoor = {
  kind: 'shortcut',
  name: 'get_flow_json',
  type: 'message_action',

  async handle(parts, { t, client, botUserId, requester, read, ack }) {
    const payload = read(messageShortcut);
    const { trigger_id: triggerId, message, message_ts: ts, channel, response_url: responseUrl } = payload;
    const channelId = channel.id;
    const about = permalink(payload);
    const threadTs = message.thread_ts ?? ts;

    const flowIds = findFlowIds(messageTexts(message));
    if (flowIds.length === 1) {
      const input = {
        requester,
        flowIds,
        spaceOf: (ofChannel: string | undefined) => effectiveSpace(parts.accounts, ofChannel),
        destination: undefined,
        threadTs,
        about,
        botUserId,
        line: { responseUrl, channelId, replaces: false },
        t,
      };
      return acceptOrReply(parts, { client, ack, input, once: [onceATrigger(triggerId)], refuse: ack });
    }
    await ack();
    const opening = { client, triggerId, t, requester, origin: { channelId, threadTs, about, responseUrl } };
    if (flowIds.length > 1) await openFound(parts, opening, flowIds);
    else await openPicker(parts, opening, {}, true);
  },
};
