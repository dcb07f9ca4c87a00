import { NotAllowed, type Refused } from '../../access/not-allowed.ts';
import { type AddressRefusal, AssetError, type AssetErrorKind } from '../../cams/asset-error.ts';
import { type AccessDenied, CamsError, type CamsErrorKind } from '../../cams/errors.ts';
import { FlowJsonError, type FlowJsonErrorKind } from '../../flows/json/flow-json.ts';
import { TooManyChecks } from '../../flows/work/checks-under-way.ts';
import { CATALOGUES } from '../../i18n.ts';
import type { PollFailure } from '../../notify/records.ts';
import { ShareHeld } from '../../requests/hold.ts';
import { TooManyWaiting } from '../../requests/refusals.ts';
import { DeliveryError, type DeliveryErrorKind } from './delivery-error.ts';

export type FaultKind =
  | CamsErrorKind
  | AssetErrorKind
  | FlowJsonErrorKind
  | DeliveryErrorKind
  | 'store'
  | 'too-old'
  | 'gave-up'
  | 'too-many-waiting'
  | 'too-many-checks'
  | 'held-secret'
  | 'held-shared'
  | 'not-allowed'
  | 'person-unknown'
  | 'unknown';

/** A fault as it may be shown: no stack, no key, no token, no signed address. */
export interface Fault {
  kind: FaultKind;
  /** The code that Alibaba Cloud, Slack or the network gave. */
  code?: string | undefined;
  requestId?: string | undefined;
  apiMessage?: string | undefined;
  accessDenied?: AccessDenied | undefined;
  host?: string | undefined;
  status?: number | undefined;
  why?: AddressRefusal | undefined;
  /** For how long Slack still limits the bot; milliseconds. */
  limitedForMs?: number | undefined;
  /** Of `too-many-waiting` and `too-many-checks`: the most that one person may. */
  limit?: number | undefined;
  /** Of `not-allowed`. */
  refused?: Refused | undefined;
}

/** The store's errors by their `kind`: this folder knows the store by the interfaces of `flows` alone. */
const isOfStore = (error: unknown): boolean =>
  error instanceof Error && 'kind' in error && String(error.kind).startsWith('store-');

/** Makes one of the closed list of whatever was thrown. The only place that turns errors into what messages show. */
export function toFault(error: unknown): Fault {
  if (error instanceof CamsError) {
    const { kind, code, requestId, apiMessage, accessDenied, status } = error;
    return { kind, code, requestId, apiMessage, accessDenied, status };
  }
  if (error instanceof AssetError) {
    const { kind, code, host, status, why, requestId } = error;
    return { kind, code, host, status, why, requestId };
  }
  if (error instanceof FlowJsonError) return { kind: error.kind, requestId: error.requestId };
  if (error instanceof DeliveryError) {
    const { kind, code, limitedForMs } = error;
    return { kind, code, limitedForMs };
  }
  if (error instanceof TooManyWaiting || error instanceof TooManyChecks)
    return { kind: error.kind, limit: error.limit };
  if (error instanceof ShareHeld) return { kind: error.hold.secrets.length > 0 ? 'held-secret' : 'held-shared' };
  if (error instanceof NotAllowed) {
    const { refused } = error;
    return refused.why === 'unknown-person' ? { kind: 'person-unknown' } : { kind: 'not-allowed', refused };
  }
  if (isOfStore(error)) return { kind: 'store' };
  return { kind: 'unknown' };
}

const REFUSALS: ReadonlySet<string> = new Set<AddressRefusal>(['invalid', 'host', 'insecure', 'user']);
const isRefusal = (why: string | undefined): why is AddressRefusal => why !== undefined && REFUSALS.has(why);
/** A kind that has words; another version of the bot may have written one that this version does not know. */
const isFaultKind = (kind: string): kind is FaultKind => Object.hasOwn(CATALOGUES.en.error, kind);

/** The fault that a watched flow's poll met, as the database keeps it. */
export function faultOfPoll({ kind, code, host, status, why }: PollFailure): Fault {
  if (!isFaultKind(kind)) return { kind: 'unknown' };
  return { kind, code, host, status, ...(isRefusal(why) ? { why } : {}) };
}
