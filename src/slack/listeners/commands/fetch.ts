import { resolveSpace } from '../../../flows/ids/spaces.ts';
import type { Destination } from '../../../flows/records.ts';
import { MAX_FLOWS } from '../../../requests/request.ts';
import type { SpaceArgument } from '../../payloads/command/command.ts';
import {
  findFlowIdProblem,
  flowWordsWithoutDestination,
  readDestination,
  readSpace,
} from '../../payloads/command/words.ts';
import { acceptRequest, type SpaceOf } from '../accept-or-reply.ts';
import { defineSubcommand } from './subcommand.ts';

interface FetchArguments extends SpaceArgument {
  flowIds: string[];
  destination: Destination | undefined;
}

/** `<flowId> … [space:<space>] [only-me|here]`: the JSON of flows, and what a text means that begins with no other word. */
export const fetchFlows = defineSubcommand<FetchArguments>({
  name: 'fetch',
  words: [],
  isRequest: true,
  forms: [{ form: '<flowId> …', usage: '<flowId> … [space:<CustSpaceId>] [only-me]', what: 'one' }],

  parse(words) {
    const space = readSpace(words);
    if (!space.ok) return space;
    const flowIds = flowWordsWithoutDestination(words);
    const problem = findFlowIdProblem(flowIds);
    if (problem !== undefined) return { ok: false, error: problem };
    if (flowIds.length > MAX_FLOWS) return { ok: false, error: { kind: 'too-many-flow-ids', count: flowIds.length } };
    return { ok: true, value: { flowIds, destination: readDestination(words), ...space.value } };
  },

  async run(parts, context, { flowIds, destination, space: given }) {
    const { requester, responseUrl, threadTs, botUserId, once, t } = context;
    const spaceOf: SpaceOf = (ofChannel) => resolveSpace(parts.accounts, given, ofChannel);
    const line = { responseUrl, channelId: requester.channelId, threadTs, replaces: false };
    const request = { flowIds, destination, requester, spaceOf, threadTs, botUserId, line, t };
    const accepted = await acceptRequest(parts, request, once);
    if (!accepted.ok) return context.refuse(accepted.error);
    if (accepted.value !== undefined) await context.reply(accepted.value.firstLine);
  },
});
