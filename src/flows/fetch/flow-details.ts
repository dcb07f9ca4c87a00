import { LRUCache } from 'lru-cache';
import type { CamsAccount } from '../../cams/account.ts';
import type { FlowDetails, FlowRef } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import { flowKey } from '../ids/flow-key.ts';

/** What `GetFlow` says of a flow, or undefined where it fails: never rejects. */
export type DetailsOf = (account: Pick<CamsAccount, 'getFlow'>, flow: FlowRef) => Promise<FlowDetails | undefined>;

/** How long an answer is good for; milliseconds. */
const KEPT_FOR_MS = 30_000;
/** An answer takes about a kilobyte. */
const MAX_KEPT = 500;

/** Asks once for what several ask within half a minute. A failed call is not kept. */
export function createDetailsOf(clock: Pick<Clock, 'monotonicMs'>): DetailsOf {
  const kept = new LRUCache<string, FlowDetails, { account: Pick<CamsAccount, 'getFlow'>; flow: FlowRef }>({
    max: MAX_KEPT,
    ttl: KEPT_FOR_MS,
    ttlResolution: 0,
    // Never 0, which stands for no time there.
    perf: { now: () => clock.monotonicMs() + 1 },
    fetchMethod: (_key, _stale, { context: { account, flow } }) => account.getFlow(flow),
    // Who waits for an answer gets it, even where it is pushed out meanwhile.
    ignoreFetchAbort: true,
  });
  return (account, flow) => kept.fetch(flowKey(flow), { context: { account, flow } }).catch(() => undefined);
}
