import { joinChannel } from '../delivery/join-channel.ts';
import type { ListenerParts } from '../listeners/listener-parts.ts';
import type { Message } from '../messages/message.ts';
import { notMemberMessage, opsHereMessage } from '../messages/watch.ts';
import type { ChannelToJoin } from './watching.ts';

/** Makes the channel the one where the workspace's operators are told. @returns the answer to who asked. */
export async function opsHere(
  { opsChannels }: Pick<ListenerParts, 'opsChannels'>,
  { t, teamId, channelId, client, botUserId }: ChannelToJoin,
): Promise<Message> {
  if (!(await joinChannel(client, channelId))) return notMemberMessage(t, botUserId);
  await opsChannels.set(teamId, channelId);
  return opsHereMessage(t);
}
