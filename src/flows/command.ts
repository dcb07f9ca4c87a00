import type { FlowRef } from '../cams/client.ts';
import { isCustSpaceId, isFlowId, MAX_FLOW_ID_LENGTH } from './flow-id.ts';

/** What is wrong with a command's text. `given` is what was typed, for the answer to repeat. */
export type CommandProblem =
  | { problem: 'no-flow-id' }
  | { problem: 'several-flow-ids' }
  | { problem: 'unexpected-word'; given: string }
  | { problem: 'flow-id-too-long'; given: string }
  | { problem: 'not-a-flow-id'; given: string }
  | { problem: 'not-a-space-id'; given: string }
  | { problem: 'several-spaces' };

export type Command = { type: 'fetch'; flow: FlowRef } | { type: 'help' } | ({ type: 'unclear' } & CommandProblem);

/** Zero-width characters, joiners, byte order marks: come along with a copied text, and nobody sees them. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
/** What people put around an ID when they paste it: quotes of any language, back-ticks, brackets, formatting. */
const WRAPPING_START = /^["'`“”„‟‘’‚‛«»‹›「」『』<([{*~]+/;
const WRAPPING_END = /["'`“”„‟‘’‚‛«»‹›「」『』>)\]}*~,;.!?、。]+$/;
/** `tel:` is what a client makes of a long number. */
const FLOW_ID_LABEL = /^(flow[_-]?id[=:]|tel:)/i;
const SPACE_LABEL = /^space:/i;
/** A command is a line, not a document: what lies behind is not read. */
const MOST_CHARACTERS = 1000;
const HELP = new Set(['help', '--help', '-h']);

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

function spaceOf(words: string[]): { custSpaceId: string | undefined } | CommandProblem {
  if (words.length > 1) return { problem: 'several-spaces' };
  const [word] = words;
  if (word === undefined) return { custSpaceId: undefined };
  const given = unlabelled(word, SPACE_LABEL);
  return isCustSpaceId(given) ? { custSpaceId: given } : { problem: 'not-a-space-id', given };
}

function flowIdOf(words: string[]): { flowId: string } | CommandProblem {
  const plain = words.map((word) => unlabelled(word, FLOW_ID_LABEL).replace(/:+$/, ''));
  // The same ID twice is what a copied link holds: its address and its label.
  const [given, second] = new Set(plain);
  if (given === undefined || given === '') return { problem: 'no-flow-id' };
  if (given.length > MAX_FLOW_ID_LENGTH) return { problem: 'flow-id-too-long', given };
  if (!isFlowId(given)) return { problem: 'not-a-flow-id', given };
  if (second === undefined) return { flowId: given };
  return isFlowId(second) ? { problem: 'several-flow-ids' } : { problem: 'unexpected-word', given: second };
}

/**
 * Reads the text behind `/flow-json`: `<flowId> [space:<CustSpaceId>]`, or `help`. What was pasted along with an ID is
 * cleaned away where the meaning is plain; what isn't plain is said, never guessed.
 */
export function parseCommand(text: string): Command {
  const words = cleanWords(text);
  if (words.length === 1 && HELP.has((words[0] ?? '').toLowerCase())) return { type: 'help' };
  const isSpace = (word: string) => SPACE_LABEL.test(withoutQuotes(word));
  const flow = flowIdOf(words.filter((word) => !isSpace(word)));
  if ('problem' in flow) return { type: 'unclear', ...flow };
  const space = spaceOf(words.filter(isSpace));
  if ('problem' in space) return { type: 'unclear', ...space };
  return { type: 'fetch', flow: { ...flow, ...space } };
}
