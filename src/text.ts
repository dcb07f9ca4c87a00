/** Made when it is first needed: it takes some 15 ms. */
let graphemes: Intl.Segmenter | undefined;

/** Units that are looked at on either side of a cut. A family of emoji with skin tones has 25; what has more is no character. */
const LOOKED_AT = 128;

/** From here on no unit joins what stands before it, or takes what comes after it along. */
const isPlain = (unit: number) => unit >= 0x20 && unit < 0x7f;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
/** The second unit of one of the two letters that a flag is made of: their pairs are counted from where they begin. */
const isHalfFlag = (text: string, at: number) =>
  text.charCodeAt(at) === 0xd83c && text.charCodeAt(at + 1) >= 0xdde6 && text.charCodeAt(at + 1) <= 0xddff;

/** The last place up to `most` that is between two characters as a reader counts them; looks at no more than it has to. */
export function endOfCharacter(text: string, most: number): number {
  if (isPlain(text.charCodeAt(most - 1)) && isPlain(text.charCodeAt(most))) return most;
  let from = Math.max(0, most - LOOKED_AT);
  if (isLow(text.charCodeAt(from))) from -= 1;
  while (from >= 2 && isHalfFlag(text, from - 2)) from -= 2;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const piece = graphemes.segment(text.slice(from, most + LOOKED_AT)).containing(most - from);
  if (piece !== undefined && piece.index > 0) return from + piece.index;
  if (piece !== undefined && from === 0 && piece.segment.length <= LOOKED_AT) return 0;
  return isLow(text.charCodeAt(most)) ? most - 1 : most;
}

/** The first `length` UTF-16 units of a text, or as many as end with a whole character. */
export const startOfText = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, endOfCharacter(text, length));

/** The whole character that a text begins with; empty where there is none. */
export function firstCharacter(text: string): string {
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return graphemes.segment(startOfText(text, LOOKED_AT)).containing(0)?.segment ?? '';
}

/**
 * Shortens a text to `length` UTF-16 units, as Slack counts, with a mark where something was cut. Never within a character:
 * half an emoji would be another one, or a sign that something is broken. The time does not grow with what is cut off.
 */
export const cutText = (text: string, length: number): string =>
  text.length <= length ? text : `${startOfText(text, length - 1)}…`;
