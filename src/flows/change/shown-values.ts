import { cutText } from '../../text.ts';
import type { Json } from '../json/json-value.ts';
import { writeJson } from '../json/write-json.ts';

/** Characters of a value that are shown. */
const MAX_SHOWN = 60;
/** Characters that are shown before the first difference of two long values. */
const BEFORE_DIFFERENCE = 15;

const asText = (value: Json): string => (typeof value === 'string' ? value : writeJson(value));

/** A text on one line, of at most `most` characters. */
export const shownText = (text: string, most = MAX_SHOWN): string =>
  cutText(
    text
      .slice(0, most * 8)
      .toWellFormed()
      .replace(/\s+/g, ' ')
      .trim(),
    most,
  );

export const shownValue = (value: Json): string => shownText(asText(value));

function fromDifference(before: string, after: string): [string, string] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  if (start <= BEFORE_DIFFERENCE) return [before, after];
  return [`…${before.slice(start - BEFORE_DIFFERENCE)}`, `…${after.slice(start - BEFORE_DIFFERENCE)}`];
}

/** Two different values so that the difference is seen: where the beginnings are alike, from the first difference on. */
export function shownPair(before: Json, after: Json): { before: string; after: string } {
  const plain = { before: shownValue(before), after: shownValue(after) };
  if (plain.before !== plain.after) return plain;
  for (const write of [asText, writeJson]) {
    const [earlier, later] = fromDifference(write(before), write(after)).map((text) => shownText(text));
    if (earlier !== undefined && later !== undefined && earlier !== later) return { before: earlier, after: later };
  }
  return plain;
}
