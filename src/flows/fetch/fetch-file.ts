import type { CamsAccount, RetryNotice } from '../../cams/account.ts';
import type { DownloadAsset } from '../../cams/asset.ts';
import { AssetError } from '../../cams/asset-error.ts';
import type { QueueState } from '../../cams/budget.ts';
import { CamsError } from '../../cams/errors.ts';
import type { FlowRef } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import { flowKey } from '../ids/flow-key.ts';
import { type FlowJson, FlowJsonError, parseFlowJson } from '../json/flow-json.ts';
import type { FlowWork } from '../work/flow-work.ts';
import type { BytesInFlight } from './bytes-in-flight.ts';
import type { FileExchange, ReadyFile } from './file-exchange.ts';
import { createFileUsers, type FileUsers } from './file-users.ts';

export interface FetchedFile {
  flow: FlowRef;
  flowJson: FlowJson;
  /** When the API gave the link to the file, which is as of then; Unix time, milliseconds. */
  fetchedAt: number;
  /** Alibaba Cloud's, of the call that gave the link; absent where another process made it. */
  requestId?: string | undefined;
}

export interface FetchOptions {
  onRetry: (notice: RetryNotice) => void;
  /** A file that is there already will not do; one that is under way will. */
  isFresh?: boolean | undefined;
  /** Whom the fetch is for: each requester gets their calls in turn. */
  requester?: string | undefined;
  /** Settles once the file is needed no longer. Of fetches with the same one all files are needed at once. */
  until?: Promise<unknown> | undefined;
}

export interface FetchFileOptions extends FetchOptions {
  /** No person waits for it: its calls go after all others. */
  canWait?: boolean | undefined;
}

/** What a fetch asks of an account. */
type FetchingAccount = Pick<CamsAccount, 'getFlowJsonAsset' | 'getFlow' | 'queue'>;

/** A fetch that is under way. */
export interface FetchingFile {
  /** Undefined where the settings have none of this name: then `result` rejects. */
  account: FetchingAccount | undefined;
  /** What it met when it began; `undefined` where it joined another. */
  queue: QueueState | undefined;
  /** Rejects with a `CamsError`, an `AssetError` or a `FlowJsonError`. */
  result: Promise<FetchedFile>;
  /** Resolves when the turn of its call has come, or with the file where that costs none; rejects as `result` does. */
  started: Promise<unknown>;
  /** Calls to the API that it has made so far; those of a fetch that it joined are not its own. */
  calls: () => number;
}

/**
 * Starts to fetch a flow's JSON, or joins a fetch of the same flow that is under way or has just ended well. Never throws:
 * a fault rejects `result`.
 */
export type FetchFile = (flow: FlowRef, options: FetchFileOptions) => FetchingFile;

export interface FetchFileParts {
  accountOf: (name: string) => FetchingAccount | undefined;
  downloadAsset: DownloadAsset;
  clock: Clock;
  /** Reads what was downloaded; absent: at once, whatever its size. */
  readFlow?: FlowWork['read'] | undefined;
  /** What big files take of the memory; absent: nobody counts. */
  bytesInFlight?: BytesInFlight | undefined;
  /** Unix time; milliseconds. */
  wallMs: () => number;
  /** Where other processes' fetches are found; absent: there is none but this process. */
  exchange?: FileExchange | undefined;
  /**
   * How long a file that is there serves others; milliseconds. A channel full of people who click at the same moment
   * costs one call. Who wants a fresh one does not get it.
   */
  sharedForMs?: number;
}

/** A fetch of this process that may cost a call. */
interface Order {
  account: FetchingAccount;
  flow: FlowRef;
  isFresh: boolean;
  canWait: boolean;
  requester: string | undefined;
  onRetry: (notice: RetryNotice) => void;
  onStart: () => void;
  calls: number;
  users: FileUsers;
}

/** A file as it came, and what is in it. */
interface Read {
  bytes: Uint8Array;
  flowJson: FlowJson;
  fetchedAt: number;
  requestId: string | undefined;
}

/** As it is kept for others; `ageMs`: how long it has been there. */
interface Aged extends FetchedFile {
  ageMs: number;
}

interface UnderWay extends Pick<FetchingFile, 'result' | 'started'> {
  canWait: boolean;
  /** The file is there, and still serves others. */
  isOver: boolean;
  retryListeners: ((notice: RetryNotice) => void)[];
  users: FileUsers;
}

/** Longer than any queue: who still waits for another process fetches by itself. */
const MAX_WAIT_MS = 10 * 60_000;

/** Gives `Buffer.from` the same bytes again, a byte order mark included. */
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** The use case, for people and the watcher alike: join → budget → API → download → check. */
export function createFetchFile(parts: FetchFileParts): FetchFile {
  const { accountOf, downloadAsset, bytesInFlight, clock, wallMs, exchange, sharedForMs = 5000 } = parts;
  const { readFlow = async (bytes: Uint8Array) => parseFlowJson(bytes) } = parts;
  const underWay = new Map<string, UnderWay>();

  async function askAndDownload(order: Order): Promise<Read> {
    const { account, flow, onRetry, onStart, requester, canWait, users } = order;
    order.calls += 1;
    const { fileUrl, requestId } = await account.getFlowJsonAsset(flow, onRetry, requester, { canWait, onStart });
    const fetchedAt = wallMs();
    try {
      const bytes = await downloadAsset(fileUrl, users.admit);
      const flowJson = await readFlow(bytes);
      users.settle(flowJson.summary.bytes);
      return { bytes, flowJson, fetchedAt, requestId };
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
    const { flowJson, fetchedAt, requestId } = await fetchRead(order);
    return { flow: order.flow, flowJson, fetchedAt, requestId, ageMs: 0 };
  }

  async function fetchForAll(order: Order, others: FileExchange): Promise<Aged> {
    const key = flowKey(order.flow);
    // Others can do without the exchange where it fails, and so can this one.
    const quietly = (notification: Promise<void>) => notification.catch(() => {});
    try {
      const { flowJson, bytes, fetchedAt, requestId } = await fetchRead(order);
      // Nobody waits for the others' sake.
      void quietly(others.put(key, textOf(bytes), fetchedAt));
      return { flow: order.flow, flowJson, fetchedAt, requestId, ageMs: 0 };
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
    // Nobody else is to wait for what lets everybody else go first.
    if (exchange === undefined || order.canWait) return await fetchAlone(order);
    const found = await findElsewhere(order, exchange);
    if (found === 'fetch') return await fetchForAll(order, exchange);
    if (found === undefined) return await fetchAlone(order);
    const { json, fetchedAt, ageMs } = found;
    return { flow: order.flow, flowJson: await readFlow(Buffer.from(json)), fetchedAt, ageMs };
  }

  function start(key: string, order: Omit<Order, 'onRetry' | 'onStart' | 'calls' | 'users'>, options: FetchOptions) {
    const { onRetry, until } = options;
    const users = createFileUsers(bytesInFlight, until);
    const retryListeners = [onRetry];
    const notifyAll = (notice: RetryNotice) => {
      for (const listener of retryListeners) listener(notice);
    };
    const turn = Promise.withResolvers<void>();
    const own: Order = { ...order, onRetry: notifyAll, onStart: turn.resolve, calls: 0, users };
    const fetched = fetchOnce(own);
    const result = fetched.then(({ ageMs: _, ...file }): FetchedFile => file);
    const started = Promise.race([turn.promise, result]);
    // Who wants only the file does not look at it.
    started.catch(() => {});
    const entry: UnderWay = { result, started, retryListeners, canWait: order.canWait, isOver: false, users };
    const forget = () => {
      if (underWay.get(key) === entry) underWay.delete(key);
      users.close();
    };
    fetched.then(({ ageMs }) => {
      entry.isOver = true;
      clock.after(Math.max(0, sharedForMs - ageMs), forget);
    }, forget);
    underWay.set(key, entry);
    return { result, started, calls: () => own.calls };
  }

  return (flow, { isFresh = false, canWait = false, requester, ...options }) => {
    const account = accountOf(flow.account);
    if (account === undefined) {
      const result = Promise.reject(new CamsError('account-unknown'));
      return { account, queue: { ahead: 0, expectedWaitMs: 0 }, result, started: result, calls: () => 0 };
    }
    const key = flowKey(flow);
    const other = underWay.get(key);
    // A person does not join a fetch that lets everybody else go first, but for its file.
    const canJoin = other?.isOver ? !isFresh : canWait || !other?.canWait;
    if (other !== undefined && canJoin) {
      other.retryListeners.push(options.onRetry);
      other.users.join(options.until);
      const { result, started } = other;
      return { account, queue: undefined, result, started, calls: () => 0 };
    }
    const queue = account.queue(requester);
    return { account, queue, ...start(key, { account, flow, isFresh, canWait, requester }, options) };
  };
}
