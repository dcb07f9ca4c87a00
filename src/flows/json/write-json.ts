import { isLongNumber, type Json, type JsonObject, longNumberText } from './json-value.ts';

function write(value: Json, keysOf: (object: JsonObject) => string[]): string {
  if (isLongNumber(value)) return longNumberText(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, keysOf)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = keysOf(value).map((key) => `${JSON.stringify(key)}:${write(value[key] ?? null, keysOf)}`);
  return `{${entries.join(',')}}`;
}

/** A value as JSON without white space, with every digit of its numbers. */
export const writeJson = (value: Json): string => write(value, Object.keys);

/** One text for all JSON values that mean the same: without white space, keys in order, `1.0` as `1`. */
export const canonicalJson = (value: Json): string => write(value, (object) => Object.keys(object).sort());
