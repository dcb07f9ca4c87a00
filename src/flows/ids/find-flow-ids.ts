import { isFlowId } from './flow-id.ts';
import { type Candidate, scoreOf, THRESHOLD } from './flow-id-score.ts';
import { LONG_VALUE, SHORT_VALUE, speaksOfFlow } from './label-words.ts';
import { type Cell, cellsIn, FLOW_ID_HEADER } from './table-columns.ts';

/** As many as one dialog offers. */
const MAX_IDS = 20;
/** Mentions that are judged in one message: each costs a third of a millisecond, in which nobody else is served. */
const MAX_CANDIDATES = 100;
/** Mentions of one ID that are judged: one that is repeated for ever leaves room for the others. */
const MAX_MENTIONS = 3;
/** An explicit label outweighs all rules. */
const LABELLED = 100;

const WORD = '([A-Za-z0-9][A-Za-z0-9_-]{5,63})(?![A-Za-z0-9_-])';
const LABEL = new RegExp(
  String.raw`(?:(?<![\w-])flows?[ _-]?ids?|(?<![\w/.-])/flow-json|流程\s{0,3}(?:id|编号)|(?<![\w-])(?:id|identifiant|identificador) (?:of the|del?|du|des|do|della?) (?:flows?|flujos?|fluxos?))(?![A-Za-z0-9])` +
    String.raw`["'*_\\\x60”」』】]{0,4}\s{0,3}(?:is|ist|es|est|are|was|=>|->|=|:|：|为|是|→|#|[-_])?\s{0,3}["'*(\[<\\\x60“「『【（]{0,4}${WORD}`,
  'gi',
);
/** What may follow a label's first ID where the label speaks of several. */
const SEVERAL = /^(?:flows?[ _-]?ids|\/flow-json)/i;
const NEXT_WORD = new RegExp(
  String.raw`["'\x60*]{0,3}(?:\s{0,2}[,;、/&+]\s{0,2}|\s{1,2})(?:(?:and|und|y|et|e)\s)?["'\x60*]{0,3}${WORD}`,
  'iy',
);
const URL_TEXT = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s<>"'`|\uFFFC]+/gi;
const QUERY_LABEL = new RegExp(`(?:[?&#;]|%26|%3F)flow_?id(?:=|%3D)${WORD}`, 'gi');
const PATH_LABEL = new RegExp(String.raw`/flows/${WORD}(?=[/?#)\],;!]|\.json|\.?$)`, 'gi');
const SHAPE = /(?<![A-Za-z0-9])(?:\d{15,18}|(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{32})(?![A-Za-z0-9])/gi;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Mention {
  id: string;
  at: number;
  score: number;
}

/** Text with names taken apart (`orderId` is `order Id`) and numbers as {@link LONG_VALUE} or {@link SHORT_VALUE}. */
function wordsOf(text: string): string {
  return (
    text
      .replace(/(?<![A-Za-z0-9])(?=[A-Za-z]*\d)[A-Za-z0-9]{15,}(?![A-Za-z0-9])/g, LONG_VALUE)
      // Dates, times, shares and versions have no labels: an order's day does not take its label away.
      .replace(/(?<![\p{L}\d+])\d{1,4}(?:[./:]\d{1,4}){1,3}\.?(?!\d)|(?<!\d)\d{4}-\d\d-\d\d(?!\d)|\d{1,3}\s?%/gu, '')
      .replace(
        /\+\d[\d ()/-]{6,24}\d|(?<![\p{L}\d])[A-Z]{1,6}-\d{3,14}(?!\d)|(?<![\p{L}\d])(?!20\d\d(?!\d))\d{3,14}(?![\p{L}\d])/gu,
        SHORT_VALUE,
      )
      .replace(/(?<![\w-])[\w-]{1,64}\.(?!n[ro]\b)[a-z]{2,4}(?![\w.])/g, 'name')
      // The name of a thing, as `order-status`, is no label, but `order-id` and `order_status: ` are.
      .replace(/[A-Za-z]+(?:[-_][A-Za-z0-9]+)+(?![A-Za-z0-9_-]|["'`]?\s*[:=])/g, (name) =>
        /[-_](?:ids?|no|nr|num|number|nummer|code|ref|token|key|hash|ts|at|time|json|sum)$/i.test(name) ? name : 'name',
      )
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[-_]/g, ' ')
  );
}

const SENTENCE_END =
  /[!?。！？；;\uFFFC]|(?<!(?<!\p{L})(?:no|num|id|ref|n|nro|n[úu]m|r[ée]f|rif|t[ée]l|kd|best|ord)|nr)\.(?=\s)/iu;

function textBefore(text: string, at: number): string {
  const lines = text.slice(Math.max(0, at - 800), at).split('\n');
  const own = lines.pop() ?? '';
  if (/[\p{L}]/u.test(wordsOf(own))) return wordsOf(own.split(SENTENCE_END).at(-1) ?? '').slice(-120);
  // A list's heading speaks for each of its lines.
  const headingAt = lines.findLastIndex((line) => /\p{L}/u.test(wordsOf(line)));
  const heading = lines[headingAt] ?? '';
  const isRightAbove = lines.slice(headingAt + 1).every((line) => line.trim() !== '');
  const isHeading = /[:：][\s*_`]*$/.test(heading) || (heading.length <= 40 && isRightAbove);
  return isHeading ? `${wordsOf(heading).slice(-120)}: ` : '';
}

function textAfter(text: string, at: number): string {
  const line = text.slice(at, at + 120).split('\n')[0] ?? '';
  return wordsOf(line.split(SENTENCE_END)[0] ?? '').slice(0, 60);
}

/** `"key": "`, `key=`, `some_key: ` or `someKey: ` right before a value. */
const KEY_BEFORE =
  /(?:["'`]([\w.-]{1,40})["'`]\s?:\s?|(?<![\w.-])([\w.-]{1,40})=|(?<![\w.-])([a-z0-9]{1,20}(?:_[a-z0-9]{1,20}){1,4}|[a-z]{1,20}[A-Z]\w{0,20}):\s?)["'`]?$/;
const FLOW_ID_KEY = /(?<![\w-])(?:flow_?id["']?\s?[:=]|["']?flow["']?\s?[:=]\s?\{\s?["']?id["']?\s?[:=])/i;
const FLOW_OBJECT = /flows?["']?\s?[:=]\s?[[{]/i;
const WEBHOOK_KEYS = /["'](?:object|entry|changes|metadata|messaging_product|statuses|wa_id)["']\s?:/g;

const keyBefore = (text: string, at: number) => {
  const match = KEY_BEFORE.exec(text.slice(Math.max(0, at - 48), at));
  return match?.[1] ?? match?.[2] ?? match?.[3];
};

function isBesideFlowIdKey(text: string, at: number, key: string | undefined): boolean {
  if (key === undefined || /flow/i.test(key)) return false;
  // `{"flows": [{"id": …`.
  if (/^id$/i.test(key) && FLOW_OBJECT.test(text.slice(Math.max(0, at - 300), at))) return false;
  return FLOW_ID_KEY.test(text.slice(Math.max(0, at - 300), at + 300));
}

function isInWebhook(text: string, at: number, key: string | undefined): boolean {
  if (key === undefined || /flow/i.test(key) || FLOW_OBJECT.test(text.slice(Math.max(0, at - 40), at))) return false;
  const keys = text.slice(Math.max(0, at - 600), at + 300).match(WEBHOOK_KEYS) ?? [];
  return new Set(keys).size >= 2;
}

/** The lines above, of and below a place; of each what is near it. */
function linesAround(text: string, at: number, end: number) {
  const above = text.slice(Math.max(0, at - 420), at).split('\n');
  const below = text.slice(end, end + 270).split('\n');
  const own = `${above.at(-1)?.slice(-150) ?? ''} ${LONG_VALUE} ${below[0]?.slice(0, 150) ?? ''}`;
  const neighbours = [above.at(-2)?.slice(-120) ?? '', below[1]?.slice(0, 120) ?? ''];
  return { line: wordsOf(own), neighbours: neighbours.map(wordsOf) };
}

function candidateAt(text: string, id: string, at: number, cell: Cell | undefined, isFlowSpokenOf: boolean): Candidate {
  const end = at + id.length;
  const from = cell?.at ?? 0;
  const to = cell === undefined ? text.length : cell.at + cell.text.length;
  const own = cell === undefined ? '' : wordsOf(text.slice(from, at));
  const header = cell === undefined ? '' : `${wordsOf(cell.header)}: `;
  const key = keyBefore(text, at);
  return {
    id,
    before: cell === undefined || /\p{L}/u.test(own) ? textBefore(text, at) : header,
    after: textAfter(text.slice(0, to), end),
    touchingBefore: text.slice(Math.max(from, at - 24), at),
    touchingAfter: text.slice(end, Math.min(to, end + 24)),
    isBesideFlowId: cell?.isBesideFlowId === true || isBesideFlowIdKey(text, at, key),
    key,
    isInWebhook: isInWebhook(text, at, key),
    linesAround: () => linesAround(text, at, end),
    isFlowSpokenOf,
  };
}

/** Without what is glued to it: the end of italics, or a copy's number behind an ID of digits. */
const ownPart = (word: string) => word.replace(/^(\d{15,18}|[0-9a-f]{32})[-_].*$/i, '$1').replace(/[-_]+$/, '');

function labelledIn(text: string, pattern: RegExp, offset: number): Mention[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const words = [{ word: match[1] ?? '', end: match.index + match[0].length }];
    NEXT_WORD.lastIndex = match.index + match[0].length;
    while (SEVERAL.test(match[0]) && words.length < MAX_IDS) {
      const next = NEXT_WORD.exec(text);
      if (next === null || !isFlowId(next[1] ?? '')) break;
      words.push({ word: next[1] ?? '', end: NEXT_WORD.lastIndex });
    }
    return words.flatMap(({ word, end }) => {
      const id = ownPart(word);
      return isFlowId(id) ? [{ id, at: offset + end - word.length, score: LABELLED }] : [];
    });
  });
}

function labelledByHeader(cells: readonly Cell[]): Mention[] {
  return cells.flatMap(({ at, text, header }) => {
    const id = text.replace(/^[\s"'`*]+|[\s"'`*]+$/g, '');
    return FLOW_ID_HEADER.test(header) && isFlowId(id) ? [{ id, at, score: LABELLED }] : [];
  });
}

/** Whether one more mention of an ID is judged. */
type MayJudge = (id: string) => boolean;

function createMayJudge(): MayJudge {
  const mentions = new Map<string, number>();
  let judged = 0;
  return (id) => {
    const before = mentions.get(id) ?? 0;
    if (before === MAX_MENTIONS || judged === MAX_CANDIDATES) return false;
    mentions.set(id, before + 1);
    judged += 1;
    return true;
  };
}

function mentionsIn(text: string, isFlowSpokenOf: boolean, mayJudge: MayJudge): Mention[] {
  const addresses = [...text.matchAll(URL_TEXT)];
  const inAddresses = addresses.flatMap((match) => [
    ...labelledIn(match[0], QUERY_LABEL, match.index),
    // Documentation and other tools' flows live below /flows/ too.
    ...(/\/docs\//.test(match[0])
      ? []
      : labelledIn(match[0], PATH_LABEL, match.index).filter(({ id }) => !UUID.test(id))),
  ]);
  // Digits in an address mean what its host makes of them.
  const outside = text.replace(URL_TEXT, (address) => ' '.repeat(address.length));
  const cells = cellsIn(text);
  let nextCell = 0;
  const shaped = [...outside.matchAll(SHAPE)]
    .filter(([id]) => mayJudge(id))
    .map((match) => {
      while ((cells[nextCell + 1]?.at ?? Number.POSITIVE_INFINITY) <= match.index) nextCell += 1;
      const cell = cells[nextCell];
      const isInside = cell !== undefined && cell.at <= match.index && match.index < cell.at + cell.text.length;
      const candidate = candidateAt(text, match[0], match.index, isInside ? cell : undefined, isFlowSpokenOf);
      return { id: match[0], at: match.index, score: scoreOf(candidate) };
    });
  // A header at the end of its row is no label of the next row's first cell.
  const besideFlowIds = new Set(
    cells.filter((cell) => cell.isBesideFlowId).map((cell) => cell.at + cell.text.search(/[\p{L}\d]/u)),
  );
  const labelled = [
    ...labelledIn(outside, LABEL, 0).filter(({ at }) => !besideFlowIds.has(at)),
    ...labelledByHeader(cells),
  ];
  return [...labelled, ...inAddresses, ...shaped].sort((a, b) => a.at - b.at);
}

/** The mention that says most decides: a bare repetition in a fallback neither adds nor takes. */
const saysMore = (a: number, b: number) => (Math.abs(a - THRESHOLD) >= Math.abs(b - THRESHOLD) ? a : b);

/**
 * The flow IDs in a message, in the order of their first mention, each once; the likeliest 20 at the most, still in order.
 *
 * Looks at the first hundred numbers and hashes that no label tells apart.
 *
 * @param messageTexts all that the message says: its text, code, links, tables and names of files.
 */
export function findFlowIds(messageTexts: readonly string[]): string[] {
  const scores = new Map<string, number>();
  const texts = messageTexts.map((text) => text.replace(/[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g, ''));
  const isFlowSpokenOf = texts.some((text) => speaksOfFlow(text));
  const mayJudge = createMayJudge();
  for (const { id, score } of texts.flatMap((text) => mentionsIn(text, isFlowSpokenOf, mayJudge))) {
    const known = scores.get(id);
    scores.set(id, known === undefined ? score : saysMore(known, score));
  }
  const offered = [...scores].filter(([, score]) => score >= THRESHOLD);
  const likeliest = new Set(offered.toSorted(([, a], [, b]) => b - a).slice(0, MAX_IDS));
  return offered.filter((entry) => likeliest.has(entry)).map(([id]) => id);
}
