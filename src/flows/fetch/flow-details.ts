import type { CamsAccount } from '../../cams/account.ts';
import type { FlowDetails, FlowRef } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import { flowKey } from '../ids/flow-key.ts';

/** What `GetFlow` says of a flow, or undefined where it fails: never rejects. */
export type DetailsOf = (account: CamsAccount, flow: FlowRef) => Promise<FlowDetails | undefined>;

interface Kept {
  details: Promise<FlowDetails | undefined>;
  /** On the clock's time; milliseconds. Undefined while the call is under way. */
  answeredAt: number | undefined;
}

/** How long an answer is good for; milliseconds. */
const KEPT_FOR_MS = 30_000;
/** An answer takes about a kilobyte. */
const MAX_KEPT = 500;

/** Asks once for what several ask within half a minute. A failed call is not kept. */
export function createDetailsOf(clock: Clock): DetailsOf {
  const kept = new Map<string, Kept>();

  const isGood = ({ answeredAt }: Kept) => answeredAt === undefined || clock.monotonicMs() - answeredAt < KEPT_FOR_MS;

  return (account, flow) => {
    const key = flowKey(flow);
    const known = kept.get(key);
    if (known !== undefined && isGood(known)) return known.details;
    const entry: Kept = {
      answeredAt: undefined,
      details: account.getFlow(flow).then(
        (details) => {
          entry.answeredAt = clock.monotonicMs();
          return details;
        },
        () => {
          if (kept.get(key) === entry) kept.delete(key);
          return undefined;
        },
      ),
    };
    // Anew at the end: the first key is the oldest.
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return entry.details;
  };
}
