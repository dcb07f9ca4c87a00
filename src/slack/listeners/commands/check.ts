import { isDirectMessage } from '../../../access/direct-message.ts';
import type { Destination } from '../../../flows/records.ts';
import { shareOrAsk } from '../../answers/contents.ts';
import { resolveFlow, usualDestination } from '../../answers/spaces.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { readDestination, readFlow, withoutDestination } from '../../payloads/command/words.ts';
import { defineSubcommand } from './subcommand.ts';

type CheckArguments = FlowArgument & { destination: Destination | undefined };

/** `check <flowId> [space:<space>] [only-me|here]`: what Meta would refuse in a flow, and what will hurt. */
export const check = defineSubcommand<CheckArguments>({
  name: 'check',
  words: ['check'],
  right: 'check',
  near: ['lint', 'validate', 'verify', 'findings'],
  forms: [{ form: 'check <flowId>', what: 'check' }],

  parse(words) {
    const flow = readFlow(withoutDestination(words));
    return flow.ok ? { ok: true, value: { ...flow.value, destination: readDestination(words) } } : flow;
  },

  async run(parts, context, { destination, ...named }) {
    // The flow is fetched, which takes longer than an ack has.
    await context.ack();
    const { t, client, botUserId, requester, threadTs, responseUrl } = context;
    const { teamId, userId, channelId } = requester;
    const flow = await resolveFlow(parts, requester, named);
    if (!flow.ok) return context.refuse(flow.error);
    const isForMe = (destination ?? (await usualDestination(parts, requester))) === 'only-me';
    const conversation = isForMe ? undefined : { channelId, threadTs };
    const by = { t, client, botUserId, teamId, userId, conversation };
    const answer = await shareOrAsk(parts, by, { is: 'findings', flow: flow.value, of: undefined });
    // In the direct message the file itself is the answer.
    const isSaid = answer.isSeen && responseUrl === undefined && isDirectMessage(channelId);
    if (!isSaid) await context.reply(answer.message);
  },
});
