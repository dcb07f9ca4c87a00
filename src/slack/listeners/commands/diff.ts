import type { FlowRef } from '../../../cams/types.ts';
import { isFlowId } from '../../../flows/ids/flow-id.ts';
import type { Result } from '../../../result.ts';
import { compareFlowsNow, compareVersions } from '../../answers/history.ts';
import { resolveFlow } from '../../answers/spaces.ts';
import type { CommandProblem, FlowArgument } from '../../payloads/command/command.ts';
import { asFlowId, isSpaceWord, readFlow } from '../../payloads/command/words.ts';
import { channelOf } from './channel-of.ts';
import { defineSubcommand } from './subcommand.ts';

type DiffArguments =
  /** Versions: none stands for the latest two; one for that one and the latest. */
  | { of: 'versions'; flow: FlowArgument; versions: number[] }
  | { of: 'flows'; before: FlowArgument; after: FlowArgument };

/** A flow ID has at least 6 characters. */
const VERSION = /^v?(\d{1,5})$/i;

/** A space behind an ID belongs to that flow. */
function readFlows([first = '', ...others]: readonly string[]): Result<DiffArguments, CommandProblem> {
  const second = others.findIndex((word) => !isSpaceWord(word));
  const before = readFlow([first, ...others.slice(0, second)]);
  if (!before.ok) return before;
  const after = readFlow(others.slice(second));
  return after.ok ? { ok: true, value: { of: 'flows', before: before.value, after: after.value } } : after;
}

/**
 * `diff <flowId> [version] [version] [space:<space>]`: what changed between two versions; and
 * `diff <flowId> [space:<space>] <flowId> [space:<space>]`: how two flows differ.
 */
export const diff = defineSubcommand<DiffArguments>({
  name: 'diff',
  words: ['diff'],
  right: 'compare',
  showsJson: true,
  near: ['compare', 'changes', 'changed'],
  forms: [
    { form: 'diff <flowId> [version] [version]', what: 'diff' },
    { form: 'diff <flowId> <flowId>', what: 'diffFlows' },
  ],

  parse(words) {
    const given = words.filter((word) => !isSpaceWord(word));
    const versions = given.filter((word) => VERSION.test(word)).map((word) => Number(VERSION.exec(word)?.[1]));
    const flowIds = given.filter((word) => isFlowId(asFlowId(word)));
    // The same ID twice, without spaces, is what a copied link holds.
    const areTwo = flowIds.length === 2 && (words.some(isSpaceWord) || new Set(flowIds.map(asFlowId)).size === 2);
    if (areTwo && versions.length === 0) {
      // A space before the first ID would belong to none.
      return isSpaceWord(words[0] ?? '') ? { ok: false, error: { kind: 'no-flow-id' } } : readFlows(words);
    }
    if (versions.length > 2 || versions.includes(0)) {
      return { ok: false, error: { kind: 'not-a-version', given: String(versions.includes(0) ? 0 : versions[2]) } };
    }
    const flow = readFlow(words.filter((word) => !VERSION.test(word)));
    return flow.ok ? { ok: true, value: { of: 'versions', flow: flow.value, versions } } : flow;
  },

  async run(parts, context, given) {
    // Flows may have to be fetched, and the diff be shared, which take longer than an ack has.
    await context.ack();
    const resolve = (named: FlowArgument): Promise<Result<FlowRef, CommandProblem>> =>
      resolveFlow(parts, context.requester, named);
    switch (given.of) {
      case 'versions': {
        const flow = await resolve(given.flow);
        if (!flow.ok) return context.refuse(flow.error);
        return context.reply(await compareVersions(parts, channelOf(context), flow.value, given.versions));
      }
      case 'flows': {
        const before = await resolve(given.before);
        if (!before.ok) return context.refuse(before.error);
        const after = await resolve(given.after);
        if (!after.ok) return context.refuse(after.error);
        return context.reply(await compareFlowsNow(parts, channelOf(context), before.value, after.value));
      }
    }
  },
});
