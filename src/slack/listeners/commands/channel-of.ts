import type { ChannelToSetUp } from '../../answers/set-up.ts';
import type { CommandContext } from './subcommand.ts';

/** The channel that a command was given in, for what is about the channel itself. */
export const channelOf = ({ t, client, requester, botUserId, threadTs }: CommandContext): ChannelToSetUp => ({
  t,
  client,
  botUserId,
  ...requester,
  // What the channel is told is not seen in a thread of it.
  isElsewhere: threadTs !== undefined,
});
