import type { FetchedFlow } from '../flows/fetch/fetch-flow.ts';
import { knownDetails } from '../flows/fetch/flow-details.ts';
import { type FlowVersionRecords, seenFileOf } from '../flows/fetch/flow-versions.ts';
import type { FetchHistory } from '../flows/records.ts';
import type { Log } from '../log.ts';
import type { FlowRequest } from './request.ts';

export interface RememberParts {
  history: Pick<FetchHistory, 'add'>;
  /** What people fetch counts as seen: channels that watch the flow are notified of it. */
  versions: Pick<FlowVersionRecords, 'see'>;
  /** Unix time; milliseconds. */
  wallMs: () => number;
  log: Pick<Log, 'error'>;
}

/** Keeps what was delivered: in the requester's history, and as a version of each flow. Never rejects. */
export type Remember = (request: FlowRequest, fetched: readonly FetchedFlow[]) => Promise<void>;

export function createRemember({ history, versions, wallMs, log }: RememberParts): Remember {
  /** What was shared is shared: a list that lacks it is no reason to call it a failure. */
  async function keep(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, `The ${what} was not kept`);
    }
  }

  return async ({ teamId, userId, conversation }, fetched) => {
    for (const { flow, flowJson, details: outcome, fetchedAt: at } of fetched) {
      const details = knownDetails(outcome);
      const entry = { teamId, userId, channelId: conversation?.channelId ?? '', ...flow, name: details?.name, at };
      await keep('history', () => history.add(entry));
      await keep('version', () => {
        const facts = { name: details?.name, status: details?.status, contentHash: flowJson.contentHash };
        return versions.see(flow, seenFileOf(flowJson), { ...facts, ageMs: wallMs() - at }, { teamId, userId });
      });
    }
  };
}
