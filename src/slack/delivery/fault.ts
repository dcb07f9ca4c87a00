import { type AddressRefusal, AssetError, type AssetErrorKind } from '../../cams/asset-error.ts';
import { type AccessDenied, CamsError, type CamsErrorKind } from '../../cams/errors.ts';
import { FlowJsonError, type FlowJsonErrorKind } from '../../flows/json/flow-json.ts';
import { DeliveryError, type DeliveryErrorKind } from './delivery-error.ts';

export type FaultKind =
  | CamsErrorKind
  | AssetErrorKind
  | FlowJsonErrorKind
  | DeliveryErrorKind
  | 'store'
  | 'too-old'
  | 'gave-up'
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
}

/** The store's errors by their `kind`: this folder knows the store by the interfaces of `flows` alone. */
const isOfStore = (error: unknown): boolean =>
  error instanceof Error && 'kind' in error && String(error.kind).startsWith('store-');

/** Makes one of the closed list of whatever was thrown. The only place that turns errors into what messages show. */
export function toFault(error: unknown): Fault {
  if (error instanceof CamsError) {
    const { kind, code, requestId, apiMessage, accessDenied } = error;
    return { kind, code, requestId, apiMessage, accessDenied };
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
  if (isOfStore(error)) return { kind: 'store' };
  return { kind: 'unknown' };
}
