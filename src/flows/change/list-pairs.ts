import { lettersOf, pairByLikeness } from '../../likeness.ts';
import { type Json, type JsonObject, ownValue } from '../json/json-value.ts';
import { movedIndexes, pairByKey, pairInOrder, pairRest, pairUnique } from './order.ts';

type Pairs<T> = Map<T, T>;

const idOf = (option: JsonObject): string => `${typeof ownValue(option, 'id')} ${ownValue(option, 'id')}`;

/** Titles are short: two options are versions of one where more of their letters are shared than of two lines. */
const LIKE_ENOUGH_OF_OPTIONS = 0.6;

/** How much would have to be told of options that are paired so. */
function costOf(before: readonly JsonObject[], after: readonly JsonObject[], pairs: Pairs<JsonObject>, title: TitleOf) {
  const positions = new Map(before.map((each, index) => [each, index]));
  const paired = after.flatMap((now): [JsonObject, JsonObject][] => {
    const old = pairs.get(now);
    return old === undefined ? [] : [[old, now]];
  });
  const moved = movedIndexes(paired.map(([old]) => positions.get(old) ?? 0)).size;
  const differing = paired.map(([old, now]) => Number(idOf(old) !== idOf(now)) + Number(title(old) !== title(now)));
  return moved + differing.reduce((sum, each) => sum + each, 0) + before.length + after.length - 2 * paired.length;
}

type TitleOf = (option: JsonObject) => string | undefined;

/**
 * Pairs options: those with the same ID and title, then by one of the two, whichever leaves less to tell. What people read
 * comes first where both do: an ID may be nothing but a number in a row.
 *
 * @param title what is read on an option.
 */
export function pairOptions(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  title: TitleOf,
): Pairs<JsonObject> {
  const both = pairInOrder(before, after, (each) => JSON.stringify([idOf(each), title(each) ?? null]));
  const byTitle: TitleOf = (each) => title(each)?.trim() || undefined;
  const [titleFirst, idFirst] = [
    [byTitle, idOf],
    [idOf, byTitle],
  ].map((keys) => {
    const pairs = new Map(both);
    for (const keyOf of keys) pairRest(before, after, pairs, (old, now) => pairByKey(old, now, keyOf));
    // Both may be other ones, as where all options were numbered anew and a word was mended in one.
    pairRest(before, after, pairs, (old, now) =>
      pairByLikeness(old, now, {
        partsOf: (each) => lettersOf(title(each) ?? ''),
        enough: () => LIKE_ENOUGH_OF_OPTIONS,
      }),
    );
    return pairs;
  });
  if (titleFirst === undefined || idFirst === undefined) return both;
  const cost = (pairs: Pairs<JsonObject>) => costOf(before, after, pairs, title);
  return cost(titleFirst) <= cost(idFirst) ? titleFirst : idFirst;
}

/** An object's own plain values; what it holds deeper is not read, since it may be as long as the file. */
const plainValues = (object: JsonObject): string =>
  JSON.stringify(
    Object.entries(object)
      .filter(([, value]) => typeof value !== 'object')
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

/** Pairs objects without IDs: those with the same plain values, then the rest in their order. */
export function pairObjects(before: readonly JsonObject[], after: readonly JsonObject[]): Pairs<JsonObject> {
  const pairs = pairInOrder(before, after, plainValues);
  pairRest(before, after, pairs, (old, now) => pairByKey(old, now, () => ''));
  return pairs;
}

/** A plain value of a list, an object of its own so that of two equal ones each is known. */
export interface Item {
  value: Json;
  line: number;
}

/** Pairs equal plain values. */
export const pairItems = (before: readonly Item[], after: readonly Item[]): Pairs<Item> =>
  pairInOrder(before, after, ({ value }) => `${typeof value} ${value}`);

/** Whether a list under that key is a text, line by line. */
export const isTextLine = (key: string | undefined): boolean => key === 'text';

/** Two lines are versions of one where half of their pairs of letters are shared. */
const LIKE_ENOUGH = 0.5;
/** A value without blanks is a line of a text from here on; below it, it is a word, a date or an ID. */
const SHORTEST_LINE = 30;

/**
 * Pairs lines of a text that were edited.
 *
 * @param same those that stayed as they were.
 * @param isText whether the lists are known to be a text; else only what looks like a line of one is taken for it.
 */
export function pairLines(
  before: readonly Item[],
  after: readonly Item[],
  same: Pairs<Item>,
  isText: boolean,
): Pairs<Item> {
  const kept = new Set(same.values());
  const isLine = ({ value }: Item) =>
    typeof value === 'string' && (isText || /\S\s+\S/.test(value) || value.length > SHORTEST_LINE);
  const earlier = before.filter((each) => !kept.has(each) && isLine(each));
  const later = after.filter((each) => !same.has(each) && isLine(each));
  const pairs = pairByLikeness(earlier, later, {
    partsOf: ({ value }) => lettersOf(String(value)),
    enough: () => LIKE_ENOUGH,
  });
  if (!isText || earlier.length !== later.length) return pairs;
  // As many lines as before: what stands at the place of a line is what it became.
  const found = new Set(pairs.values());
  const rest = pairUnique(
    earlier.filter((each) => !found.has(each)),
    later.filter((each) => !pairs.has(each)),
    ({ line }) => String(line),
  );
  return new Map([...pairs, ...rest]);
}
