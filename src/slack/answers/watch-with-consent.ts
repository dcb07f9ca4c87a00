import type { FlowRef } from '../../cams/types.ts';
import { heldWatchOf } from '../../requests/held-questions.ts';
import { watchHeldMessage } from '../messages/held.ts';
import type { Message } from '../messages/message.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { ChannelToSetUp } from './set-up.ts';
import { setWatch } from './watching.ts';

/**
 * As `setWatch`. Where people of another organisation see the channel, whoever wants a new watch is asked first.
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
  const isHeld = isAsked && (await parts.watches.find({ teamId, channelId, flow })) === undefined;
  if (!isHeld) return setWatch(parts, channel, flow, everyMs);
  const watch = { flow, everyMs, organisations: organisations.map(({ id }) => id) };
  const question = await parts.heldQuestions.keep(heldWatchOf({ teamId, userId, channelId }, watch));
  return watchHeldMessage(t, organisations, question);
}
