import { isFlowId } from '../../../flows/ids/flow-id.ts';
import { DEFAULT_EVERY_MS, MAX_EVERY_MS, MIN_EVERY_MS } from '../../../notify/watch-intervals.ts';
import type { CommandProblem, NamedSpace } from './command.ts';
import { asFlowId, isSpaceWord, problemOf, spaceOf } from './words.ts';

/** A flow, and the space that was named with it. */
interface NamedFlow extends NamedSpace {
  flowId: string;
}

/** What is asked of watches and versions. */
export type WatchCommand =
  | ({ type: 'watch'; everyMs: number } & NamedFlow)
  | ({ type: 'unwatch' } & NamedFlow)
  | { type: 'watches' }
  | ({ type: 'history' } & NamedFlow)
  /** None: the latest two; one: that one and the latest. */
  | ({ type: 'diff-versions'; versions: number[] } & NamedFlow)
  | { type: 'diff-flows'; before: NamedFlow; after: NamedFlow }
  | { type: 'ops-here' };

const VERBS: ReadonlyMap<string, 'watch' | 'unwatch' | 'watches' | 'history' | 'diff' | 'ops'> = new Map([
  ['watch', 'watch'],
  ['subscribe', 'watch'],
  ['unwatch', 'unwatch'],
  ['unsubscribe', 'unwatch'],
  ['watches', 'watches'],
  ['subscriptions', 'watches'],
  ['history', 'history'],
  ['diff', 'diff'],
  ['ops', 'ops'],
]);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A number may be left out: `every hour`. */
const INTERVAL = /^(\d{0,6})(m|mins?|minutes?|h|hrs?|hours?|d|days?)$/;
/** A flow ID has at least 6 characters. */
const VERSION = /^v?(\d{1,5})$/i;

/** `every 10m`, `every 2 hours`; undefined where it is no interval that a channel may ask for. */
function intervalOf(words: readonly string[]): number | undefined {
  const [, number = '', unit = ''] = INTERVAL.exec(words.join('').toLowerCase()) ?? [];
  if (unit === '') return undefined;
  const unitMs = unit.startsWith('m') ? MINUTE_MS : unit.startsWith('h') ? HOUR_MS : 24 * HOUR_MS;
  const everyMs = (number === '' ? 1 : Number(number)) * unitMs;
  return everyMs >= MIN_EVERY_MS && everyMs <= MAX_EVERY_MS ? everyMs : undefined;
}

function oneFlowOf(words: readonly string[]): NamedFlow | CommandProblem {
  const space = spaceOf(words.filter(isSpaceWord));
  if ('problem' in space) return space;
  // The same ID twice is what a copied link holds.
  const given = [...new Set(words.filter((word) => !isSpaceWord(word)).map(asFlowId))].filter(Boolean);
  const hasFlowId = given.some(isFlowId);
  for (const word of given) {
    const problem = problemOf(word, !hasFlowId);
    if (problem !== undefined) return problem;
  }
  const [flowId, ...others] = given;
  if (flowId === undefined) return { problem: 'no-flow-id' };
  return others.length > 0 ? { problem: 'one-flow-only' } : { flowId, ...space };
}

function watchOf(words: readonly string[]): WatchCommand | CommandProblem {
  const at = words.findIndex((word) => word.toLowerCase() === 'every');
  if (at < 0) {
    const flow = oneFlowOf(words);
    return 'problem' in flow ? flow : { type: 'watch', ...flow, everyMs: DEFAULT_EVERY_MS };
  }
  const [number = '', unit = ''] = words.slice(at + 1);
  const isApart = /^\d+$/.test(number);
  const interval = isApart ? [number, unit] : [number];
  const everyMs = intervalOf(interval);
  if (everyMs === undefined) return { problem: 'bad-interval', given: ['every', ...interval].join(' ').trim() };
  const flow = oneFlowOf([...words.slice(0, at), ...words.slice(at + 1 + interval.length)]);
  return 'problem' in flow ? flow : { type: 'watch', ...flow, everyMs };
}

/** A space behind an ID belongs to that flow. */
function flowsOf([first = '', ...others]: readonly string[]): WatchCommand | CommandProblem {
  const second = others.findIndex((word) => !isSpaceWord(word));
  const before = oneFlowOf([first, ...others.slice(0, second)]);
  if ('problem' in before) return before;
  const after = oneFlowOf(others.slice(second));
  return 'problem' in after ? after : { type: 'diff-flows', before, after };
}

function diffOf(words: readonly string[]): WatchCommand | CommandProblem {
  const given = words.filter((word) => !isSpaceWord(word));
  const versions = given.filter((word) => VERSION.test(word)).map((word) => Number(VERSION.exec(word)?.[1]));
  const rest = words.filter((word) => !VERSION.test(word));
  const flowIds = given.filter((word) => isFlowId(asFlowId(word)));
  // The same ID twice, without spaces, is what a copied link holds.
  const areTwo = flowIds.length === 2 && (words.some(isSpaceWord) || new Set(flowIds.map(asFlowId)).size === 2);
  if (areTwo && versions.length === 0) {
    // A space before the first ID would belong to none.
    return isSpaceWord(words[0] ?? '') ? { problem: 'no-flow-id' } : flowsOf(words);
  }
  if (versions.length > 2 || versions.includes(0)) {
    return { problem: 'not-a-version', given: String(versions.includes(0) ? 0 : versions[2]) };
  }
  const flow = oneFlowOf(rest);
  return 'problem' in flow ? flow : { type: 'diff-versions', ...flow, versions };
}

/**
 * Reads `watch <flowId> [every 10m] [space:<space>]`, `unwatch <flowId>`, `watches`, `history <flowId>`,
 * `diff <flowId> [version] [version]`, `diff <flowA> [space:<space>] <flowB> [space:<space>]` and `ops here`.
 *
 * @param words of the command, without what was pasted along with them.
 * @returns undefined where the first word is none of these.
 */
export function parseWatchCommand([first = '', ...words]: readonly string[]):
  | WatchCommand
  | CommandProblem
  | undefined {
  const verb = VERBS.get(first.toLowerCase());
  if (verb === undefined) return undefined;
  const [second, ...others] = words;
  switch (verb) {
    case 'watch':
      return watchOf(words);
    case 'watches':
      return second === undefined ? { type: 'watches' } : { problem: 'unexpected-word', given: second };
    case 'diff':
      return diffOf(words);
    case 'ops':
      return second?.toLowerCase() === 'here' && others.length === 0 ? { type: 'ops-here' } : { problem: 'ops-where' };
    default: {
      const flow = oneFlowOf(words);
      return 'problem' in flow ? flow : { type: verb, ...flow };
    }
  }
}
