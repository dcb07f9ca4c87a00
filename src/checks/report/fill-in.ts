import { cutText } from '../../text.ts';

/** A name or value is shown up to here: a message is read, not scrolled. */
const MAX_CHARACTERS = 160;

/** Marks that turn the writing direction, spaces of no width, control characters: in a message they would mislead. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what it is for
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;

const codePoint = (character: string) =>
  `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;

const withoutInvisible = (text: string): string => text.replace(INVISIBLE, codePoint);

/** A text of a flow as it may stand in a message: nothing invisible, not endless. */
export function showable(text: string): string {
  return withoutInvisible(cutText(text, MAX_CHARACTERS));
}

/** Facts of our own making, told whole. */
const WHOLE: readonly string[] = ['stricter', 'allowed', 'lines', 'path'];

/** Puts the facts into a text, each in place of its `{name}`. What is no fact stays as it is. */
export const fillIn = (text: string, facts: ReadonlyMap<string, string | undefined>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!facts.has(name)) return whole;
    const fact = facts.get(name) ?? '';
    return WHOLE.includes(name) ? withoutInvisible(fact) : showable(fact);
  });
