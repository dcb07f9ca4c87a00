import { distance } from 'fastest-levenshtein';

/** Names longer than this are not compared: nobody misspells them by hand, and it would take long. */
const MAX_CHARACTERS = 60;
/** So many names are compared; a hostile text may have a million. */
const MAX_NAMES = 500;

/** What two spellings of a name have in common: case, hyphens, underscores and marks nobody sees set aside. */
const core = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Letters that changed places, as in "titel", are one mistake. */
const letters = (name: string) => [...name].sort().join('');

/** Names as long as this are the same thing where one holds the other: "nick" and "nickname". */
const FEWEST_SHARED = 4;

/** The name among `names` that is like `wrong`, or holds it, or is held by it. */
export function nearestOrLonger(wrong: string, names: ReadonlySet<string>): string | undefined {
  const near = nearest(wrong, names);
  if (near !== undefined || wrong.length > MAX_CHARACTERS) return near;
  const wanted = core(wrong);
  let compared = 0;
  for (const name of names) {
    if (++compared > MAX_NAMES) break;
    const candidate = core(name.slice(0, MAX_CHARACTERS));
    const shorter = Math.min(candidate.length, wanted.length);
    if (shorter >= FEWEST_SHARED && (candidate.includes(wanted) || wanted.includes(candidate))) return name;
  }
  return undefined;
}

/** The name among `names` that was probably meant by `wrong`; undefined where none is near. */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  if (wrong.length > MAX_CHARACTERS) return undefined;
  const wanted = core(wrong);
  const wantedLetters = letters(wanted);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  let compared = 0;
  for (const name of names) {
    if (++compared > MAX_NAMES) break;
    if (name.length > MAX_CHARACTERS || name === wrong) continue;
    const candidate = core(name);
    if (candidate === wanted && candidate !== '') return name;
    const isTurned = candidate.length === wanted.length && letters(candidate) === wantedLetters;
    const away = distance(wanted, candidate);
    const most = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
    const isNear = isTurned || (away <= most && away < candidate.length);
    if (isNear && away < bestDistance) {
      best = name;
      bestDistance = away;
    }
  }
  return best;
}
