import type { FlowRef } from '../../cams/types.ts';
import type { Person } from '../records.ts';
import type { FetchFile } from './fetch-file.ts';
import { type FlowVersion, type FlowVersionRecords, seenFileOf } from './flow-versions.ts';

/**
 * Fetches a flow as it is now, and keeps it as a version that this person saw.
 *
 * `requestId`: Alibaba Cloud's, of the call that brought it; absent where another process made it, or it served others before.
 *
 * @returns rejects with a `CamsError`, an `AssetError` or a `FlowJsonError`, or with what the store rejects with.
 */
export type LookAtFlow = (flow: FlowRef, person: Person) => Promise<FlowVersion & { requestId?: string | undefined }>;

export interface LookAtFlowParts {
  fetchFile: FetchFile;
  versions: Pick<FlowVersionRecords, 'see' | 'ofTeam'>;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

export function createLookAtFlow({ fetchFile, versions, wallMs }: LookAtFlowParts): LookAtFlow {
  return async (flow, person) => {
    const requester = `${person.teamId}/${person.userId}`;
    const { flowJson, fetchedAt, requestId } = await fetchFile(flow, { onRetry: () => {}, requester }).result;
    const { contentHash, summary } = flowJson;
    // Its name is not asked for: what is known of it stays.
    const facts = { name: undefined, status: undefined, contentHash, ageMs: wallMs() - fetchedAt };
    const { version } = await versions.see(flow, seenFileOf(flowJson), facts, person);
    // Somebody has seen a newer file meanwhile: that is the flow as it is now.
    const newer =
      version.contentHash === contentHash ? undefined : await versions.ofTeam(person.teamId).get(flow, version.version);
    const { sha256, bytes } = summary;
    return newer ?? { ...version, file: { sha256, bytes }, json: flowJson.text, requestId };
  };
}
