import { flowHistory } from '../../answers/history.ts';
import { resolveFlow } from '../../answers/spaces.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { readFlow } from '../../payloads/command/words.ts';
import { defineSubcommand } from './subcommand.ts';

/** `history <flowId> [space:<space>]`: the versions of a flow that were seen. */
export const history = defineSubcommand<FlowArgument>({
  name: 'history',
  words: ['history'],
  right: 'compare',
  near: ['versions', 'log'],
  forms: [{ form: 'history <flowId>', what: 'history' }],
  parse: readFlow,

  async run(parts, context, named) {
    // The database may be farther away than an ack has time.
    await context.ack();
    const flow = await resolveFlow(parts, context.requester, named);
    if (!flow.ok) return context.refuse(flow.error);
    await context.reply(await flowHistory(parts, context.t, flow.value));
  },
});
