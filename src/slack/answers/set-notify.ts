import type { ChannelNotifyPreferences } from '../../notify/records.ts';
import type { Message } from '../messages/message.ts';
import { notifyChangedMessage } from '../messages/set-up.ts';
import type { AnswerParts } from './answer-parts.ts';
import { type ChannelToSetUp, readerOf, setUpIn } from './set-up.ts';

/**
 * Changes how a channel is notified: it is told so first, and where it can't be, nothing changes.
 *
 * @returns why not, as a reply to the requester.
 */
export const setNotify = (
  { notifyPreferences }: Pick<AnswerParts, 'notifyPreferences'>,
  channel: ChannelToSetUp,
  notify: ChannelNotifyPreferences,
): Promise<Message | undefined> =>
  setUpIn(channel, notifyChangedMessage(channel.t, readerOf(channel), notify), async () => {
    await notifyPreferences.set(channel.teamId, channel.channelId, notify);
    return { ok: true };
  });
