import { isLongNumber, type Json, type JsonObject, longNumberText } from './json-value.ts';

/** Takes a text piece by piece, in order. */
type Take = (piece: string) => void;

function write(value: Json, keysOf: (object: JsonObject) => string[], take: Take): void {
  if (isLongNumber(value)) take(longNumberText(value));
  else if (Array.isArray(value)) {
    take('[');
    for (const [index, item] of value.entries()) {
      if (index > 0) take(',');
      write(item, keysOf, take);
    }
    take(']');
  } else if (typeof value !== 'object' || value === null) take(JSON.stringify(value));
  else {
    take('{');
    for (const [index, key] of keysOf(value).entries()) {
      take(`${index > 0 ? ',' : ''}${JSON.stringify(key)}:`);
      write(value[key] ?? null, keysOf, take);
    }
    take('}');
  }
}

const sortedKeys = (object: JsonObject) => Object.keys(object).sort();

function textOf(value: Json, keysOf: (object: JsonObject) => string[]): string {
  let text = '';
  write(value, keysOf, (piece) => {
    text += piece;
  });
  return text;
}

/** A value as JSON without white space, with every digit of its numbers. */
export const writeJson = (value: Json): string => textOf(value, Object.keys);

/** One text for all JSON values that mean the same: without white space, keys in order, `1.0` as `1`. */
export const canonicalJson = (value: Json): string => textOf(value, sortedKeys);

/** As `canonicalJson`, piece by piece: of a big file the whole is never in memory. */
export const writeCanonicalJson = (value: Json, take: Take): void => write(value, sortedKeys, take);
