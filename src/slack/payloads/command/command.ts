import { isFlowId } from '../../../flows/ids/flow-id.ts';
import type { Destination } from '../../../flows/records.ts';
import { MAX_FLOWS } from '../../../requests/request.ts';
import { parseWatchCommand, type WatchCommand } from './watch-command.ts';
import { asFlowId, cleanWords, isSpaceWord, problemOf, spaceOf } from './words.ts';

/** What is wrong with a command's text. `given` is what was typed, for the answer to repeat. */
export type CommandProblem =
  | { problem: 'too-many-flow-ids'; count: number }
  | { problem: 'unexpected-word'; given: string }
  | { problem: 'flow-id-too-long'; given: string }
  | { problem: 'not-a-flow-id'; given: string }
  | { problem: 'not-a-space-id'; given: string }
  | { problem: 'unknown-space'; given: string }
  | { problem: 'several-spaces' }
  | { problem: 'no-flow-id' }
  | { problem: 'one-flow-only' }
  | { problem: 'bad-interval'; given: string }
  | { problem: 'not-a-version'; given: string }
  | { problem: 'ops-where' };

export interface NamedSpace {
  /** A space's name or ID, as it was typed; absent: none was named. */
  space: string | undefined;
}

export type Command =
  /** `destination` is absent where the workspace's settings say where files go. */
  | ({ type: 'fetch'; flowIds: string[]; destination: Destination | undefined } & NamedSpace)
  /** No flow was named: the person chooses in a modal. */
  | ({ type: 'pick'; destination: Destination | undefined } & NamedSpace)
  | ({ type: 'list'; name: string } & NamedSpace)
  | { type: 'settings' }
  | { type: 'help' }
  | WatchCommand
  | ({ type: 'unclear' } & CommandProblem);

const WORDS: ReadonlyMap<string, 'help' | 'settings' | 'list' | Destination> = new Map([
  ['help', 'help'],
  ['h', 'help'],
  ['settings', 'settings'],
  ['list', 'list'],
  ['only-me', 'only-me'],
  ['onlyme', 'only-me'],
  ['here', 'conversation'],
]);
/** What a word stands for, however it is spelled: `only-me`, `--only-me`, `Only_Me`. */
const wordOf = (word: string) => WORDS.get(word.toLowerCase().replaceAll('_', '-').replace(/^-+/, ''));
const isDestination = (word: unknown): word is Destination => word === 'only-me' || word === 'conversation';

function flowIdsOf(words: string[]): { flowIds: string[] } | CommandProblem {
  const plain = words.map(asFlowId).filter(Boolean);
  // The same ID twice is what a copied link holds: its address and its label.
  const given = [...new Set(plain)];
  const hasFlowId = given.some(isFlowId);
  for (const word of given) {
    const problem = problemOf(word, !hasFlowId);
    if (problem !== undefined) return problem;
  }
  return given.length > MAX_FLOWS ? { problem: 'too-many-flow-ids', count: given.length } : { flowIds: given };
}

/**
 * Reads the text behind `/flow-json`: `<flowId> … [space:<space>] [only-me|here]`, `list [name]`, `settings`, `help`, what
 * `parseWatchCommand` knows, or nothing. What was pasted along with an ID is cleaned away where the meaning is plain; what
 * isn't plain is said, never guessed.
 */
export function parseCommand(text: string): Command {
  const words = cleanWords(text);
  const [first = ''] = words;
  const verb = wordOf(first);
  if (words.length === 1 && (verb === 'help' || verb === 'settings')) return { type: verb };

  const watching = parseWatchCommand(words);
  if (watching !== undefined) return 'problem' in watching ? { type: 'unclear', ...watching } : watching;

  const space = spaceOf(words.filter(isSpaceWord));
  if ('problem' in space) return { type: 'unclear', ...space };
  const rest = words.filter((word) => !isSpaceWord(word));
  if (verb === 'list') return { type: 'list', name: rest.slice(1).join(' '), ...space };

  const destination = rest.map(wordOf).findLast(isDestination);
  const flows = flowIdsOf(rest.filter((word) => !isDestination(wordOf(word))));
  if ('problem' in flows) return { type: 'unclear', ...flows };
  if (flows.flowIds.length === 0) return { type: 'pick', destination, ...space };
  return { type: 'fetch', ...flows, destination, ...space };
}
