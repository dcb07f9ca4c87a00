/** Characters of a text that are compared for likeness. */
const COMPARED_TEXT = 200;
/** Comparisons of two lists: beyond it none is made, since their number grows with the square. */
const MAX_COMPARISONS = 2500;

/** How often each part is there: pairs of letters of a text, words of a screen. */
type Parts = ReadonlyMap<string, number>;

/** Each part with how often it is there. */
export function countParts(parts: Iterable<string>): Parts {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
}

/** The pairs of letters of a text, of its first 200 characters. */
export function lettersOf(text: string): Parts {
  const lower = text.slice(0, COMPARED_TEXT).toLowerCase();
  return countParts(Array.from({ length: Math.max(0, lower.length - 1) }, (_, index) => lower.slice(index, index + 2)));
}

/** Dice's measure: 1 for the same parts, 0 for nothing in common. */
function likeness(left: Parts, right: Parts): number {
  let shared = 0;
  let total = 0;
  for (const [part, count] of left) {
    shared += Math.min(count, right.get(part) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}

/** What is compared, and how like two have to be. */
interface Likeness<T> {
  partsOf: (member: T) => Parts;
  /** From which likeness on the two are versions of one; undefined: never. */
  enough: (old: T, now: T) => number | undefined;
}

const NONE: Parts = new Map();

/** Pairs members that are much alike, the most alike first; of several that are so, the nearest. */
export function pairByLikeness<T>(
  before: readonly T[],
  after: readonly T[],
  { partsOf, enough }: Likeness<T>,
): Map<T, T> {
  const pairs = new Map<T, T>();
  if (before.length * after.length > MAX_COMPARISONS) return pairs;
  const parts = new Map([...before, ...after].map((each) => [each, partsOf(each)]));
  const candidates = after
    .flatMap((now, index) => before.map((old, at) => ({ now, old, distance: Math.abs(index - at) })))
    .flatMap(({ now, old, distance }) => {
      const wanted = enough(old, now);
      const like = wanted === undefined ? 0 : likeness(parts.get(old) ?? NONE, parts.get(now) ?? NONE);
      return wanted === undefined || like < wanted ? [] : [{ now, old, distance, like }];
    })
    .sort((one, other) => other.like - one.like || one.distance - other.distance);
  const taken = new Set<T>();
  for (const { now, old } of candidates) {
    if (pairs.has(now) || taken.has(old)) continue;
    pairs.set(now, old);
    taken.add(old);
  }
  return pairs;
}
