import LineBreaker from 'linebreak';

const THAI = /[\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f]/;
const words = new Intl.Segmenter('th', { granularity: 'word' });
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a person takes for one character: an emoji with its joiners, a letter with its marks. */
export const graphemesOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/**
 * Where a line may end in a text without line ends, after each piece (Unicode Annex 14). Thai, Lao, Khmer and Burmese,
 * which are written without spaces, by their words.
 */
export function piecesOf(text: string): string[] {
  const breaker = new LineBreaker(text);
  const pieces: string[] = [];
  let start = 0;
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    const piece = text.slice(start, next.position);
    start = next.position;
    if (THAI.test(piece)) pieces.push(...[...words.segment(piece)].map(({ segment }) => segment));
    else if (piece !== '') pieces.push(piece);
  }
  return pieces;
}
