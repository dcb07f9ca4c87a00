import { checkGivenJson } from '../../answers/check-given.ts';
import { usualDestination } from '../../answers/spaces.ts';
import { messageJson } from '../../payloads/message-json.ts';
import type { ShortcutDoor } from '../door.ts';
import { onceATrigger } from '../once.ts';
import { messageShortcut, permalink } from './on-message.ts';

/** "Check flow JSON" in the menu of a message: its files, or else the JSON in it, before anybody uploads that. */
export const checkFlowJson: ShortcutDoor = {
  kind: 'shortcut',
  name: 'check_flow_json',
  right: 'check',
  action: 'check',
  type: 'message_action',

  async handle(parts, { t, client, botUserId, requester, read, ack, reply }) {
    const payload = read(messageShortcut);
    await ack();
    const { trigger_id: triggerId, message, message_ts: ts, channel } = payload;
    const { teamId, userId } = requester;
    if (!(await parts.requests.isNew(teamId, onceATrigger(triggerId)))) return;
    const isForMe = (await usualDestination(parts, requester)) === 'only-me';
    const conversation = isForMe ? undefined : { channelId: channel.id, threadTs: message.thread_ts ?? ts };
    const about = permalink(payload);
    const asking = { t, client, botUserId, userId, conversation, about };
    const check = () => checkGivenJson(parts, asking, messageJson(message));
    await reply(await parts.checksUnderWay.during({ teamId, userId }, check));
  },
};
