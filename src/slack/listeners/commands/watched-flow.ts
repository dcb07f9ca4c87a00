import type { FlowRef } from '../../../cams/types.ts';
import type { ChannelToSetUp } from '../../answers/set-up.ts';
import { resolveFlow } from '../../answers/spaces.ts';
import type { Message } from '../../messages/message.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { readFlow } from '../../payloads/command/words.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { channelOf } from './channel-of.ts';
import { replyIfAny } from './reply-if-any.ts';
import { defineSubcommand, type Subcommand, type SubcommandDefinition } from './subcommand.ts';

/**
 * A subcommand on the watch that the channel has on one flow.
 *
 * @param act answers the requester; with nothing where the channel was told.
 */
export const onWatchedFlow = (
  facts: Pick<SubcommandDefinition<FlowArgument>, 'name' | 'words' | 'near' | 'forms'>,
  act: (parts: ListenerParts, channel: ChannelToSetUp, flow: FlowRef) => Promise<Message | undefined>,
): Subcommand =>
  defineSubcommand<FlowArgument>({
    ...facts,
    right: 'watch',
    parse: readFlow,

    async run(parts, context, named) {
      // The database and Slack may be farther away than an ack has time.
      await context.ack();
      const flow = await resolveFlow(parts, context.requester, named);
      if (!flow.ok) return context.refuse(flow.error);
      await replyIfAny(context, await act(parts, channelOf(context), flow.value));
    },
  });
