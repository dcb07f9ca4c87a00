import { isFlowId } from './flow-id.ts';
import { ADDRESS, flowLinkOf, idOf, isSureFlowId, labelledIds, plainCharacters } from './pasted.ts';

/** A word of a message that may be a flow's ID. */
export interface Candidate {
  id: string;
  /** Whether the message itself says that it is a flow: see `findCandidates`. */
  isPointedTo: boolean;
  /** The space that a link names for it. */
  custSpaceId: string | undefined;
}

interface Mention extends Candidate {
  at: number;
}

/** More than any message of people's holds; each costs a look into the catalogue. */
const MAX_CANDIDATES = 1_000;

const RUN = /[A-Za-z0-9_-]{6,}/g;
/** A longer run is no ID, but may hold one between its dashes. */
const MAX_RUN = 100;
/** What may stand between an ID that is pointed to and the next one of the same list. */
const NEXT_IN_LIST =
  /^["'`*)\]]{0,4}(?:\s{0,3}[,;、/&+•·-]|\s{1,3}(?:and|or|vs\.?|und|y|e|et)(?=\s)|\s?[和与]|\s)\s{0,3}(?:(?:and|or|und|y|e|et)\s)?["'`*([]{0,4}$/i;

/** Every ID has one: most words of a long message are passed over by that alone. */
const DIGIT = /\d/;
const DASH = /[-_]/;

/** The words of a text that are well-formed IDs, and those that stand between the dashes of a longer one. */
function wordsIn(text: string): Mention[] {
  const words: Mention[] = [];
  const add = (id: string, at: number) => words.push({ id, at, isPointedTo: false, custSpaceId: undefined });
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (!DIGIT.test(run)) continue;
    const whole = run.length > MAX_RUN ? '' : idOf(run);
    if (isFlowId(whole)) add(whole, index + run.indexOf(whole));
    if (!DASH.test(run)) continue;
    let at = index;
    for (const piece of run.split(DASH)) {
      if (piece !== whole && isSureFlowId(piece)) add(piece, at);
      at += piece.length + 1;
    }
  }
  return words;
}

function linkedIn(text: string): Mention[] {
  return [...text.matchAll(ADDRESS)].flatMap(({ 0: address, index: at }) => {
    const link = flowLinkOf(address);
    return link === undefined ? [] : [{ id: link.flowId, at, isPointedTo: true, custSpaceId: link.custSpaceId }];
  });
}

/** The rest of a list of which one is pointed to: `flows 1706…, 1707… and 1708…`. */
function continued(text: string, mentions: readonly Mention[]): Mention[] {
  let last: Mention | undefined;
  return mentions.map((mention) => {
    const between = last === undefined ? '' : text.slice(last.at + last.id.length, mention.at);
    const isNext =
      last?.isPointedTo === true && between.length <= 24 && isSureFlowId(mention.id) && NEXT_IN_LIST.test(between);
    last = isNext ? { ...mention, isPointedTo: true } : mention;
    return last;
  });
}

function mentionsIn(given: string): Mention[] {
  const text = plainCharacters(given);
  const labelled = labelledIds(text).map((id) => ({ ...id, isPointedTo: true, custSpaceId: undefined }));
  const pointed = new Set(labelled.map(({ id, at }) => `${at} ${id}`));
  const all = wordsIn(text);
  const words = pointed.size === 0 ? all : all.filter(({ id, at }) => !pointed.has(`${at} ${id}`));
  const inText = [...labelled, ...words].sort((a, b) => a.at - b.at);
  return [...continued(text, inText), ...linkedIn(text)].sort((a, b) => a.at - b.at);
}

/**
 * Every word of a message that may be a flow's ID, in the order of their first mention, each once. Which of them are flows,
 * the account's list says. Of those that it lacks, the message itself points to a few, by one of three things:
 *
 * - a label right before the ID: `flow ID`, `flow_id=`, `flow`, `流程`, `/flow-json`, and in JSON `"flowId":`; it holds for
 *   the rest of a list too;
 * - a link of Meta's Flow Manager or of Alibaba Cloud's console;
 * - a label for what has 15 to 18 digits or 32 hexadecimal characters; an ID of another look needs one that says “ID”.
 *
 * @param messageTexts all that the message says: its text, code, links, tables and names of files.
 */
export function findCandidates(messageTexts: readonly string[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { id, isPointedTo, custSpaceId } of messageTexts.flatMap(mentionsIn)) {
    const known = found.get(id);
    if (known === undefined && found.size >= MAX_CANDIDATES) continue;
    found.set(id, {
      id,
      isPointedTo: isPointedTo || known?.isPointedTo === true,
      custSpaceId: known?.custSpaceId ?? custSpaceId,
    });
  }
  return [...found.values()];
}
