import type { FlowRef } from '../../cams/types.ts';
import { heldWatchOf } from '../../requests/held-questions.ts';
import { watchHeldMessage } from '../messages/held.ts';
import type { Message } from '../messages/message.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { ChannelToSetUp } from './set-up.ts';
import { setWatch } from './watching.ts';

/**
 * As `setWatch`. Where people of another organisation see the channel, whoever wants a new watch, or takes one up again, is asked
 * first.
 *
 * @param consented IDs of the organisations that they have been asked about.
 * @throws what `setWatch` throws, and a `DeliveryError` where Slack can't be asked who sees the channel.
 */
export async function watchWithConsent(
  parts: Parameters<typeof setWatch>[0] & Pick<AnswerParts, 'organisationsOf' | 'heldQuestions'>,
  channel: ChannelToSetUp,
  flow: FlowRef,
  everyMs: number,
  consented: readonly string[] = [],
): Promise<Message | undefined> {
  const { t, client, teamId, userId, channelId } = channel;
  const organisations = await parts.organisationsOf(client, channelId);
  const isAsked = organisations.some(({ id }) => !consented.includes(id));
  const before = await parts.watches.find({ teamId, channelId, flow });
  const isOn = before !== undefined && (before.pausedWhy === undefined || before.pausedWhy === 'muted');
  if (!isAsked || isOn)
    return setWatch(parts, channel, flow, everyMs, isAsked || consented.length === 0 ? undefined : consented);
  const watch = { flow, everyMs, organisations: organisations.map(({ id }) => id) };
  const question = await parts.heldQuestions.keep(heldWatchOf({ teamId, userId, channelId }, watch));
  return watchHeldMessage(t, organisations, question);
}
