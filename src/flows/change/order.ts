/**
 * Which members of a list left their place: the fewest that have to move so that the rest are in order.
 *
 * @param positions where each member stood before, in today's order; none twice.
 * @returns indexes into `positions`.
 */
export function movedIndexes(positions: readonly number[]): Set<number> {
  // The longest rising run by patience sorting: tails[n] is where the best run of n + 1 members ends.
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  const positionAt = (index: number | undefined) => (index === undefined ? -1 : (positions[index] ?? -1));
  for (const [index, position] of positions.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (positionAt(tails[middle]) < position) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? undefined : tails[low - 1];
    tails[low] = index;
  }
  const moved = new Set(positions.keys());
  for (let at = tails.at(-1); at !== undefined; at = previous[at]) moved.delete(at);
  return moved;
}

/**
 * Pairs members of two lists that have the same key; of several with one key, the first with the first.
 *
 * @param keyOf undefined: not to be paired.
 */
export function pairByKey<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (member: T) => string | undefined,
): Map<T, T> {
  const waiting = new Map<string, T[]>();
  for (const member of before) {
    const key = keyOf(member);
    if (key === undefined) continue;
    const others = waiting.get(key);
    if (others === undefined) waiting.set(key, [member]);
    else others.push(member);
  }
  for (const others of waiting.values()) others.reverse();
  const pairs = new Map<T, T>();
  for (const member of after) {
    const key = keyOf(member);
    const found = key === undefined ? undefined : waiting.get(key)?.pop();
    if (found !== undefined) pairs.set(member, found);
  }
  return pairs;
}

/** Pairs members whose key is there once in each list. */
export function pairUnique<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (member: T) => string | undefined,
): Map<T, T> {
  const once = (members: readonly T[]): Map<string, T | undefined> => {
    const found = new Map<string, T | undefined>();
    for (const member of members) {
      const key = keyOf(member);
      if (key !== undefined) found.set(key, found.has(key) ? undefined : member);
    }
    return found;
  };
  const old = once(before);
  const pairs = new Map<T, T>();
  for (const [key, member] of once(after)) {
    const match = old.get(key);
    if (member !== undefined && match !== undefined) pairs.set(member, match);
  }
  return pairs;
}

/**
 * Adds to `pairs` the neighbours of those that are paired, and both ends of the lists, as long as the keys agree: of
 * several with one key, those between the same others belong together. (After Heckel, "A technique for isolating
 * differences between files", 1978.)
 */
export function pairNeighbours<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (member: T) => string | undefined,
  pairs: Map<T, T>,
): void {
  const positions = new Map(before.map((member, index) => [member, index]));
  const taken = new Set(pairs.values());
  const walk = (members: readonly T[], first: number, step: 1 | -1) => {
    let next: number | undefined = first;
    for (const member of members) {
      const paired = pairs.get(member);
      if (paired === undefined && next !== undefined) {
        const old = before[next];
        const key = keyOf(member);
        if (old !== undefined && key !== undefined && !taken.has(old) && keyOf(old) === key) {
          pairs.set(member, old);
          taken.add(old);
        }
      }
      const at = positions.get(pairs.get(member) ?? member);
      next = at === undefined ? undefined : at + step;
    }
  };
  walk(after, 0, 1);
  walk(after.toReversed(), before.length - 1, -1);
}

/** Adds to `pairs` what a pairing finds among those that are in none yet. */
export function pairRest<T>(
  before: readonly T[],
  after: readonly T[],
  pairs: Map<T, T>,
  pairing: (before: readonly T[], after: readonly T[]) => ReadonlyMap<T, T>,
): void {
  const kept = new Set(pairs.values());
  const found = pairing(
    before.filter((each) => !kept.has(each)),
    after.filter((each) => !pairs.has(each)),
  );
  for (const [now, old] of found) pairs.set(now, old);
}

/** Pairs members of two lists that have the same key, in such a way that nothing seems moved that stayed between its neighbours. */
export function pairInOrder<T extends object>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (member: T) => string | undefined,
): Map<T, T> {
  const pairs = pairUnique(before, after, keyOf);
  pairNeighbours(before, after, keyOf, pairs);
  pairRest(before, after, pairs, (old, now) => pairByKey(old, now, keyOf));
  return pairs;
}
