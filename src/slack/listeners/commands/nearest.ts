import { nearest } from '../../../checks/rules/nearest.ts';
import { normalWord } from '../../payloads/command/words.ts';
import type { Subcommand } from './subcommand.ts';

/** Every word of two letters is near to some other. */
const MIN_LENGTH = 3;

/** The subcommand that a word is meant for by another name, as `status` for what a fetch shows. */
export const meantBy = (subcommands: readonly Subcommand[], given: string): Subcommand | undefined =>
  subcommands.find(({ near = [] }) => near.includes(normalWord(given)));

/** The subcommand that a mistyped word was probably meant for; undefined where it is near to none. */
export function nearestTo(subcommands: readonly Subcommand[], given: string): Subcommand | undefined {
  const typed = normalWord(given);
  const words = subcommands.flatMap((subcommand) => subcommand.words).filter((word) => word.length >= MIN_LENGTH);
  const near = typed.length < MIN_LENGTH ? undefined : nearest(typed, words);
  return (
    meantBy(subcommands, given) ??
    subcommands.find((subcommand) => near !== undefined && subcommand.words.includes(near))
  );
}
