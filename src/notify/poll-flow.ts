import type { CamsAccount } from '../cams/account.ts';
import type { DownloadAsset } from '../cams/asset.ts';
import type { FlowRef } from '../cams/types.ts';
import type { Clock } from '../clock.ts';
import type { FlowVersions } from '../flows/fetch/flow-versions.ts';
import { contentHash } from '../flows/json/canonical-json.ts';
import { parseFlowJson } from '../flows/json/flow-json.ts';
import { POLLS_PER_DETAIL } from './intervals.ts';
import type { DuePoll } from './records.ts';

/** @returns how many calls it took. Rejects with whatever the calls, the download or the store reject with. */
export type PollFlow = (poll: DuePoll) => Promise<number>;

export interface PollFlowParts {
  accountOf: (name: string) => CamsAccount | undefined;
  downloadAsset: DownloadAsset;
  versions: FlowVersions;
  clock: Pick<Clock, 'monotonicMs'>;
}

const nothing = () => {};
const CAN_WAIT = { canWait: true };
/** One turn for all polls. */
const REQUESTER = 'watcher';

/** Flows that are watched at the same moment are not asked for their details in the same round. */
const offsetOf = ({ flowId }: FlowRef) => [...flowId].reduce((sum, character) => sum + character.charCodeAt(0), 0);

/** Nobody waits for it: each of its calls goes after those of people. */
export function createPollFlow({ accountOf, downloadAsset, versions, clock }: PollFlowParts): PollFlow {
  /** Name and status change seldom: they are asked for every third time, and when the file has changed. */
  async function detailsOf(account: CamsAccount, flow: FlowRef, isDue: boolean) {
    if (!isDue) return { name: undefined, status: undefined, calls: 0 };
    // The file is what counts.
    const details = await account.getFlow(flow).catch(() => undefined);
    return { name: details?.name, status: details?.status, calls: 1 };
  }

  return async ({ flow, polls }) => {
    const account = accountOf(flow.account);
    if (account === undefined) throw Object.assign(new Error('account-unknown'), { kind: 'account-unknown' });
    const { fileUrl } = await account.getFlowJsonAsset(flow, nothing, REQUESTER, CAN_WAIT);
    const answeredAt = clock.monotonicMs();
    const { text } = parseFlowJson(await downloadAsset(fileUrl));
    const sha256 = contentHash(text);
    const latest = await versions.latest(flow);
    const isDue = (polls + offsetOf(flow)) % POLLS_PER_DETAIL === 0 || latest?.sha256 !== sha256;
    const { name, status, calls } = await detailsOf(account, flow, isDue);
    await versions.see(flow, text, { name, status, sha256, ageMs: clock.monotonicMs() - answeredAt }, undefined);
    return 1 + calls;
  };
}
