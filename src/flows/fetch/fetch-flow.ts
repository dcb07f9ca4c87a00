import type { QueueState } from '../../cams/budget.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { FlowRight } from '../../settings/types.ts';
import type { FetchedFile, FetchFile, FetchingFile, FetchOptions } from './fetch-file.ts';
import type { AskedDetails, DetailsInTime, DetailsOf, DetailsOutcome } from './flow-details.ts';
import type { SinceSeen } from './since-seen.ts';

export type { FetchedFile, FetchOptions } from './fetch-file.ts';

export interface FetchedFlow extends FetchedFile {
  /** What `GetFlow` says, or why that is not known. */
  details: DetailsInTime;
  /** So many places were masked in it, since they look like secrets; its facts are those of the masked file. */
  maskedSecrets?: number | undefined;
  /** How it differs from what the workspace saw last; absent where it saw none, or nobody looked. */
  sinceSeen?: SinceSeen | undefined;
  /** What the requester is offered to do with it where it was requested; absent: everything. */
  offered?: readonly FlowRight[] | undefined;
}

/** A fetch that is under way. */
export interface Fetching {
  /** What it met when it was asked for; `undefined` where it joined another. */
  queue: QueueState | undefined;
  /** Rejects with a `CamsError`, an `AssetError` or a `FlowJsonError`. */
  result: Promise<FetchedFile>;
  /** What `GetFlow` says, which may come later than the file. Never rejects. */
  details: Promise<DetailsOutcome>;
  /** What there is to say of the details before they have come. */
  detailsSoFar: () => DetailsInTime;
}

/**
 * Starts to fetch a flow's JSON, or joins a fetch of the same flow that is under way or has just ended well. Never throws:
 * a fault rejects `result`.
 */
export type FetchFlow = (flow: FlowRef, options: FetchOptions) => Fetching;

export interface FetchFlowParts {
  fetchFile: FetchFile;
  detailsOf: DetailsOf;
}

const NO_ACCOUNT: DetailsOutcome = {
  is: 'refused',
  why: { kind: 'account-unknown', code: undefined, action: undefined },
};

/** There is no file to show them with. */
const NOT_ASKED: DetailsOutcome = { is: 'refused', why: { kind: 'no-file', code: undefined, action: undefined } };

const WAITING: DetailsInTime = { is: 'waiting' };

/** What a person wants: the file, and beside it what `GetFlow` says. */
export function createFetchFlow({ fetchFile, detailsOf }: FetchFlowParts): FetchFlow {
  /** Who joins a fetch gets its details, also where they have failed. */
  const detailsOfFetch = new WeakMap<FetchingFile['result'], Pick<Fetching, 'details' | 'detailsSoFar'>>();

  return (flow, options) => {
    const { account, queue, result, started } = fetchFile(flow, options);
    if (account === undefined) {
      return { queue, result, details: Promise.resolve(NO_ACCOUNT), detailsSoFar: () => NO_ACCOUNT };
    }
    const known = detailsOfFetch.get(result);
    if (known !== undefined) return { queue, result, ...known };
    let asked: AskedDetails | undefined;
    // With the file's call, and not before: in several processes files and details would each go in another order.
    const ask = () => {
      asked = detailsOf(account, flow, options.requester);
      return asked.outcome;
    };
    const details = started.then(ask, () => NOT_ASKED);
    const begun = { details, detailsSoFar: () => asked?.soFar() ?? WAITING };
    detailsOfFetch.set(result, begun);
    return { queue, result, ...begun };
  };
}
