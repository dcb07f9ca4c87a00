/**
 * Characters of which Slack takes none for the border of a word: beside one of them it shows the asterisks of `*bold*` and
 * the back-ticks of code as they are. Chinese, Japanese and Korean letters and their punctuation, and the quotation marks
 * that Chinese shares with others. Source: seratch/ChatGPT-in-Slack issue 61 and pull request 121.
 */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u2018-\u201F\u2026\u3000-\u303F\uFF00-\uFF60\uFFE0-\uFFE6]/u;

/** U+2009: seen as little as can be, and white space to Slack. */
const THIN_SPACE = '\u2009';

const FENCE = /```[\s\S]*?```/;
const CODE = /`[^`\n]+`/;
/** A link, a mention or a date. */
const ANGLE = /<[^<>\n]*>/;
const BOLD = /\*(?=[^\s*])(?<bold>(?:`[^`\n]+`|<[^<>\n]*>|[^*`<\n])+)(?<=\S)\*/;
const PIECES = new RegExp([FENCE, CODE, ANGLE, BOLD].map(({ source }) => source).join('|'), 'gu');

const isWide = (character: string | undefined) => character !== undefined && WIDE.test(character);
const isLetter = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/**
 * Whether a mark needs something between it and the character outside of it. Where what is inside is wide as well, that
 * goes for every letter: elsewhere who wrote `2*3*4` meant no mark.
 */
const needsSpace = (outside: string | undefined, inside: string | undefined) =>
  isWide(outside) || (isLetter(outside) && isWide(inside));

/** mrkdwn with a thin space wherever a mark would be shown instead of doing what it is for. */
export function setApart(mrkdwn: string): string {
  return mrkdwn.replace(PIECES, (piece: string, ...found: unknown[]) => {
    if (piece.startsWith('<') || piece.startsWith('```')) return piece;
    const { bold } = found.at(-1) as { bold?: string };
    const start = found.at(-3) as number;
    const end = start + piece.length;
    const inside = [...(bold ?? '')];
    const [last] = [...mrkdwn.slice(Math.max(0, start - 2), start)].slice(-1);
    const [next] = [...mrkdwn.slice(end, end + 2)];
    return [
      needsSpace(last, inside.at(0)) ? THIN_SPACE : '',
      bold === undefined ? piece : `*${setApart(bold)}*`,
      needsSpace(next, inside.at(-1)) ? THIN_SPACE : '',
    ].join('');
  });
}
