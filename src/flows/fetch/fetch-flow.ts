import type { CamsAccount, RetryNotice } from '../../cams/account.ts';
import type { DownloadAsset } from '../../cams/asset.ts';
import { AssetError } from '../../cams/asset-error.ts';
import type { QueueState } from '../../cams/budget.ts';
import { CamsError } from '../../cams/errors.ts';
import type { FlowDetails, FlowRef } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import { flowKey } from '../ids/flow-key.ts';
import { type FlowJson, FlowJsonError, parseFlowJson } from '../json/flow-json.ts';
import type { FileExchange, ReadyFile } from './file-exchange.ts';
import { createDetailsOf } from './flow-details.ts';

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
  /** Whom the fetch is for: those who ask get their calls in turn. */
  requester?: string | undefined;
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
  wallMs: () => number;
  /** Where other processes' fetches are found; absent: there is none but this process. */
  exchange?: FileExchange | undefined;
  /**
   * How long a file that is there serves others who ask; milliseconds. A channel full of people who click at the same
   * moment costs one call. Who asks for a fresh one does not get it.
   */
  sharedForMs?: number;
}

/** A fetch of this process that may cost a call. */
interface Order {
  account: CamsAccount;
  flow: FlowRef;
  isFresh: boolean;
  requester: string | undefined;
  onRetry: (notice: RetryNotice) => void;
}

/** A file as it came, and what is in it. */
interface Read {
  bytes: Uint8Array;
  flowJson: FlowJson;
}

/** As it is kept for others; `ageMs`: how long it has been there. */
interface Aged extends FetchedFile {
  ageMs: number;
}

interface UnderWay extends Pick<Fetching, 'result' | 'details'> {
  /** The file is there, and still serves others. */
  isOver: boolean;
  retryListeners: ((notice: RetryNotice) => void)[];
}

/** Longer than any queue: who still waits for another process fetches by itself. */
const MAX_WAIT_MS = 10 * 60_000;

/** Gives `Buffer.from` the same bytes again, a byte order mark included. */
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** The use case: join → budget → API → download → check, and beside it what `GetFlow` says. */
export function createFetchFlow(parts: FetchFlowParts): FetchFlow {
  const { accountOf, downloadAsset, clock, wallMs, exchange, sharedForMs = 5000 } = parts;
  const underWay = new Map<string, UnderWay>();
  const detailsOf = createDetailsOf(clock);

  async function askAndDownload({ account, flow, onRetry, requester }: Order): Promise<Read> {
    const { fileUrl, requestId } = await account.getFlowJsonAsset(flow, onRetry, requester);
    try {
      const bytes = await downloadAsset(fileUrl);
      return { bytes, flowJson: parseFlowJson(bytes) };
    } catch (error) {
      if (error instanceof AssetError || error instanceof FlowJsonError) error.requestId = requestId;
      throw error;
    }
  }

  async function fetchRead(order: Order): Promise<Read> {
    try {
      return await askAndDownload(order);
    } catch (error) {
      if (!(error instanceof AssetError && error.kind === 'asset-expired')) throw error;
      // A link may run out while its call waits in a proxy or a slow network: a fresh one settles it.
      return await askAndDownload(order);
    }
  }

  async function fetchAlone(order: Order): Promise<Aged> {
    const { flowJson } = await fetchRead(order);
    return { flow: order.flow, flowJson, fetchedAt: wallMs(), ageMs: 0 };
  }

  async function fetchForAll(order: Order, others: FileExchange): Promise<Aged> {
    const key = flowKey(order.flow);
    // Others can do without the exchange where it fails, and so can this one.
    const quietly = (notification: Promise<void>) => notification.catch(() => {});
    try {
      const { flowJson, bytes } = await fetchRead(order);
      const fetchedAt = wallMs();
      // Nobody waits for the others' sake.
      void quietly(others.put(key, textOf(bytes), fetchedAt));
      return { flow: order.flow, flowJson, fetchedAt, ageMs: 0 };
    } catch (error) {
      await quietly(others.fail(key));
      throw error;
    }
  }

  /** The file of another process' fetch, `fetch` where there is none under way, or undefined where that isn't known. */
  async function findElsewhere(
    { flow, isFresh }: Order,
    others: FileExchange,
  ): Promise<ReadyFile | 'fetch' | undefined> {
    const key = flowKey(flow);
    const giveUpAt = clock.monotonicMs() + MAX_WAIT_MS;
    try {
      for (let wantsFresh = isFresh; clock.monotonicMs() < giveUpAt; wantsFresh = false) {
        const taken = await others.take(key, wantsFresh);
        if (taken.role === 'fetch') return 'fetch';
        if (taken.role === 'use') return taken;
        const file = await others.waitFor(key, giveUpAt - clock.monotonicMs());
        if (file !== undefined) return file;
      }
    } catch {
      // The exchange saves calls; without it there is the file all the same.
    }
    return undefined;
  }

  async function fetchOnce(order: Order): Promise<Aged> {
    if (exchange === undefined) return await fetchAlone(order);
    const found = await findElsewhere(order, exchange);
    if (found === 'fetch') return await fetchForAll(order, exchange);
    if (found === undefined) return await fetchAlone(order);
    const { json, fetchedAt, ageMs } = found;
    return { flow: order.flow, flowJson: parseFlowJson(Buffer.from(json)), fetchedAt, ageMs };
  }

  return (flow, { onRetry, isFresh = false, requester }) => {
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
    const queue = account.queue(requester);
    const retryListeners = [onRetry];
    const notifyAll = (notice: RetryNotice) => {
      for (const listener of retryListeners) listener(notice);
    };
    const fetched = fetchOnce({ account, flow, isFresh, requester, onRetry: notifyAll });
    const result = fetched.then(({ ageMs: _, ...file }): FetchedFile => file);
    const entry: UnderWay = { result, details: detailsOf(account, flow), retryListeners, isOver: false };
    const forget = () => {
      if (underWay.get(key) === entry) underWay.delete(key);
    };
    fetched.then(({ ageMs }) => {
      entry.isOver = true;
      clock.after(Math.max(0, sharedForMs - ageMs), forget);
    }, forget);
    underWay.set(key, entry);
    return { queue, result, details: entry.details };
  };
}
