import type { CamsError } from '../../cams/errors.ts';
import type { Space } from '../ids/spaces.ts';
import type { FlowCatalogue } from './flow-catalogue.ts';
import { queryOf, toKeep } from './fold.ts';
import type { CataloguedFlow } from './records.ts';

/** The flows that a name stands for. */
export type NameMatch =
  | { is: 'one'; flow: CataloguedFlow }
  /** `flows` are the best of `total`. */
  | { is: 'several'; flows: CataloguedFlow[]; total: number }
  | { is: 'none' }
  /** The list of the space is not known, so that nothing can be looked up. */
  | { is: 'not-known'; error: CamsError | undefined };

/** Of several, as many as an answer names. */
const MAX_NAMED = 5;

/**
 * What a name, or a part of one, stands for in a space. One flow with it in its name or ID is meant also where others are
 * of such a category.
 *
 * @throws what the catalogue throws.
 */
export async function matchName(
  catalogue: Pick<FlowCatalogue, 'find'>,
  space: Space,
  name: string,
): Promise<NameMatch> {
  const { flows, total, isComplete, error } = await catalogue.find(space, name, { offset: 0, limit: MAX_NAMED });
  const [first] = flows;
  if (first === undefined) return isComplete ? { is: 'none' } : { is: 'not-known', error };
  const { words } = queryOf(name);
  const isNamedSo = (flow: CataloguedFlow) => words.every((word) => toKeep(flow).title.includes(word));
  if (total === 1 || flows.filter(isNamedSo).length === 1) return { is: 'one', flow: first };
  return { is: 'several', flows, total };
}
