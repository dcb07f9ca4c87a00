import { isFlowId } from './flow-id.ts';
import { type Candidate, scoreOf, THRESHOLD } from './flow-id-score.ts';
import { messageTexts } from './message-texts.ts';

/** As many as one dialog offers. */
const MOST_IDS = 20;
const MOST_CANDIDATES = 2_000;
/** An explicit label outweighs all rules. */
const LABELLED = 100;

const WORD = '([A-Za-z0-9_-]{6,64})(?![A-Za-z0-9_-])';
const LABEL = new RegExp(
  String.raw`(?:(?<![\w-])flows?[ _-]?ids?|(?<!\S)/flow-json|流程\s{0,3}(?:id|编号)|(?<![\w-])id (?:del flujo|des flows))(?![A-Za-z0-9])` +
    String.raw`["'*_\\\x60”]{0,4}\s{0,3}(?:is|ist|es|was|=|:|：|为|是)?\s{0,3}["'*(\[<\\\x60“]{0,4}${WORD}`,
  'gi',
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

/** Text in lower case with names taken apart (`orderId` is `order id`) and IDs left out, for rules to read. */
function wordsOf(text: string): string {
  return (
    text
      .replace(/(?<![A-Za-z0-9])(?=[A-Za-z]*\d)[A-Za-z0-9]{15,}(?![A-Za-z0-9])/g, '')
      // The name of a thing, as `order-status`, is no label, but `order-id` and `order_status: ` are.
      .replace(/[A-Za-z]+(?:[-_][A-Za-z0-9]+)+(?![A-Za-z0-9_-]|["'`]?\s*[:=])/g, (name) =>
        /[-_](?:ids?|no|nr|num|number|token|key|hash|ts|at|time|json|sum)$/i.test(name) ? name : 'name',
      )
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[-_]/g, ' ')
      .toLowerCase()
  );
}

const SENTENCE_END = /[!?。！？；;\uFFFC]|(?<!\b(?:no|nr|num|id|ref))\.(?=\s)/i;

function textBefore(text: string, at: number): string {
  const lines = text.slice(Math.max(0, at - 800), at).split('\n');
  const own = lines.pop() ?? '';
  if (/[\p{L}]/u.test(wordsOf(own))) return wordsOf(own.split(SENTENCE_END).at(-1) ?? '').slice(-60);
  // A list's heading speaks for each of its lines.
  const headingAt = lines.findLastIndex((line) => /\p{L}/u.test(wordsOf(line)));
  const heading = lines[headingAt] ?? '';
  const isRightAbove = lines.slice(headingAt + 1).every((line) => line.trim() !== '');
  const isHeading = /[:：][\s*_`]*$/.test(heading) || (heading.length <= 40 && isRightAbove);
  return isHeading ? wordsOf(heading).slice(-60) : '';
}

function textAfter(text: string, at: number): string {
  const line = text.slice(at, at + 120).split('\n')[0] ?? '';
  return wordsOf(line.split(SENTENCE_END)[0] ?? '').slice(0, 60);
}

function candidateAt(text: string, id: string, at: number): Candidate {
  const end = at + id.length;
  return {
    id,
    before: textBefore(text, at),
    after: textAfter(text, end),
    touchingBefore: text.slice(Math.max(0, at - 12), at),
    touchingAfter: text.slice(end, end + 12),
  };
}

function labelledIn(text: string, pattern: RegExp, offset: number): Mention[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const id = match[1] ?? '';
    const at = offset + match.index + match[0].length - id.length;
    return isFlowId(id) ? [{ id, at, score: LABELLED }] : [];
  });
}

function mentionsIn(text: string): Mention[] {
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
  const shaped = [...outside.matchAll(SHAPE)]
    .slice(0, MOST_CANDIDATES)
    .map((match) => ({ id: match[0], at: match.index, score: scoreOf(candidateAt(text, match[0], match.index)) }));
  return [...labelledIn(outside, LABEL, 0), ...inAddresses, ...shaped].sort((a, b) => a.at - b.at);
}

/** The mention that says most decides: a bare repetition in a fallback neither adds nor takes. */
const saysMore = (a: number, b: number) => (Math.abs(a - THRESHOLD) >= Math.abs(b - THRESHOLD) ? a : b);

/** The flow IDs in a message, in the order of their first mention, each once; the likeliest 20 at the most, still in order. */
export function findFlowIds(message: unknown): string[] {
  const scores = new Map<string, number>();
  for (const { id, score } of messageTexts(message).flatMap((text) =>
    mentionsIn(text.replace(/[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g, '')),
  )) {
    const known = scores.get(id);
    scores.set(id, known === undefined ? score : saysMore(known, score));
  }
  const offered = [...scores].filter(([, score]) => score >= THRESHOLD);
  const likeliest = new Set(offered.toSorted(([, a], [, b]) => b - a).slice(0, MOST_IDS));
  return offered.filter((entry) => likeliest.has(entry)).map(([id]) => id);
}
