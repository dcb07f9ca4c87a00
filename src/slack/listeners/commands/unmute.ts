import { resolveFlow } from '../../answers/spaces.ts';
import { unmuteFlow } from '../../answers/watching.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { readFlow } from '../../payloads/command/words.ts';
import { channelOf } from './channel-of.ts';
import { replyIfAny } from './reply-if-any.ts';
import { defineSubcommand } from './subcommand.ts';

/** `unmute <flowId> [space:<space>]`: the channel is notified of the flow again. */
export const unmute = defineSubcommand<FlowArgument>({
  name: 'unmute',
  words: ['unmute'],
  right: 'watch',
  forms: [{ form: 'unmute <flowId>', what: 'unmute' }],
  parse: readFlow,

  async run(parts, context, named) {
    // The database and Slack may be farther away than an ack has time.
    await context.ack();
    const flow = await resolveFlow(parts, context.requester, named);
    if (!flow.ok) return context.refuse(flow.error);
    await replyIfAny(context, await unmuteFlow(parts, channelOf(context), flow.value));
  },
});
