/** Characters of a text that are compared. */
const COMPARED = 200;

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  const lower = text.slice(0, COMPARED).toLowerCase();
  for (let index = 0; index + 1 < lower.length; index += 1) {
    const pair = lower.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Dice's measure over pairs of letters: 1 for the same text, 0 for nothing in common. */
export function likeness(one: string, other: string): number {
  const [left, right] = [pairsOf(one), pairsOf(other)];
  let shared = 0;
  let total = 0;
  for (const [pair, count] of left) {
    shared += Math.min(count, right.get(pair) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}
