import type { Candidate } from '../ids/find-flow-ids.ts';
import type { Space } from '../ids/spaces.ts';
import type { FlowCatalogue } from './flow-catalogue.ts';
import type { CataloguedFlow } from './records.ts';

/** What a message is about. */
export interface FoundFlows {
  /** Flows of the accounts. */
  listed: CataloguedFlow[];
  /** What the message points to, and no list has: perhaps a flow, perhaps none. */
  others: { flowId: string; custSpaceId: string | undefined }[];
  /** Whether the lists of all spaces are known. */
  isListKnown: boolean;
}

/** As many as one request is for. */
const MAX_OFFERED = 20;

/**
 * The flows that a message is about: of its candidates those that an account has. Of the others those that it points to,
 * for a person to decide.
 *
 * @param spaces where they may lie; of a flow that is in several, the first counts.
 * @throws what the catalogue throws.
 */
export async function foundFlows(
  catalogue: Pick<FlowCatalogue, 'lookUp'>,
  spaces: readonly Space[],
  candidates: readonly Candidate[],
): Promise<FoundFlows> {
  if (candidates.length === 0) return { listed: [], others: [], isListKnown: true };
  const { listed, isListKnown } = await catalogue.lookUp(spaces, candidates);
  const known = new Set(listed.map(({ flowId }) => flowId));
  const others = candidates
    .filter(({ id, isPointedTo }) => isPointedTo && !known.has(id))
    .map(({ id: flowId, custSpaceId }) => ({ flowId, custSpaceId }));
  const offered = listed.slice(0, MAX_OFFERED);
  return { listed: offered, others: others.slice(0, MAX_OFFERED - offered.length), isListKnown };
}
