import { cutText, endOfCharacter, startOfText } from '../../text.ts';
import type { Json } from '../json/json-value.ts';
import { writeJson } from '../json/write-json.ts';
import { IMAGE_MARK, withoutImages } from './images.ts';

/** Characters of a value that are shown. */
const MAX_SHOWN = 60;
/** Of two values that differ only behind so many characters, what is shown begins near the difference. */
const MAX_SAME = 40;
/** Characters that are shown before the first difference of two long values. */
const BEFORE_DIFFERENCE = 15;

const asText = (value: Json): string => (typeof value === 'string' ? value : writeJson(value));

const onOneLine = (text: string): string => withoutImages(text).toWellFormed().replace(/\s+/g, ' ').trim();

/** A text on one line, of at most `most` characters. */
export function shownText(text: string, most = MAX_SHOWN): string {
  const start = startOfText(text, most * 8);
  const line = onOneLine(start);
  // A long run of blanks is one on the line: what stands behind it may be what was not looked at.
  const isCut = start.length < text.length && !line.endsWith(IMAGE_MARK);
  return cutText(isCut ? `${line}…` : line, most);
}

export const shownValue = (value: Json): string => shownText(asText(value));

const isInPair = (text: string, at: number): boolean => /[\uD800-\uDBFF]/.test(text[at - 1] ?? '');

/** Characters at the beginning that two texts share. */
function sharedStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return isInPair(one, at) ? at - 1 : at;
}

/** Characters at the end that two texts share, behind a shared beginning. */
function sharedEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let count = 0;
  while (count < most && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return isInPair(one, one.length - count) ? count - 1 : count;
}

/** Signs that are not seen by themselves, blanks aside. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/gu;
const BLANK_OR_UNSEEN = /[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;

/** Cyrillic and Greek letters that look like Latin ones, each with the one that it looks like. (Source: UTS #39.) */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [
    'АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS аa еe оo рp сc уy хx іi јj ѕs',
    'ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo',
  ]
    .join(' ')
    .split(' ')
    .map(([letter = '', latin = '']) => [letter, latin]),
);
const LOOKALIKE = new RegExp(`[${[...LOOKALIKES.keys()].join('')}]`, 'gu');

/** What is seen of a text: two texts that share it read the same. */
const skeleton = (text: string): string =>
  text
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
    .replace(LOOKALIKE, (letter) => LOOKALIKES.get(letter) ?? letter);

const NAMED_MARKS: ReadonlyMap<string, string> = new Map([
  [' ', '␣'],
  ['\n', '↵'],
  ['\t', '⇥'],
]);
const markOf = (sign: string): string =>
  NAMED_MARKS.get(sign) ?? `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
const marked = (signs: string): string => Array.from(signs, markOf).join('');

/** What may be unseen in the part of a text that differs: a single blank between two words stays, all else gets a mark. */
function withMarks(text: string, start: number, end: number): string {
  const [before, differing, behind] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const shown = differing
    .replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]+/gu, (signs, at: number) => {
      const isOutside = start + at === 0 || start + at + signs.length === text.length;
      return signs === ' ' && !isOutside ? signs : marked(signs);
    })
    .replace(/\p{M}/gu, markOf)
    .replace(LOOKALIKE, markOf);
  return `${before.replace(/\s+/g, ' ').trimStart()}${shown}${behind.replace(/\s+/g, ' ').trimEnd()}`;
}

/** Two texts that read the same, each with marks where they differ. */
function revealed(before: string, after: string): [string, string] {
  let start = sharedStart(before, after);
  let end = sharedEnd(before, after, start);
  while (start > 0 && BLANK_OR_UNSEEN.test(before[start - 1] ?? '')) start -= 1;
  while (end > 0 && BLANK_OR_UNSEEN.test(before[before.length - end] ?? '')) end -= 1;
  return [withMarks(before, start, before.length - end), withMarks(after, start, after.length - end)];
}

function fromDifference(before: string, after: string): { before: string; after: string } {
  const start = sharedStart(before, after);
  const isFar = Math.max(before.length, after.length) > MAX_SHOWN && start > MAX_SAME;
  const show = (text: string) => {
    if (!isFar) return cutText(text, MAX_SHOWN);
    const from = start - BEFORE_DIFFERENCE;
    return cutText(`…${text.slice(endOfCharacter(text, from))}`, MAX_SHOWN);
  };
  return { before: show(before), after: show(after) };
}

/**
 * Two different values so that the difference is seen: where the beginnings are alike, from the first difference on; where
 * they read the same, with marks for blanks and for signs that are not seen: `␣`, `↵`, `⇥`, `[U+00A0]`.
 */
export function shownPair(before: Json, after: Json): { before: string; after: string } {
  const texts = [asText(before), asText(after)] as const;
  const [one, other] = texts[0] === texts[1] ? ([writeJson(before), writeJson(after)] as const) : texts;
  const [plain, otherPlain] = [onOneLine(one), onOneLine(other)];
  const isSeen = skeleton(plain) !== skeleton(otherPlain);
  return isSeen
    ? fromDifference(plain, otherPlain)
    : fromDifference(...revealed(one.toWellFormed(), other.toWellFormed()));
}
