/** What a JSON text holds. Plain data, fit for `structuredClone`. */
export type Json = null | boolean | number | LongNumber | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/**
 * A number that a `number` would give back with other digits: `coefficient * 10 ** exponent`, where the coefficient does not end in a
 * zero. So two of them are the same where both parts are. No value of a JSON object is a bigint, which tells the two apart.
 */
export interface LongNumber {
  coefficient: bigint;
  exponent: number;
}

/** Deeper than any flow; what walks through values calls itself once a level. */
export const MAX_LEVELS = 200;
/** Zeros that are written out behind a number's digits, or before them. */
const MAX_ZEROS = 400;

export const isLongNumber = (value: Json | undefined): value is LongNumber =>
  typeof value === 'object' && value !== null && 'coefficient' in value && typeof value.coefficient === 'bigint';

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLongNumber(value);

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

/** Whether two values mean the same: the order of keys doesn't count, that of lists does. */
export function isSameJson(before: Json | undefined, after: Json | undefined): boolean {
  if (before === after) return true;
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length && before.every((item, index) => isSameJson(item, after[index]));
  }
  if (isLongNumber(before) && isLongNumber(after)) {
    return before.coefficient === after.coefficient && before.exponent === after.exponent;
  }
  if (!isObject(before) || !isObject(after)) return false;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length &&
    keys.every((key) => Object.hasOwn(after, key) && isSameJson(before[key], after[key]))
  );
}

interface Decimal {
  isNegative: boolean;
  /** Without zeros at both ends; empty for 0. */
  digits: string;
  exponent: number;
}

/** @param number as JSON writes it. */
function decimalOf(number: string): Decimal | undefined {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = parts;
  const all = whole + fraction;
  let [start, end] = [0, all.length];
  while (all[start] === '0') start += 1;
  while (end > start && all[end - 1] === '0') end -= 1;
  const digits = all.slice(start, end);
  if (digits === '') return { isNegative: false, digits, exponent: 0 };
  return { isNegative: sign === '-', digits, exponent: Number(power) - fraction.length + (all.length - end) };
}

/** @param source how the file writes the number. */
function exactly(value: number, source: string): number | LongNumber {
  const [given, held] = [decimalOf(source), decimalOf(String(value))];
  if (given === undefined) return value;
  // 0 has no sign here: whether -0 was meant, no reader could tell.
  if (held?.digits === given.digits && held.exponent === given.exponent) return value;
  return { coefficient: BigInt(`${given.isNegative ? '-' : ''}${given.digits}`), exponent: given.exponent };
}

/** The digits of a number in full, as `9007199254740993` and `0.12345678901234567`; `1e999` where that had too many zeros. */
export function longNumberText({ coefficient, exponent }: LongNumber): string {
  const digits = String(coefficient < 0n ? -coefficient : coefficient);
  const sign = coefficient < 0n ? '-' : '';
  const before = digits.length + exponent;
  if (exponent >= 0 && exponent <= MAX_ZEROS) return `${sign}${digits}${'0'.repeat(exponent)}`;
  if (exponent < 0 && before > 0) return `${sign}${digits.slice(0, before)}.${digits.slice(before)}`;
  if (exponent < 0 && before >= -MAX_ZEROS) return `${sign}0.${'0'.repeat(-before)}${digits}`;
  return `${sign}${digits}e${exponent}`;
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** The index of the quote that ends the string whose first quote is at `start`; the text's length where it does not end. */
function closingQuote(json: string, start: number): number {
  let end = start;
  for (;;) {
    end = json.indexOf('"', end + 1);
    if (end < 0) return json.length;
    let slashes = end;
    while (json.charCodeAt(slashes - 1) === BACKSLASH) slashes -= 1;
    if ((end - slashes) % 2 === 0) return end;
  }
}

/** Whether brackets are nested deeper than 200 levels. Time linear in the text, and no memory. */
export function isTooDeep(json: string): boolean {
  let level = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(json, at);
    else if (code === 0x7b || code === 0x5b) {
      level += 1;
      if (level > MAX_LEVELS) return true;
    } else if (code === 0x7d || code === 0x5d) level -= 1;
  }
  return false;
}

/** Sixteen digits, or an exponent of three: where a text has neither, a `number` gives every digit back (IEEE 754). */
const MAY_HOLD_LONG_NUMBER = /[\d.]{16}|[eE][+-]?\d{3}/;

/** Whether the digits of a text's numbers are looked at one by one: `JSON.parse` keeps the source of every value until then. */
export const mayHoldLongNumber = (json: string): boolean => MAY_HOLD_LONG_NUMBER.test(json);

/** `JSON.parse` hands on the source of a plain value (ES2025, Node 21 and later). */
const keepLongNumber = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' ? exactly(value, context?.source ?? String(value)) : value;

/**
 * The value of a JSON text, with every digit of its numbers. By `JSON.parse` itself: lossless-json keeps the digits as
 * well, but parses many times as slowly, refuses a key that is repeated, and marks a number by a key that a file may have.
 *
 * @returns undefined for what is no JSON, or is nested deeper than 200 levels.
 */
export function readJson(json: string): Json | undefined {
  if (isTooDeep(json)) return undefined;
  try {
    return (mayHoldLongNumber(json) ? JSON.parse(json, keepLongNumber) : JSON.parse(json)) as Json;
  } catch {
    return undefined;
  }
}
