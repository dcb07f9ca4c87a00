import type { CamsAccount } from '../cams/account.ts';
import type { FlowRef } from '../cams/types.ts';
import type { Clock } from '../clock.ts';
import type { FetchFile, FetchFileOptions } from '../flows/fetch/fetch-file.ts';
import { createRefusalLog } from '../flows/fetch/flow-details.ts';
import { type FlowVersionRecords, seenFileOf } from '../flows/fetch/flow-versions.ts';
import type { Log } from '../log.ts';
import { POLLS_PER_DETAIL } from './poll-intervals.ts';
import type { DuePoll } from './records.ts';

/** @returns how many calls it took of the operation that it called most. Rejects with whatever the calls, the download or the store reject with. */
export type PollFlow = (poll: DuePoll) => Promise<number>;

export interface PollFlowParts {
  fetchFile: FetchFile;
  versions: Pick<FlowVersionRecords, 'isLatest' | 'see'>;
  /** How long ago a moment is, by the time that the watcher goes by: from Unix ms to ms. */
  ageMsOf: (fetchedAt: number) => number;
  clock: Pick<Clock, 'monotonicMs'>;
  log: Pick<Log, 'warn'>;
}

/** Nobody waits for it, all polls have one turn, and a poll is to see the flow as it is now. */
const FOR_WATCHER: FetchFileOptions = { onRetry: () => {}, isFresh: true, canWait: true, requester: 'watcher' };

/** Flows that are watched at the same moment are not asked for their details in the same round. */
const offsetOf = ({ flowId }: FlowRef) => [...flowId].reduce((sum, character) => sum + character.charCodeAt(0), 0);

/** Fetches a flow as people do, and keeps what it was like as a version. */
export function createPollFlow({ fetchFile, versions, ageMsOf, clock, log }: PollFlowParts): PollFlow {
  const logRefusal = createRefusalLog(clock, log);

  /** Name and status change seldom: they are asked for every third time, and when the file has changed. */
  async function detailsOf(account: Pick<CamsAccount, 'getFlow'> | undefined, flow: FlowRef, isDue: boolean) {
    if (account === undefined || !isDue) return { name: undefined, status: undefined, calls: 0 };
    // The file is what counts.
    const details = await account
      .getFlow(flow, FOR_WATCHER.requester, { canWait: true })
      .catch((error: unknown) => logRefusal(flow, error));
    return { name: details?.name, status: details?.status, calls: 1 };
  }

  return async ({ flow, polls }) => {
    const { account, result, calls } = fetchFile(flow, FOR_WATCHER);
    const { flowJson, fetchedAt } = await result;
    const { contentHash } = flowJson;
    const isDue = (polls + offsetOf(flow)) % POLLS_PER_DETAIL === 0 || !(await versions.isLatest(flow, contentHash));
    const details = await detailsOf(account, flow, isDue);
    const { name, status } = details;
    const facts = { name, status, contentHash, ageMs: ageMsOf(fetchedAt) };
    await versions.see(flow, seenFileOf(flowJson), facts, undefined);
    return Math.max(calls(), details.calls);
  };
}
