/**
 * Where a sign that is not seen by itself belongs to one that is: the joiners of emoji and of Arabic and Indic letters, the
 * selector behind a sign that has several looks, the tags of a flag. (Source: UTS #51 for emoji, chapters 9, 12 and 23 of the
 * Unicode Standard for the rest.)
 */
const BELONGING = [
  String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})`,
  String.raw`(?<=[[\p{L}\p{M}]&&[\p{scx=Arab}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mong}]])[\u200C\u200D]`,
  String.raw`(?<=[\p{L}\p{N}\p{P}\p{S}])[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=\u{1F3F4})[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`,
].join('|');

/**
 * Format characters (bidirectional controls, zero-width signs, soft hyphens, fillers), controls, and what breaks a line
 * without being a line break.
 */
const HIDDEN = String.raw`[[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029\uFFF9-\uFFFB\u2800]--[\n\r\t]]`;

const SIGNS = new RegExp(`${BELONGING}|(${HIDDEN})`, 'gv');

const markOf = (sign: string): string =>
  `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * A text with a mark, as `[U+202E]`, in place of each sign that nobody sees: U+202E raw would turn the rest of the line
 * round, and with U+200B two names that differ would read the same.
 */
export const withHiddenShown = (text: string): string =>
  text.replace(SIGNS, (sign: string, hidden: string | undefined) => (hidden === undefined ? sign : markOf(hidden)));
