import { isCustSpaceId, isFlowId, MAX_FLOW_ID_LENGTH } from './flow-id.ts';

/** The most flows that one command, modal or button asks for: what Slack and the account's limit bear in a few seconds. */
export const MOST_FLOWS = 20;

/** What is wrong with a command's text. `given` is what was typed, for the answer to repeat. */
export type CommandProblem =
  | { problem: 'too-many-flow-ids'; count: number }
  | { problem: 'unexpected-word'; given: string }
  | { problem: 'flow-id-too-long'; given: string }
  | { problem: 'not-a-flow-id'; given: string }
  | { problem: 'not-a-space-id'; given: string }
  | { problem: 'unknown-space'; given: string }
  | { problem: 'several-spaces' };

/** Where the files go; absent: where the workspace's settings say. */
export type Destination = 'conversation' | 'only-me';

interface Place {
  /** A space's name or ID, as it was typed; absent: none was named. */
  space: string | undefined;
}

export type Command =
  | ({ type: 'fetch'; flowIds: string[]; destination: Destination | undefined } & Place)
  /** No flow was named: the person chooses in a modal. */
  | ({ type: 'pick'; destination: Destination | undefined } & Place)
  | ({ type: 'list'; name: string } & Place)
  | { type: 'settings' }
  | { type: 'help' }
  | ({ type: 'unclear' } & CommandProblem);

/** Zero-width characters, joiners, byte order marks: come along with a copied text, and nobody sees them. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
/** What people put around an ID when they paste it: quotes of any language, back-ticks, brackets, formatting. */
const WRAPPING_START = /^["'`“”„‟‘’‚‛«»‹›「」『』<([{*~]+/;
const WRAPPING_END = /["'`“”„‟‘’‚‛«»‹›「」『』>)\]}*~,;.!?、。]+$/;
/** `tel:` is what a client makes of a long number. */
const FLOW_ID_LABEL = /^(flow[_-]?id[=:]|tel:)/i;
const SPACE_LABEL = /^space:/i;
/** A command is a line, not a document: what lies behind is not read. 20 IDs of 64 characters fit. */
const MOST_CHARACTERS = 2000;

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

function unwrap(word: string): string {
  return word.replace(WRAPPING_START, '').replace(WRAPPING_END, '');
}

/** Words without what came along with them: `<"17b6…",>` is `17b6…`, and so is `FlowId: 17b6…`. */
function cleanWords(text: string): string[] {
  return (
    text
      .slice(0, MOST_CHARACTERS)
      // Full-width digits and punctuation, as an input method for Chinese gives them, become plain ones.
      .normalize('NFKC')
      .replace(INVISIBLE, '')
      // A label belongs to what follows it, also where a blank stands between them.
      .replace(/(["'`]?\b(?:flow[_-]?id|space)\b["'`]?)\s*([=:])\s*/gi, '$1$2')
      .split(/[\s,、;|]+/)
      .map(unwrap)
      .filter((word) => word !== '')
  );
}

const withoutQuotes = (word: string) => word.replace(/["'`]/g, '');
const unlabelled = (word: string, label: RegExp) => unwrap(withoutQuotes(word).replace(label, ''));

function spaceOf(words: string[]): Place | CommandProblem {
  if (words.length > 1) return { problem: 'several-spaces' };
  const [word] = words;
  if (word === undefined) return { space: undefined };
  const given = unlabelled(word, SPACE_LABEL);
  return isCustSpaceId(given) ? { space: given } : { problem: 'not-a-space-id', given };
}

function problemOf(given: string, isAlone: boolean): CommandProblem | undefined {
  if (isFlowId(given)) return undefined;
  if (given.length > MAX_FLOW_ID_LENGTH) return { problem: 'flow-id-too-long', given };
  return isAlone ? { problem: 'not-a-flow-id', given } : { problem: 'unexpected-word', given };
}

function flowIdsOf(words: string[]): { flowIds: string[] } | CommandProblem {
  const plain = words.map((word) => unlabelled(word, FLOW_ID_LABEL).replace(/:+$/, '')).filter(Boolean);
  // The same ID twice is what a copied link holds: its address and its label.
  const given = [...new Set(plain)];
  const hasFlowId = given.some(isFlowId);
  for (const word of given) {
    const problem = problemOf(word, !hasFlowId);
    if (problem !== undefined) return problem;
  }
  return given.length > MOST_FLOWS ? { problem: 'too-many-flow-ids', count: given.length } : { flowIds: given };
}

/**
 * Reads the text behind `/flow-json`: `<flowId> … [space:<space>] [only-me|here]`, `list [name]`, `settings`, `help`, or
 * nothing. What was pasted along with an ID is cleaned away where the meaning is plain; what isn't plain is said, never
 * guessed.
 */
export function parseCommand(text: string): Command {
  const words = cleanWords(text);
  const [first = ''] = words;
  const verb = wordOf(first);
  if (words.length === 1 && (verb === 'help' || verb === 'settings')) return { type: verb };

  const isSpace = (word: string) => SPACE_LABEL.test(withoutQuotes(word));
  const space = spaceOf(words.filter(isSpace));
  if ('problem' in space) return { type: 'unclear', ...space };
  const rest = words.filter((word) => !isSpace(word));
  if (verb === 'list') return { type: 'list', name: rest.slice(1).join(' '), ...space };

  const destination = rest.map(wordOf).findLast(isDestination);
  const flows = flowIdsOf(rest.filter((word) => !isDestination(wordOf(word))));
  if ('problem' in flows) return { type: 'unclear', ...flows };
  if (flows.flowIds.length === 0) return { type: 'pick', destination, ...space };
  return { type: 'fetch', ...flows, destination, ...space };
}
