/** Pairs the things of two lists that have a key in common, from a later one to the earlier; each is in one pair at most. */
export function pairBy<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (thing: T) => string | undefined,
): Map<T, T> {
  const byKey = new Map<string, T[]>();
  for (const thing of before) {
    const key = keyOf(thing);
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), thing]);
  }
  const pairs = new Map<T, T>();
  for (const thing of after) {
    const key = keyOf(thing);
    const old = key === undefined ? undefined : byKey.get(key)?.shift();
    if (old !== undefined) pairs.set(thing, old);
  }
  return pairs;
}

/**
 * Which of a row of places have left their order: the fewest, so that the rest ascends.
 *
 * @param places where each stood before, in the order in which they stand now
 */
export function movedPlaces(places: readonly number[]): Set<number> {
  // The longest ascending row, by patience sorting.
  const tails: number[] = [];
  const before = new Array<number>(places.length).fill(-1);
  for (const [index, place] of places.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[tails[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const kept = new Set<number>();
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at);
  return new Set(places.map((_, index) => index).filter((index) => !kept.has(index)));
}
