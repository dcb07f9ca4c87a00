import { joinChannel } from '../delivery/join-channel.ts';
import type { Message } from '../messages/message.ts';
import { notMemberMessage, opsHereMessage } from '../messages/watch.ts';
import type { AnswerParts } from './answer-parts.ts';
import type { ChannelToJoin } from './watching.ts';

/** Makes the channel the one where the workspace's operators are notified. @returns the answer to the requester. */
export async function opsHere(
  { opsChannels }: Pick<AnswerParts, 'opsChannels'>,
  { t, teamId, channelId, client, botUserId }: ChannelToJoin,
): Promise<Message> {
  if (!(await joinChannel(client, channelId))) return notMemberMessage(t, botUserId);
  await opsChannels.set(teamId, channelId);
  return opsHereMessage(t);
}
