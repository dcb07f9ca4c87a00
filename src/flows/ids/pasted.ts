import { isFlowId } from './flow-id.ts';

/**
 * What people paste along with a flow's ID, and what their keyboards make of it: known here alone, for the command, the
 * modal and the finder.
 */

/** Zero-width characters, joiners, byte order marks: come along with a copied text, and nobody sees them. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;

/**
 * A text with plain characters: full-width ones, as an input method for Chinese gives them, dashes and quotes as macOS
 * makes them of `--` and `"`.
 */
export const plainCharacters = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[“”„‟«»「」『』]/g, '"')
    .replace(/[‘’‚‛‹›]/g, "'");

/** An ID as CAMS gives it, and hardly anything else: 15 to 18 digits, or 32 hexadecimal characters of both kinds. */
const SURE_ID = /^(?:\d{15,18}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{32})$/i;
export const isSureFlowId = (text: string): boolean => SURE_ID.test(text);

const WORD = '([A-Za-z0-9][A-Za-z0-9_-]{5,63})(?![A-Za-z0-9_-])';
/** Says that a flow's ID follows, whatever it looks like. */
const LABEL_OF_ID = String.raw`(?<![\w-])flow[ _-]?ids?(?![A-Za-z0-9])|(?<![\w-])flow["']?\s?[:=]\s?\{\s?["']?id|(?<![\w-])(?:id|identifiant|identificador) (?:of the |del? |du |des |do )(?:flow|flujo|fluxo)(?![A-Za-z])|(?<![\w/.-])/flow-json(?![A-Za-z0-9])|流程\s?(?:id|编号)`;
/** Says so of what looks like one: the word for a flow in the languages of the teams that ask. */
const LABEL = String.raw`(?<![\w-])(?:flows?|flujos?|fluxos?|flusso|flussi)(?![A-Za-z0-9])|流程`;
const BETWEEN = String.raw`["'*_)\]\x60]{0,4}\s{0,3}(?:(?:is|are|es|est|ist|was)(?=\s)|=>|->|[:=#→是为_-])?\s{0,3}["'*_(\[<\x60#]{0,4}`;
const LABELLED = new RegExp(`(?:(${LABEL_OF_ID})|${LABEL})${BETWEEN}${WORD}`, 'gi');

/** The ID that a word is meant as: without the end of italics, or what was put behind it, as `-v2` and `.json`. */
export function idOf(word: string): string {
  const end = word.search(/[-_]/);
  if (end < 0) return word.replace(/\.json$/i, '');
  const first = word.slice(0, end);
  if (isSureFlowId(first)) return first;
  return word.replace(/\.json$/i, '').replace(/^[-_]{1,64}|[-_]{1,64}$/g, '');
}

/** An ID with the place where it stands. */
export interface LabelledId {
  id: string;
  at: number;
}

/** The IDs that stand behind a label. @param text of plain characters. */
export function labelledIds(text: string): LabelledId[] {
  return [...text.matchAll(LABELLED)].flatMap((match) => {
    const [all, saysId, word = ''] = match;
    const id = idOf(word);
    const isMeant = saysId === undefined ? isSureFlowId(id) : isFlowId(id);
    return isMeant ? [{ id, at: match.index + all.length - word.length }] : [];
  });
}

/** The flow that an address leads to. */
export interface FlowLink {
  flowId: string;
  /** Absent: the address names no space. */
  custSpaceId: string | undefined;
}

/** Addresses, also without their protocol where it is Meta's. */
export const ADDRESS = /(?:\bhttps?:\/\/|\b(?:business|www)\.facebook\.com\/)[^\s<>"'`|\uFFFC]+/gi;
const FLOW_IN_QUERY = /[?&#;]flow_?id=([A-Za-z0-9_-]{6,64})(?![\w-])/i;
const FLOW_IN_PATH = /\/(?:wa\/manage\/flows\/([A-Za-z0-9_-]{6,64})|flows?\/(\d{15,18}|[0-9a-f]{32}))(?![\w-])/i;
const SPACE_IN_QUERY = /[?&#;]cust_?space_?id=([A-Za-z0-9_-]{1,64})(?![\w-])/i;

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** What an address of Meta's Flow Manager (`…/wa/manage/flows/<ID>`) or of the console (`?flowId=<ID>`) leads to. */
export function flowLinkOf(address: string): FlowLink | undefined {
  const text = decoded(address.replaceAll('&amp;', '&'));
  const inPath = FLOW_IN_PATH.exec(text);
  const flowId = FLOW_IN_QUERY.exec(text)?.[1] ?? inPath?.[1] ?? inPath?.[2];
  return flowId !== undefined && isFlowId(flowId) ? { flowId, custSpaceId: SPACE_IN_QUERY.exec(text)?.[1] } : undefined;
}

/** `<address|label>`, as Slack hands on a link. */
const SLACK_LINK = /<((?:https?:\/\/)[^\s<>|]{1,4000})(?:\|[^<>\n]{0,1000})?>/gi;

/**
 * What was typed or pasted, with each link to a flow as `<ID> space:<SPACE>` and without the labels before IDs.
 *
 * @param text of plain characters.
 */
export function withoutLinksAndLabels(text: string): string {
  const asWords = (address: string): string | undefined => {
    const link = flowLinkOf(address);
    if (link === undefined) return undefined;
    return ` ${link.flowId} ${link.custSpaceId === undefined ? '' : `space:${link.custSpaceId} `}`;
  };
  const unlinked = text
    .replace(SLACK_LINK, (all: string, address: string) => asWords(address) ?? all)
    .replace(ADDRESS, (address) => asWords(address) ?? address);
  return unlinked.replace(LABELLED, (all: string, saysId: string | undefined, word: string) => {
    const id = idOf(word);
    return (saysId === undefined ? isSureFlowId(id) : isFlowId(id)) ? ` ${id} ` : all;
  });
}
