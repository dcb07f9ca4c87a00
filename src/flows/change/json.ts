export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** Deeper than any flow; what compares values calls itself once a level. */
const MAX_LEVELS = 200;
/** Characters of a value that are shown. */
const MAX_SHOWN = 60;
/** Characters that are shown before the first difference of two long values. */
const BEFORE_DIFFERENCE = 15;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key that is the object's own: `__proto__` and `toString` are keys like others. */
export const ownValue = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

export const textOf = (object: JsonObject, key: string): string | undefined => {
  const value = ownValue(object, key);
  return typeof value === 'string' ? value : undefined;
};

export const isObjects = (value: Json | undefined): value is JsonObject[] =>
  Array.isArray(value) && value.every(isObject);

/** The keys of the second, then those that only the first has. */
export const keysOfBoth = (before: JsonObject, after: JsonObject): string[] => [
  ...Object.keys(after),
  ...Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
];

function isTooDeep(json: string): boolean {
  let level = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    if (isInString) {
      if (character === '\\') index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') level += 1;
    else if (character === '}' || character === ']') level -= 1;
    if (level > MAX_LEVELS) return true;
  }
  return false;
}

/** Two long numbers that differ in their last digit only would be one as a `number`. */
const withAllDigits = (_key: string, value: unknown, given?: { source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(given?.source ?? '')
    ? BigInt(given?.source ?? 0)
    : value;

/** The value of a JSON text; undefined for what is none, or is nested deeper than 200 levels. */
export function readJson(json: string): Json | undefined {
  if (isTooDeep(json)) return undefined;
  try {
    return JSON.parse(json, withAllDigits) as Json;
  } catch {
    return undefined;
  }
}

/** Whether two values mean the same: the order of keys doesn't count, that of lists does. */
export function isSameJson(before: Json | undefined, after: Json | undefined): boolean {
  if (before === after) return true;
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((item, index) => isSameJson(item, after[index]));
  }
  if (!isObject(before) || !isObject(after)) return false;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length &&
    keys.every((key) => Object.hasOwn(after, key) && isSameJson(before[key], after[key]))
  );
}

const asJson = (value: Json): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));

const asText = (value: Json): string =>
  typeof value === 'string' || typeof value === 'bigint' ? String(value) : asJson(value);

/** Cuts between characters, never within one that takes two units. */
function cutTo(text: string, most: number): string {
  const characters = [...(text.length > most * 4 ? text.slice(0, most * 4) : text)];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** A text on one line, of at most `most` characters. */
export const shownText = (text: string, most = MAX_SHOWN): string =>
  cutTo(
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
  for (const write of [asText, asJson]) {
    const [earlier, later] = fromDifference(write(before), write(after)).map((text) => shownText(text));
    if (earlier !== undefined && later !== undefined && earlier !== later) return { before: earlier, after: later };
  }
  return plain;
}
