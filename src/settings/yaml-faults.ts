import type { z } from 'zod';
import { type Path, type PlaceOf, placeText } from './yaml-file.ts';

/** What is wrong at one place of a file, in words that follow what the place is called, and repeat no value of it that may be a secret. */
export interface Fault {
  path: Path;
  /** As `must be a name`. */
  what: string;
  /** The key itself is meant, and not what it holds. */
  isKey?: boolean;
}

/** `['accounts', 0, 'name']` is `accounts[0].name`. */
function pathText(path: Path): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return parts.join('').replace(/^\./, '');
}

/** Every fault that a schema finds. */
export const faultsOf = ({ issues }: z.ZodError): Fault[] =>
  issues.flatMap((issue): Fault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, what: issue.message }];
    return issue.keys.map((key) => ({ path: [...issue.path, key], what: 'is not known here', isKey: true }));
  });

/** As `line 3, column 5: rules[0].who must be a list`, in the order in which they stand in the file. */
export function faultTexts(faults: readonly Fault[], placeOf: PlaceOf): string[] {
  const placed = faults.map(({ path, what, isKey }) => ({
    place: placeOf(path, isKey),
    text: `${pathText(path) || 'the file'} ${what}`,
  }));
  return placed
    .toSorted(
      ({ place: one }, { place: other }) =>
        (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0),
    )
    .map(({ place, text }) => (place === undefined ? text : `${placeText(place)}: ${text}`));
}
