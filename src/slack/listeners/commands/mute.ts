import { resolveFlow } from '../../answers/spaces.ts';
import { muteFlow } from '../../answers/watching.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { readFlow } from '../../payloads/command/words.ts';
import { channelOf } from './channel-of.ts';
import { replyIfAny } from './reply-if-any.ts';
import { defineSubcommand } from './subcommand.ts';

/** `mute <flowId> [space:<space>]`: the channel is not notified of the flow for a day. */
export const mute = defineSubcommand<FlowArgument>({
  name: 'mute',
  words: ['mute'],
  right: 'watch',
  near: ['silence', 'snooze'],
  forms: [{ form: 'mute <flowId>', what: 'mute' }],
  parse: readFlow,

  async run(parts, context, named) {
    // The database and Slack may be farther away than an ack has time.
    await context.ack();
    const flow = await resolveFlow(parts, context.requester, named);
    if (!flow.ok) return context.refuse(flow.error);
    await replyIfAny(context, await muteFlow(parts, channelOf(context), flow.value));
  },
});
