import { resolveFlow } from '../../answers/spaces.ts';
import { unwatchFlow } from '../../answers/watching.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { readFlow } from '../../payloads/command/words.ts';
import { channelOf } from './channel-of.ts';
import { replyIfAny } from './reply-if-any.ts';
import { defineSubcommand } from './subcommand.ts';

/** `unwatch <flowId> [space:<space>]`: the channel is notified no more, and told so. */
export const unwatch = defineSubcommand<FlowArgument>({
  name: 'unwatch',
  words: ['unwatch', 'unsubscribe'],
  right: 'watch',
  near: ['stop'],
  forms: [{ form: 'unwatch <flowId>', what: 'unwatch' }],
  parse: readFlow,

  async run(parts, context, named) {
    // The database may be farther away than an ack has time.
    await context.ack();
    const flow = await resolveFlow(parts, context.requester, named);
    if (!flow.ok) return context.refuse(flow.error);
    await replyIfAny(context, await unwatchFlow(parts, channelOf(context), flow.value));
  },
});
