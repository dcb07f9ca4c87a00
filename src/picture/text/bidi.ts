import bidiFactory from 'bidi-js';

// Its types say that the module is the factory's holder; Node.js gives the factory itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** Whether anything in it is written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_STRONG = /\p{L}/u;

export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/** The direction of a paragraph by its first letter, as the Unicode rules P2 and P3 say. */
export function isRightToLeft(text: string): boolean {
  const first = FIRST_STRONG.exec(text)?.[0];
  return first !== undefined && RIGHT_TO_LEFT.test(first);
}

/** A stretch of one style in one direction. */
export interface DirectedRun {
  start: number;
  end: number;
  isRightToLeft: boolean;
}

/**
 * The runs of a line in the order in which they stand from left to right (Unicode rule L2).
 *
 * @param stops where a run ends at the latest, ascending: changes of style
 */
export function visualRuns(line: string, isParagraphRightToLeft: boolean, stops: readonly number[]): DirectedRun[] {
  const { levels } = bidi.getEmbeddingLevels(line, isParagraphRightToLeft ? 'rtl' : 'ltr');
  const ends = new Set([...stops, line.length]);
  const runs: (DirectedRun & { level: number })[] = [];
  let start = 0;
  for (let at = 1; at <= line.length; at += 1) {
    if (!ends.has(at) && levels[at] === levels[start]) continue;
    const level = levels[start] ?? 0;
    runs.push({ start, end: at, level, isRightToLeft: level % 2 === 1 });
    start = at;
  }
  const highest = runs.reduce((most, { level }) => Math.max(most, level), 0);
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < runs.length; from += 1) {
      if ((runs[from]?.level ?? 0) < level) continue;
      let to = from;
      while (to < runs.length && (runs[to]?.level ?? 0) >= level) to += 1;
      runs.splice(from, to - from, ...runs.slice(from, to).reverse());
      from = to;
    }
  }
  return runs;
}
