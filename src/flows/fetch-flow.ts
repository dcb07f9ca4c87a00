import type { CamsAccount, RetryNotice } from '../cams/account.ts';
import type { DownloadAsset } from '../cams/asset.ts';
import { AssetError } from '../cams/asset-error.ts';
import type { QueueState } from '../cams/budget.ts';
import type { FlowDetails, FlowRef } from '../cams/client.ts';
import { CamsError } from '../cams/errors.ts';
import type { Clock } from '../clock.ts';
import { createDetailsOf } from './flow-details.ts';
import { type FlowJson, FlowJsonError, parseFlowJson } from './flow-json.ts';
import { flowKey } from './flow-key.ts';

export interface FetchedFile {
  flow: FlowRef;
  flowJson: FlowJson;
  /** When the file was there; Unix time, milliseconds. */
  fetchedAt: number;
}

export interface FetchedFlow extends FetchedFile {
  /** What `GetFlow` says; undefined where that failed or took too long. */
  details: FlowDetails | undefined;
}

/** A fetch that is under way. */
export interface Fetching {
  /** What it met when it was asked for; `undefined` where it joined another. */
  queue: QueueState | undefined;
  /** Rejects with a `CamsError`, an `AssetError` or a `FlowJsonError`. */
  result: Promise<FetchedFile>;
  /** What `GetFlow` says, which may come later than the file; undefined where it failed. Never rejects. */
  details: Promise<FlowDetails | undefined>;
}

export interface FetchOptions {
  onRetry: (notice: RetryNotice) => void;
  /** A file that is there already will not do; one that is under way will. */
  isFresh?: boolean | undefined;
}

/**
 * Starts to fetch a flow's JSON, or joins a fetch of the same flow that is under way or has just ended well. Never throws:
 * a fault rejects `result`.
 */
export type FetchFlow = (flow: FlowRef, options: FetchOptions) => Fetching;

export interface FetchFlowParts {
  accountOf: (name: string) => CamsAccount | undefined;
  downloadAsset: DownloadAsset;
  clock: Clock;
  /** Unix time; milliseconds. */
  now: () => number;
}

interface UnderWay extends Pick<Fetching, 'result' | 'details'> {
  /** The file is there, and still serves others. */
  isOver: boolean;
  retryListeners: ((notice: RetryNotice) => void)[];
}

/**
 * A file that is there serves whoever asks within so many milliseconds: a channel full of people who click at the same
 * moment costs one call. Who asks for a fresh one does not get it.
 */
const SHARED_FOR_MS = 5000;

/** The use case: join → budget → API → download → check, and beside it what `GetFlow` says. */
export function createFetchFlow({ accountOf, downloadAsset, clock, now }: FetchFlowParts): FetchFlow {
  const underWay = new Map<string, UnderWay>();
  const detailsOf = createDetailsOf(clock);

  async function askAndDownload(
    account: CamsAccount,
    flow: FlowRef,
    onRetry: (notice: RetryNotice) => void,
  ): Promise<FlowJson> {
    const { fileUrl, requestId } = await account.getFlowJsonAsset(flow, onRetry);
    try {
      return parseFlowJson(await downloadAsset(fileUrl));
    } catch (error) {
      if (error instanceof AssetError || error instanceof FlowJsonError) error.requestId = requestId;
      throw error;
    }
  }

  async function fetchFile(
    account: CamsAccount,
    flow: FlowRef,
    onRetry: (notice: RetryNotice) => void,
  ): Promise<FlowJson> {
    try {
      return await askAndDownload(account, flow, onRetry);
    } catch (error) {
      if (!(error instanceof AssetError && error.kind === 'asset-expired')) throw error;
      // A link may run out while its call waits in a proxy or a slow network: a fresh one settles it.
      return await askAndDownload(account, flow, onRetry);
    }
  }

  async function fetchOnce(
    account: CamsAccount,
    flow: FlowRef,
    onRetry: (notice: RetryNotice) => void,
  ): Promise<FetchedFile> {
    const flowJson = await fetchFile(account, flow, onRetry);
    return { flow, flowJson, fetchedAt: now() };
  }

  return (flow, { onRetry, isFresh = false }) => {
    const key = flowKey(flow);
    const joined = underWay.get(key);
    if (joined !== undefined && !(isFresh && joined.isOver)) {
      joined.retryListeners.push(onRetry);
      return { queue: undefined, result: joined.result, details: joined.details };
    }
    const account = accountOf(flow.account);
    if (account === undefined) {
      return {
        queue: { ahead: 0, expectedWaitMs: 0 },
        result: Promise.reject(new CamsError('account-unknown')),
        details: Promise.resolve(undefined),
      };
    }
    const queue = account.queue();
    const retryListeners = [onRetry];
    const tellAll = (notice: RetryNotice) => {
      for (const listener of retryListeners) listener(notice);
    };
    const result = fetchOnce(account, flow, tellAll);
    const entry: UnderWay = { result, details: detailsOf(account, flow), retryListeners, isOver: false };
    const forget = () => {
      if (underWay.get(key) === entry) underWay.delete(key);
    };
    result.then(() => {
      entry.isOver = true;
      clock.after(SHARED_FOR_MS, forget);
    }, forget);
    underWay.set(key, entry);
    return { queue, result, details: entry.details };
  };
}
