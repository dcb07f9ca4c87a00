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
