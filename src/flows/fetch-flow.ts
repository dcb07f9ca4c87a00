import type { DownloadAsset } from '../cams/asset.ts';
import { AssetError } from '../cams/asset-error.ts';
import type { QueueState } from '../cams/budget.ts';
import type { FlowRef } from '../cams/client.ts';
import type { LimitedCamsClient, RetryNotice } from '../cams/limited-client.ts';
import { type FlowJson, FlowJsonError, parseFlowJson } from './flow-json.ts';

export interface FetchedFlow {
  flow: FlowRef;
  flowJson: FlowJson;
}

/** A fetch that is under way. */
export interface Fetching {
  /** What it met when it was asked for; `undefined` where it joined one that was under way already. */
  queue: QueueState | undefined;
  /** Rejects with a `CamsError`, an `AssetError` or a `FlowJsonError`. */
  result: Promise<FetchedFlow>;
}

/** Starts to fetch a flow's JSON, or joins a fetch of the same flow. Never throws: a fault rejects `result`. */
export type FetchFlow = (flow: FlowRef, onRetry: (notice: RetryNotice) => void) => Fetching;

export interface FetchFlowParts {
  cams: LimitedCamsClient;
  downloadAsset: DownloadAsset;
}

interface UnderWay {
  result: Promise<FetchedFlow>;
  retryListeners: ((notice: RetryNotice) => void)[];
}

/** The use case: join → budget → API → download → check. */
export function createFetchFlow({ cams, downloadAsset }: FetchFlowParts): FetchFlow {
  const underWay = new Map<string, UnderWay>();

  async function askAndDownload(flow: FlowRef, onRetry: (notice: RetryNotice) => void): Promise<FlowJson> {
    const { fileUrl, requestId } = await cams.getFlowJsonAsset(flow, onRetry);
    try {
      return parseFlowJson(await downloadAsset(fileUrl));
    } catch (error) {
      if (error instanceof AssetError || error instanceof FlowJsonError) error.requestId = requestId;
      throw error;
    }
  }

  async function fetchOnce(flow: FlowRef, onRetry: (notice: RetryNotice) => void): Promise<FetchedFlow> {
    try {
      return { flow, flowJson: await askAndDownload(flow, onRetry) };
    } catch (error) {
      if (!(error instanceof AssetError && error.kind === 'asset-expired')) throw error;
      // A link may run out while its call waits in a proxy or a slow network: a fresh one settles it.
      return { flow, flowJson: await askAndDownload(flow, onRetry) };
    }
  }

  return (flow, onRetry) => {
    const key = `${flow.custSpaceId ?? ''}/${flow.flowId}`;
    const joined = underWay.get(key);
    if (joined !== undefined) {
      joined.retryListeners.push(onRetry);
      return { queue: undefined, result: joined.result };
    }
    const queue = cams.queue();
    const retryListeners = [onRetry];
    const result = fetchOnce(flow, (notice) => {
      for (const listener of retryListeners) listener(notice);
    }).finally(() => underWay.delete(key));
    underWay.set(key, { result, retryListeners });
    return { queue, result };
  };
}
