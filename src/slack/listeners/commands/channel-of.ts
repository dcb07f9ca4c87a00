import type { ChannelToJoin } from '../../answers/watching.ts';
import type { CommandContext } from './subcommand.ts';

/** The channel that a command was given in, for what is about the channel itself. */
export const channelOf = ({ t, client, requester, botUserId }: CommandContext): ChannelToJoin => ({
  t,
  client,
  botUserId,
  ...requester,
});
