import { LRUCache } from 'lru-cache';
import type { CamsAccount } from '../../cams/account.ts';
import { CamsError, type CamsErrorKind } from '../../cams/errors.ts';
import type { FlowDetails, FlowRef } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { flowKey } from '../ids/flow-key.ts';

/** Why `GetFlow` said nothing of a flow. */
export interface DetailsRefusal {
  kind: CamsErrorKind;
  /** Alibaba Cloud's code, or the network's. */
  code: string | undefined;
  /** The RAM action that was denied, as `cams:GetFlow`. */
  action: string | undefined;
}

/** What came of asking `GetFlow`. */
export type DetailsOutcome = { is: 'known'; details: FlowDetails } | { is: 'refused'; why: DetailsRefusal };

/** The same for a file that was there first, and did not wait for it to the end. */
export type DetailsInTime =
  | DetailsOutcome
  /** The call is under way. */
  | { is: 'late' }
  /** Its turn had not come within the account's limit. */
  | { is: 'waiting' };

/** A question to `GetFlow` that is under way, or was answered lately. */
export interface AskedDetails {
  /** Never rejects. */
  outcome: Promise<DetailsOutcome>;
  /** What is known before that: of a call that was dropped and is made once more, why it was dropped. */
  soFar: () => Exclude<DetailsInTime, { is: 'known' }>;
}

export const knownDetails = (outcome: DetailsInTime): FlowDetails | undefined =>
  outcome.is === 'known' ? outcome.details : undefined;

type AskedAccount = Pick<CamsAccount, 'getFlow'>;

/**
 * What `GetFlow` says of a flow, or why it does not.
 *
 * @param requester whom it is for: requesters go in turn.
 */
export type DetailsOf = (account: AskedAccount, flow: FlowRef, requester?: string) => AskedDetails;

/** How long an answer is good for; milliseconds. */
const KEPT_FOR_MS = 30_000;
/** An answer takes about a kilobyte. */
const MAX_KEPT = 500;
/** A permission that is missing fails each call: one line a minute tells as much as a hundred. */
const LOG_EVERY_MS = 60_000;
/** Kinds and accounts; both are few. */
const MAX_LOGGED = 500;

/** @returns what logs why `GetFlow` failed: once a minute for each account and kind. The file goes out all the same. */
export function createRefusalLog(clock: Pick<Clock, 'monotonicMs'>, log: Pick<Log, 'warn'>) {
  const lately = new LRUCache<string, true>({
    max: MAX_LOGGED,
    ttl: LOG_EVERY_MS,
    ttlResolution: 0,
    // Never 0, which stands for no time there.
    perf: { now: () => clock.monotonicMs() + 1 },
  });
  return (flow: FlowRef, error: unknown): void => {
    const kind = error instanceof CamsError ? error.kind : 'unknown';
    const key = `${flow.account}/${kind}`;
    if (lately.has(key)) return;
    lately.set(key, true);
    log.warn({ operation: 'GetFlow', flow, kind, err: error }, 'A flow is shown without what GetFlow says of it');
  };
}

function refusalOf(error: unknown): DetailsRefusal {
  if (!(error instanceof CamsError)) return { kind: 'unknown-code', code: undefined, action: undefined };
  const { kind, code, accessDenied } = error;
  const action = accessDenied?.action ?? (kind === 'permission-denied' ? 'cams:GetFlow' : undefined);
  return { kind, code, action };
}

interface Context {
  account: AskedAccount;
  flow: FlowRef;
  requester: string | undefined;
}

export interface DetailsOfParts {
  clock: Pick<Clock, 'monotonicMs'>;
  log: Pick<Log, 'warn'>;
}

/** Asks once for what several ask within half a minute. A failed call is not kept. */
export function createDetailsOf({ clock, log }: DetailsOfParts): DetailsOf {
  const logRefusal = createRefusalLog(clock, log);
  /** By flow, how far the question is that is under way. */
  const underWay = new Map<string, { soFar: ReturnType<AskedDetails['soFar']> }>();

  async function ask({ account, flow, requester }: Context): Promise<FlowDetails> {
    const progress: { soFar: ReturnType<AskedDetails['soFar']> } = { soFar: { is: 'waiting' } };
    const key = flowKey(flow);
    underWay.set(key, progress);
    try {
      return await account.getFlow(flow, requester, {
        canWait: false,
        onStart() {
          if (progress.soFar.is === 'waiting') progress.soFar = { is: 'late' };
        },
        onRetry(error) {
          progress.soFar = { is: 'refused', why: refusalOf(error) };
        },
      });
    } finally {
      underWay.delete(key);
    }
  }

  const kept = new LRUCache<string, FlowDetails, Context>({
    max: MAX_KEPT,
    ttl: KEPT_FOR_MS,
    ttlResolution: 0,
    // Never 0, which stands for no time there.
    perf: { now: () => clock.monotonicMs() + 1 },
    fetchMethod: (_key, _stale, { context }) => ask(context),
    // Who waits for an answer gets it, even where it is pushed out meanwhile.
    ignoreFetchAbort: true,
  });

  async function outcomeOf(flow: FlowRef, asked: Promise<FlowDetails>): Promise<DetailsOutcome> {
    try {
      return { is: 'known', details: await asked };
    } catch (error) {
      logRefusal(flow, error);
      return { is: 'refused', why: refusalOf(error) };
    }
  }

  return (account, flow, requester) => {
    const asked = kept.forceFetch(flowKey(flow), { context: { account, flow, requester } });
    return { outcome: outcomeOf(flow, asked), soFar: () => underWay.get(flowKey(flow))?.soFar ?? { is: 'late' } };
  };
}
