import { isCustSpaceId, isFlowId, MAX_FLOW_ID_LENGTH } from '../../../flows/ids/flow-id.ts';
import type { CommandProblem, NamedSpace } from './command.ts';

/** Zero-width characters, joiners, byte order marks: come along with a copied text, and nobody sees them. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
/** What people put around an ID when they paste it: quotes of any language, back-ticks, brackets, formatting. */
const WRAPPING_START = /^["'`“”„‟‘’‚‛«»‹›「」『』<([{*~]+/;
const WRAPPING_END = /["'`“”„‟‘’‚‛«»‹›「」『』>)\]}*~,;.!?、。]+$/;
/** `tel:` is what a client makes of a long number. */
const FLOW_ID_LABEL = /^(flow[_-]?id[=:]|tel:)/i;
const SPACE_LABEL = /^space:/i;
/** A command is a line, not a document: what lies behind is not read. 20 IDs of 64 characters fit. */
const MAX_CHARACTERS = 2000;

function unwrap(word: string): string {
  return word.replace(WRAPPING_START, '').replace(WRAPPING_END, '');
}

/** Words without what came along with them: `<"17b6…",>` is `17b6…`, and so is `FlowId: 17b6…`. */
export function cleanWords(text: string): string[] {
  return (
    text
      .slice(0, MAX_CHARACTERS)
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

export const isSpaceWord = (word: string): boolean => SPACE_LABEL.test(withoutQuotes(word));

/** A word as a flow's ID may have been meant; empty for a label alone. */
export const asFlowId = (word: string): string => unlabelled(word, FLOW_ID_LABEL).replace(/:+$/, '');

/** The one space among words that name spaces, or none. */
export function spaceOf(words: readonly string[]): NamedSpace | CommandProblem {
  if (words.length > 1) return { problem: 'several-spaces' };
  const [word] = words;
  if (word === undefined) return { space: undefined };
  const given = unlabelled(word, SPACE_LABEL);
  return isCustSpaceId(given) ? { space: given } : { problem: 'not-a-space-id', given };
}

/** @param isAlone whether no flow ID stands beside it. */
export function problemOf(given: string, isAlone: boolean): CommandProblem | undefined {
  if (isFlowId(given)) return undefined;
  if (given.length > MAX_FLOW_ID_LENGTH) return { problem: 'flow-id-too-long', given };
  return isAlone ? { problem: 'not-a-flow-id', given } : { problem: 'unexpected-word', given };
}
