import { matchName } from '../../../flows/catalogue/match-name.ts';
import { resolveSpace } from '../../../flows/ids/spaces.ts';
import type { Destination } from '../../../flows/records.ts';
import type { Display } from '../../../requests/display.ts';
import { MAX_FLOWS } from '../../../requests/request.ts';
import { flowListMessage } from '../../answers/flow-list.ts';
import { openPicker } from '../../answers/modals.ts';
import { nameProblem, spaceFor } from '../../answers/spaces.ts';
import { foundByNameMessage } from '../../messages/list.ts';
import type { Message } from '../../messages/message.ts';
import type { SpaceArgument } from '../../payloads/command/command.ts';
import {
  flowWordsOfRequest,
  type NamedFlows,
  readDestination,
  readDisplay,
  readNamedFlows,
  readSpace,
} from '../../payloads/command/words.ts';
import { acceptRequest, type SpaceOf } from '../accept-or-reply.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { openFromCommand } from './open-from-command.ts';
import { defineSubcommand, type RunContext } from './subcommand.ts';

/** Where files go, and which: where nothing is said, as the settings have it. */
interface HowShared {
  destination: Destination | undefined;
  display: Display | undefined;
}

type FetchArguments = SpaceArgument & NamedFlows & HowShared;

/** A fetch of flows of one space. */
interface Fetch extends HowShared {
  spaceOf: SpaceOf;
  flowIds: readonly string[];
}

/** @param firstLineOf what the reply begins with, where that is more than that it has started. */
async function accept(
  parts: ListenerParts,
  context: RunContext,
  { spaceOf, flowIds, destination, display }: Fetch,
  firstLineOf: (started: Message) => Message = (started) => started,
): Promise<void> {
  const { requester, responseUrl, threadTs, botUserId, once, t } = context;
  const line = { responseUrl, channelId: requester.channelId, threadTs, replaces: false };
  const request = { flowIds, destination, display, requester, spaceOf, threadTs, botUserId, line, t };
  const accepted = await acceptRequest(parts, request, once);
  if (!accepted.ok) return context.refuse(accepted.error);
  if (accepted.value !== undefined) await context.reply(firstLineOf(accepted.value.firstLine));
}

/** Of one flow that has the name, the file; of several, a choice; of none, what to do instead. */
async function fetchByName(
  parts: ListenerParts,
  context: RunContext,
  name: string,
  { destination, display, typedSpace }: HowShared & { typedSpace: string | undefined },
): Promise<void> {
  const { t } = context;
  const resolved = await spaceFor(parts, context.requester, typedSpace);
  if (!resolved.ok) return context.refuse(resolved.error);
  const space = resolved.value;
  const match = await matchName(parts.catalogue, space, name);
  if (match.is === 'one') {
    const { flow } = match;
    const fetch: Fetch = { spaceOf: () => resolved, flowIds: [flow.flowId], destination, display };
    return accept(parts, context, fetch, (started) => foundByNameMessage(t, name, flow, started));
  }
  if (match.is === 'several') {
    // What came as a message opens no modal.
    if (context.triggerId === undefined) {
      if (!(await context.isNew())) return;
      parts.audit.does('list');
      const onlyMe = destination && destination === 'only-me';
      return context.reply(await flowListMessage(parts, t, { ...space, name, page: 1, onlyMe, display }));
    }
    return openFromCommand(context, (opening) =>
      openPicker(parts, opening, { space: typedSpace, destination, display, name }),
    );
  }
  return context.refuse(nameProblem(match, name, space));
}

/**
 * `<flowId> … [space:<space>] [only-me|here] [picture|json]`: the JSON of flows, and what a text means that begins with no other word;
 * `<name>`, the same of the flow that is called so.
 */
export const fetchFlows = defineSubcommand<FetchArguments>({
  name: 'fetch',
  words: [],
  right: 'fetch',
  near: ['fetch', 'show', 'json', 'status', 'download'],
  isRequest: true,
  forms: [
    { form: '<flowId> …', usage: '<flowId> … [space:<CustSpaceId>] [only-me|here] [picture|json]', what: 'one' },
    { form: '<name>', what: 'named' },
  ],

  parse(words) {
    const space = readSpace(words);
    if (!space.ok) return space;
    const named = readNamedFlows(flowWordsOfRequest(words));
    if (!named.ok) return named;
    if ('flowIds' in named.value && named.value.flowIds.length > MAX_FLOWS) {
      return { ok: false, error: { kind: 'too-many-flow-ids', count: named.value.flowIds.length } };
    }
    return {
      ok: true,
      value: { ...named.value, destination: readDestination(words), display: readDisplay(words), ...space.value },
    };
  },

  async run(parts, context, { destination, display, space: given, ...named }) {
    if ('name' in named) return fetchByName(parts, context, named.name, { destination, display, typedSpace: given });
    const spaceOf: SpaceOf = (ofChannel) => resolveSpace(parts.accounts, given, ofChannel);
    await accept(parts, context, { spaceOf, flowIds: named.flowIds, destination, display });
  },
});
