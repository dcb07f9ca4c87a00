import { isCustSpaceId, isFlowId, MAX_FLOW_ID_LENGTH } from '../../../flows/ids/flow-id.ts';
import { idOf, plainCharacters, withoutLinksAndLabels } from '../../../flows/ids/pasted.ts';
import type { Destination } from '../../../flows/records.ts';
import type { Display } from '../../../requests/display.ts';
import type { Result } from '../../../result.ts';
import { startOfText } from '../../../text.ts';
import type { CommandProblem, FlowArgument, SpaceArgument } from './command.ts';

/** What people put around an ID when they paste it: quotes, back-ticks, brackets, formatting. */
const WRAPPING_START = /^["'`<([{*~]+/;
const WRAPPING_END = /(?<!["'`>)\]}*~,;.!?。])["'`>)\]}*~,;.!?。]+$/;
/** `tel:` is what a client makes of a long number. */
const FLOW_ID_LABEL = /^(flow[_-]?id[=:]|tel:)/i;
const SPACE_LABEL = /^space:/i;
/** A command is a line, not a document: what lies behind is not read. 20 IDs of 64 characters fit. */
const MAX_CHARACTERS = 2000;

function unwrap(word: string): string {
  return word.replace(WRAPPING_START, '').replace(WRAPPING_END, '');
}

/** Words without what came along with them: `<"17b6…",>` is `17b6…`, and so are `FlowId: 17b6…` and a link to the flow. */
export function cleanWords(text: string): string[] {
  return (
    withoutLinksAndLabels(plainCharacters(startOfText(text, MAX_CHARACTERS)))
      // A label belongs to what follows it, also where a blank stands between them.
      .replace(/(["'`]?\b(?:flow[_-]?id|space)\b["'`]?)\s*([=:])\s*/gi, '$1$2')
      .split(/[\s,、;|]+/)
      .map(unwrap)
      .filter((word) => /[^-=:#&+]/.test(word))
  );
}

/** A word as the table of commands has it, however it was spelled: `only-me` for `--only-me` and `Only_Me`. */
export const normalWord = (word: string): string => word.toLowerCase().replaceAll('_', '-').replace(/^-+/, '');

const withoutQuotes = (word: string) => word.replace(/["'`]/g, '');
const unlabelled = (word: string, label: RegExp) => unwrap(withoutQuotes(word).replace(label, ''));

export const isSpaceWord = (word: string): boolean => SPACE_LABEL.test(withoutQuotes(word));

/** A word as a flow's ID may have been meant, as `#17b6….json`; empty for a label alone. */
export function asFlowId(word: string): string {
  const given = unlabelled(word, FLOW_ID_LABEL).replace(/(?<!:):+$/, '');
  const bare = given.replace(/^#(?=\d)/, '').replace(/\.json$/i, '');
  if (bare !== given) return isFlowId(idOf(bare)) ? idOf(bare) : given;
  return given;
}

/** The one space that the words name, or none. */
export function readSpace(words: readonly string[]): Result<SpaceArgument, CommandProblem> {
  // A copied link names its space twice, in its address and in its label.
  const [given, ...others] = new Set(words.filter(isSpaceWord).map((word) => unlabelled(word, SPACE_LABEL)));
  if (given === undefined) return { ok: true, value: { space: undefined } };
  if (others.length > 0) return { ok: false, error: { kind: 'several-spaces' } };
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

/** The words besides those that say where the files go. */
export const withoutDestination = (words: readonly string[]): string[] =>
  words.filter((word) => destinationOf(word) === undefined);

/** The words that may be flow IDs, each once: the same ID twice is what a copied link holds, its address and its label. */
const flowWords = (words: readonly string[]): string[] =>
  [...new Set(words.filter((word) => !isSpaceWord(word)).map(asFlowId))].filter(Boolean);

const DISPLAYS: ReadonlyMap<string, Exclude<Display, 'both'>> = new Map([
  ['picture', 'picture'],
  ['pictures', 'picture'],
  ['json', 'json'],
]);

const displayOf = (word: string) => DISPLAYS.get(normalWord(word));

/**
 * Words apart from those that say what is shared: of a name only those at its end are, since a flow may be called
 * "Picture upload".
 */
function withoutDisplay(words: readonly string[]): { rest: string[]; display: Display | undefined } {
  const isName = !words.some((word) => displayOf(word) === undefined && isFlowId(asFlowId(word)));
  const lastOther = words.findLastIndex((word) => displayOf(word) === undefined);
  const isMeant = (word: string, index: number) => displayOf(word) !== undefined && (!isName || index > lastOther);
  const said = new Set(words.filter(isMeant).map(displayOf));
  const [only] = said;
  return {
    rest: words.filter((word, index) => !isMeant(word, index)),
    display: said.size > 1 ? 'both' : only,
  };
}

const ofFlows = (words: readonly string[]) => withoutDestination(words).filter((word) => !isSpaceWord(word));

/** As `flowWords`, where words may also say where the files go, and which. */
export const flowWordsOfRequest = (words: readonly string[]): string[] =>
  flowWords(withoutDisplay(ofFlows(words)).rest);

/** What of the flows is shared. Undefined: as the settings say. */
export const readDisplay = (words: readonly string[]): Display | undefined => withoutDisplay(ofFlows(words)).display;

/** What names flows: their IDs, or words of a name. */
export type NamedFlows = { flowIds: string[] } | { name: string };

/** @param given as `flowWords` gives them, at least one. */
export function readNamedFlows(given: readonly string[]): Result<NamedFlows, CommandProblem> {
  const tooLong = given.find((word) => word.length > MAX_FLOW_ID_LENGTH);
  if (tooLong !== undefined) return { ok: false, error: { kind: 'flow-id-too-long', given: tooLong } };
  if (!given.some(isFlowId)) return { ok: true, value: { name: given.join(' ') } };
  const other = given.find((word) => !isFlowId(word));
  return other === undefined
    ? { ok: true, value: { flowIds: [...given] } }
    : { ok: false, error: { kind: 'unexpected-word', given: other } };
}

/** Exactly one flow, and its space where one is named. */
export function readFlow(words: readonly string[]): Result<FlowArgument, CommandProblem> {
  const space = readSpace(words);
  if (!space.ok) return space;
  const given = flowWords(words);
  if (given.length === 0) return { ok: false, error: { kind: 'no-flow-id' } };
  const named = readNamedFlows(given);
  if (!named.ok) return named;
  if ('name' in named.value) return { ok: true, value: { name: named.value.name, ...space.value } };
  const [flowId = '', ...others] = named.value.flowIds;
  return others.length > 0
    ? { ok: false, error: { kind: 'one-flow-only' } }
    : { ok: true, value: { flowId, ...space.value } };
}
