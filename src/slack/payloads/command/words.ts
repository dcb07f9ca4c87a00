import { isCustSpaceId, isFlowId, MAX_FLOW_ID_LENGTH } from '../../../flows/ids/flow-id.ts';
import type { Destination } from '../../../flows/records.ts';
import type { Result } from '../../../result.ts';
import type { CommandProblem, FlowArgument, SpaceArgument } from './command.ts';

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

/** A word as the table of commands has it, however it was spelled: `only-me` for `--only-me` and `Only_Me`. */
export const normalWord = (word: string): string => word.toLowerCase().replaceAll('_', '-').replace(/^-+/, '');

const withoutQuotes = (word: string) => word.replace(/["'`]/g, '');
const unlabelled = (word: string, label: RegExp) => unwrap(withoutQuotes(word).replace(label, ''));

export const isSpaceWord = (word: string): boolean => SPACE_LABEL.test(withoutQuotes(word));

/** A word as a flow's ID may have been meant; empty for a label alone. */
export const asFlowId = (word: string): string => unlabelled(word, FLOW_ID_LABEL).replace(/:+$/, '');

/** The one space that the words name, or none. */
export function readSpace(words: readonly string[]): Result<SpaceArgument, CommandProblem> {
  const [word, ...others] = words.filter(isSpaceWord);
  if (word === undefined) return { ok: true, value: { space: undefined } };
  if (others.length > 0) return { ok: false, error: { kind: 'several-spaces' } };
  const given = unlabelled(word, SPACE_LABEL);
  return isCustSpaceId(given)
    ? { ok: true, value: { space: given } }
    : { ok: false, error: { kind: 'not-a-space-id', given } };
}

const DESTINATIONS: ReadonlyMap<string, Destination> = new Map([
  ['only-me', 'only-me'],
  ['onlyme', 'only-me'],
  ['here', 'conversation'],
]);

const destinationOf = (word: string) => DESTINATIONS.get(normalWord(word));

/** Where the files go; the last word that says so counts. Undefined: where the workspace's settings say. */
export const readDestination = (words: readonly string[]): Destination | undefined =>
  words.map(destinationOf).findLast((destination) => destination !== undefined);

/** The words that may be flow IDs, each once: the same ID twice is what a copied link holds, its address and its label. */
const flowWords = (words: readonly string[]): string[] =>
  [...new Set(words.filter((word) => !isSpaceWord(word)).map(asFlowId))].filter(Boolean);

/** As `flowWords`, where words may also say where the files go. */
export const flowWordsWithoutDestination = (words: readonly string[]): string[] =>
  flowWords(words.filter((word) => destinationOf(word) === undefined));

/** @param isAlone whether no flow ID stands beside it. */
function problemOf(given: string, isAlone: boolean): CommandProblem | undefined {
  if (isFlowId(given)) return undefined;
  if (given.length > MAX_FLOW_ID_LENGTH) return { kind: 'flow-id-too-long', given };
  return isAlone ? { kind: 'not-a-flow-id', given } : { kind: 'unexpected-word', given };
}

/** What is wrong with the first of the words that is no flow ID; undefined where all are. */
export function findFlowIdProblem(given: readonly string[]): CommandProblem | undefined {
  const hasFlowId = given.some(isFlowId);
  return given.map((word) => problemOf(word, !hasFlowId)).find((problem) => problem !== undefined);
}

/** Exactly one flow, and its space where one is named. */
export function readFlow(words: readonly string[]): Result<FlowArgument, CommandProblem> {
  const space = readSpace(words);
  if (!space.ok) return space;
  const given = flowWords(words);
  const problem = findFlowIdProblem(given);
  if (problem !== undefined) return { ok: false, error: problem };
  const [flowId, ...others] = given;
  if (flowId === undefined) return { ok: false, error: { kind: 'no-flow-id' } };
  return others.length > 0
    ? { ok: false, error: { kind: 'one-flow-only' } }
    : { ok: true, value: { flowId, ...space.value } };
}
