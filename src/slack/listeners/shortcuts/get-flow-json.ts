import { type FoundFlows, foundFlows } from '../../../flows/catalogue/found-flows.ts';
import { findCandidates } from '../../../flows/ids/find-flow-ids.ts';
import { type Space, spacesOf } from '../../../flows/ids/spaces.ts';
import { openFound, openPicker } from '../../answers/modals.ts';
import { channelSpace, effectiveSpace, type Requester } from '../../answers/spaces.ts';
import { messageTexts } from '../../payloads/message-texts.ts';
import { acceptOrReply } from '../accept-or-reply.ts';
import type { ShortcutDoor } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { onceATrigger } from '../once.ts';
import { messageShortcut, permalink } from './on-message.ts';

const NOTHING_FOUND: FoundFlows = { listed: [], others: [], isListKnown: true };

/** Every space, the channel's own first: a flow there before one with the same ID elsewhere. */
async function spacesAround(parts: ListenerParts, requester: Requester): Promise<Space[]> {
  const own = effectiveSpace(parts.accounts, await channelSpace(parts, requester));
  return [...(own.ok ? [own.value] : []), ...spacesOf(parts.accounts)];
}

/**
 * "Get flow JSON" in the menu of a message: the one flow in it at once, of several a choice, as of what may be one; of none
 * the picker.
 */
export const getFlowJson: ShortcutDoor = {
  kind: 'shortcut',
  name: 'get_flow_json',
  right: 'fetch',
  action: undefined,
  type: 'message_action',

  async handle(parts, { t, client, botUserId, requester, read, ack }) {
    const payload = read(messageShortcut);
    const { trigger_id: triggerId, message, message_ts: ts, channel, response_url: responseUrl } = payload;
    const channelId = channel.id;
    const about = permalink(payload);
    const threadTs = message.thread_ts ?? ts;

    const candidates = findCandidates(messageTexts(message));
    // What the database is asked for, the ack waits for: a message without any number asks nothing.
    const found =
      candidates.length === 0
        ? NOTHING_FOUND
        : await foundFlows(parts.catalogue, await spacesAround(parts, requester), candidates);
    const [only, ...more] = [...found.listed, ...found.others];
    if (only !== undefined && more.length === 0 && 'account' in only) {
      const { flowId, account, custSpaceId } = only;
      const input = {
        requester,
        flowIds: [flowId],
        spaceOf: () => ({ ok: true as const, value: { account, custSpaceId } }),
        destination: undefined,
        threadTs,
        about,
        botUserId,
        line: { responseUrl, channelId, replaces: false },
        t,
      };
      return acceptOrReply(parts, { ack, input, once: [onceATrigger(triggerId)], refuse: ack });
    }
    await ack();
    const opening = { client, triggerId, t, requester, origin: { channelId, threadTs, about, responseUrl } };
    if (only !== undefined) await openFound(parts, opening, found);
    else await openPicker(parts, opening, {}, true);
  },
};
