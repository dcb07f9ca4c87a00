import { normalWord } from '../../payloads/command/words.ts';
import type { Subcommand } from './subcommand.ts';

/** Letters that a typed word may lack, have too many, changed or swapped: one in a short word, two in a long one. */
const allowed = (word: string) => (word.length < 7 ? 1 : 2);
/** Every word of two letters is near to some other. */
const MIN_LENGTH = 3;

/** How many letters are to be added, left out, changed or swapped with their neighbour to make one word of the other. */
function distance(one: string, other: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, next];
  }
  return last[other.length] ?? 0;
}

/** The subcommand that a word is meant for by another name, as `status` for what a fetch shows. */
export const meantBy = (subcommands: readonly Subcommand[], given: string): Subcommand | undefined =>
  subcommands.find(({ near = [] }) => near.includes(normalWord(given)));

/** The subcommand that a mistyped word is nearest to; undefined where it is near to none. */
export function nearestTo(subcommands: readonly Subcommand[], given: string): Subcommand | undefined {
  const typed = normalWord(given);
  const meant = meantBy(subcommands, given);
  if (meant !== undefined || typed.length < MIN_LENGTH || typed.length > 20) return meant;
  const near = subcommands.flatMap((subcommand) =>
    subcommand.words
      .filter((word) => word.length >= MIN_LENGTH)
      .map((word) => ({ subcommand, far: distance(typed, word) }))
      .filter(({ far }) => far <= allowed(typed)),
  );
  return near.toSorted((a, b) => a.far - b.far)[0]?.subcommand;
}
