import type { FlowRef } from '../../cams/types.ts';
import { contentHash } from '../json/canonical-json.ts';
import type { FetchFlow } from './fetch-flow.ts';
import type { FlowVersion, FlowVersions } from './flow-versions.ts';

/**
 * Fetches a flow as it is now, and keeps it as a version that this person saw.
 *
 * @param requester whom it is for: those who ask get their calls in turn.
 * @returns rejects with a `CamsError`, an `AssetError` or a `FlowJsonError`, or with what the store rejects with.
 */
export type LookAtFlow = (flow: FlowRef, userId: string, requester: string) => Promise<FlowVersion>;

export interface LookAtFlowParts {
  fetchFlow: FetchFlow;
  versions: Pick<FlowVersions, 'see'>;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

export function createLookAtFlow({ fetchFlow, versions, wallMs }: LookAtFlowParts): LookAtFlow {
  return async (flow, userId, requester) => {
    const { flowJson, fetchedAt } = await fetchFlow(flow, { onRetry: () => {}, requester }).result;
    // Its name is not waited for: what is known of it stays.
    const facts = { name: undefined, status: undefined, sha256: contentHash(flowJson.text) };
    const seen = await versions.see(flow, flowJson.text, { ...facts, ageMs: wallMs() - fetchedAt }, userId);
    return seen.version;
  };
}
