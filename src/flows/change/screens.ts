import { countParts, pairByLikeness } from '../../likeness.ts';
import { isObject, isSameJson, type Json, type JsonObject, textOf } from '../json/json-value.ts';
import { pairByKey, pairRest } from './order.ts';

/** Two screens are taken for versions of one where half of what is read and asked on them is shared. */
const LIKE_ENOUGH = 0.5;
/** Words of a screen that are compared. */
const MAX_WORDS = 500;

/** What tells one screen from another: all that is read on it, and the names of what is asked. */
const TELLING_KEYS: ReadonlySet<string> = new Set([
  ...['title', 'label', 'text', 'helper-text', 'description', 'alt-text', 'name', 'condition', 'value'],
]);

function wordsOf(screen: JsonObject): string[] {
  const words: string[] = [];
  function collect(value: Json, key: string): void {
    if (words.length >= MAX_WORDS) return;
    if (Array.isArray(value)) for (const each of value) collect(each, key);
    else if (isObject(value)) for (const [inner, each] of Object.entries(value)) collect(each, inner);
    else if (typeof value === 'string' && TELLING_KEYS.has(key)) words.push(`${key} ${value}`);
  }
  collect(screen, '');
  return words;
}

const withoutId = (screen: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(screen).filter(([key]) => key !== 'id'));

/**
 * Each screen of the new version with what it was before: by ID; without one, by title; with another one, by what is on
 * it.
 */
export function pairScreens(before: readonly JsonObject[], after: readonly JsonObject[]): Map<JsonObject, JsonObject> {
  const pairs = pairByKey(before, after, (screen) => textOf(screen, 'id'));
  pairRest(before, after, pairs, (old, now) => {
    const byTitle = pairByKey(old, now, (screen) =>
      JSON.stringify([textOf(screen, 'title') ?? null, textOf(screen, 'id') === undefined]),
    );
    // One that differs in nothing but its ID was given another one, however little is on it.
    const isSame = ([is, was]: [JsonObject, JsonObject]) =>
      textOf(is, 'id') === undefined || isSameJson(withoutId(was), withoutId(is));
    return new Map([...byTitle].filter(isSame));
  });
  pairRest(before, after, pairs, (old, now) =>
    pairByLikeness(old, now, {
      partsOf: (screen) => countParts(wordsOf(screen)),
      enough: () => LIKE_ENOUGH,
    }),
  );
  return pairs;
}
