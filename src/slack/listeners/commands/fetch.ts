import { matchName } from '../../../flows/catalogue/match-name.ts';
import type { Space } from '../../../flows/ids/spaces.ts';
import type { Destination } from '../../../flows/records.ts';
import { MAX_FLOWS } from '../../../requests/request.ts';
import { flowListMessage } from '../../answers/flow-list.ts';
import { openPicker } from '../../answers/modals.ts';
import { nameProblem, spaceFor } from '../../answers/spaces.ts';
import { foundByNameMessage } from '../../messages/list.ts';
import type { SpaceArgument } from '../../payloads/command/command.ts';
import {
  flowWordsWithoutDestination,
  type NamedFlows,
  readDestination,
  readNamedFlows,
  readSpace,
} from '../../payloads/command/words.ts';
import { acceptRequest } from '../accept-or-reply.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { openFromCommand } from './open-from-command.ts';
import { defineSubcommand, type RunContext } from './subcommand.ts';

type FetchArguments = SpaceArgument & NamedFlows & { destination: Destination | undefined };

/** A fetch of flows of one space. */
interface Fetch {
  space: Space;
  flowIds: readonly string[];
  destination: Destination | undefined;
}

async function accept(parts: ListenerParts, context: RunContext, { space, flowIds, destination }: Fetch) {
  const { requester, responseUrl, botUserId, once, t } = context;
  const line = { responseUrl, channelId: requester.channelId, replaces: false };
  return acceptRequest(parts, { flowIds, destination, requester, space, botUserId, line, t }, once);
}

/** Of one flow that has the name, the file; of several, a choice; of none, what to do instead. */
async function fetchByName(
  parts: ListenerParts,
  context: RunContext,
  name: string,
  { space, destination, typedSpace }: Omit<Fetch, 'flowIds'> & { typedSpace: string | undefined },
): Promise<void> {
  const { t } = context;
  const match = await matchName(parts.catalogue, space, name);
  if (match.is === 'one') {
    const accepted = await accept(parts, context, { space, flowIds: [match.flow.flowId], destination });
    if (accepted !== undefined) await context.reply(foundByNameMessage(t, name, match.flow, accepted.firstLine));
    return;
  }
  if (match.is === 'several') {
    // What came as a message opens no modal.
    if (context.triggerId === undefined) {
      return context.reply(await flowListMessage(parts, t, { ...space, name, page: 1 }));
    }
    return openFromCommand(context, name, (opening) =>
      openPicker(parts, opening, { space: typedSpace, destination, name }),
    );
  }
  return context.refuse(nameProblem(match, name, space));
}

/**
 * `<flowId> … [space:<space>] [only-me|here]`: the JSON of flows, and what a text means that begins with no other word;
 * `<name>`, the same of the flow that is called so.
 */
export const fetchFlows = defineSubcommand<FetchArguments>({
  name: 'fetch',
  words: [],
  near: ['get', 'fetch', 'show', 'json', 'status', 'download'],
  forms: [
    { form: '<flowId> …', usage: '<flowId> … [space:<CustSpaceId>] [only-me]', what: 'one' },
    { form: '<name>', what: 'named' },
  ],

  parse(words) {
    const space = readSpace(words);
    if (!space.ok) return space;
    const named = readNamedFlows(flowWordsWithoutDestination(words));
    if (!named.ok) return named;
    if ('flowIds' in named.value && named.value.flowIds.length > MAX_FLOWS) {
      return { ok: false, error: { kind: 'too-many-flow-ids', count: named.value.flowIds.length } };
    }
    return { ok: true, value: { ...named.value, destination: readDestination(words), ...space.value } };
  },

  async run(parts, context, { destination, space: given, ...named }) {
    const space = await spaceFor(parts, context.requester, given);
    if (!space.ok) return context.refuse(space.error);
    if ('name' in named) {
      return fetchByName(parts, context, named.name, { space: space.value, destination, typedSpace: given });
    }
    const accepted = await accept(parts, context, { space: space.value, flowIds: named.flowIds, destination });
    if (accepted !== undefined) await context.reply(accepted.firstLine);
  },
});
