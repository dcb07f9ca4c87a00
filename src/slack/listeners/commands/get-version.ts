import type { Destination } from '../../../flows/records.ts';
import { shareOrAsk } from '../../answers/contents.ts';
import { resolveFlow } from '../../answers/spaces.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { flowWordsOfRequest, readDestination, readFlow, withoutDestination } from '../../payloads/command/words.ts';
import { fetchFlows } from './fetch.ts';
import { pick } from './pick.ts';
import { defineSubcommand, type Subcommand } from './subcommand.ts';

interface GetArguments {
  flow: FlowArgument;
  version: number;
  destination: Destination | undefined;
}

/** A flow ID has at least 6 characters. */
const VERSION = /^v?(\d{1,5})$/i;

const ofVersion = defineSubcommand<GetArguments>({
  name: 'get',
  words: ['get'],
  right: 'fetch',
  near: ['restore', 'version'],
  forms: [{ form: 'get <flowId> <version>', what: 'get' }],

  parse(words) {
    const versions = words.filter((word) => VERSION.test(word)).map((word) => Number(VERSION.exec(word)?.[1]));
    const [version = 0, ...others] = versions;
    if (version === 0 || others.length > 0) {
      return { ok: false, error: { kind: 'not-a-version', given: String(others[0] ?? version) } };
    }
    const flow = readFlow(withoutDestination(words.filter((word) => !VERSION.test(word))));
    return flow.ok ? { ok: true, value: { flow: flow.value, version, destination: readDestination(words) } } : flow;
  },

  async run(parts, context, { flow: named, version, destination: given }) {
    // The file is shared, which takes longer than an ack has.
    await context.ack();
    const { t, client, requester, threadTs, botUserId } = context;
    const { teamId, userId, channelId } = requester;
    const flow = await resolveFlow(parts, requester, named);
    if (!flow.ok) return context.refuse(flow.error);
    const destination = given ?? (await parts.preferences.destination(teamId));
    const conversation = destination === 'only-me' ? undefined : { channelId, threadTs };
    const by = { t, teamId, userId, client, conversation, botUserId };
    const content = { is: 'version' as const, flow: flow.value, version, ofChange: false };
    await context.reply((await shareOrAsk(parts, by, content)).message);
  },
});

/**
 * `get <flowId> <version> [space:<space>] [only-me|here]`: a version that was seen, as a file; without a version the flow as
 * it is now; without a flow the window to choose one.
 */
export const getVersion: Subcommand = {
  ...ofVersion,
  parse(words) {
    if (words.some((word) => VERSION.test(word))) return ofVersion.parse(words);
    return (flowWordsOfRequest(words).length === 0 ? pick : fetchFlows).parse(words);
  },
};
