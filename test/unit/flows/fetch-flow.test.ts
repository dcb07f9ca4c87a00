import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CamsAccount, RetryNotice } from '../../../src/cams/account.ts';
import { AssetError } from '../../../src/cams/asset-error.ts';
import type { FlowDetails, FlowRef } from '../../../src/cams/client.ts';
import { CamsError } from '../../../src/cams/errors.ts';
import { createFetchFlow } from '../../../src/flows/fetch-flow.ts';
import { fakeClock } from '../support/fakes.ts';

const flow: FlowRef = { flowId: '17b6aa11', custSpaceId: undefined, account: 'default' };
const json = Buffer.from('{"version":"6.2","screens":[]}');
const details: FlowDetails = {
  name: 'Shop',
  status: 'DRAFT',
  categories: [],
  jsonVersion: '6.2',
  dataApiVersion: undefined,
  preview: undefined,
};
const quietly = { onRetry: () => {} };

function partsOf(
  downloads: (() => Promise<Buffer>)[] = [],
  askDetails: () => Promise<FlowDetails> = () => Promise.resolve(details),
) {
  const getFlowJsonAsset = vi.fn(async (_flow: FlowRef, _onRetry: (notice: RetryNotice) => void) => ({
    fileUrl: `https://files.aliyuncs.com/${getFlowJsonAsset.mock.calls.length}.json`,
    requestId: 'R1',
  }));
  const getFlow = vi.fn((_flow: FlowRef) => askDetails());
  const downloadAsset = vi.fn(
    (_fileUrl: string) => downloads[downloadAsset.mock.calls.length - 1]?.() ?? Promise.resolve(json),
  );
  const queue = { ahead: 3, expectedWaitMs: 700 };
  const account: CamsAccount = {
    name: 'default',
    getFlowJsonAsset,
    getFlow,
    listFlows: () => Promise.resolve([]),
    queue: () => queue,
    health: () => ({
      callsInLastMinute: 0,
      limitPerMinute: 300,
      queue,
      lastSuccessAt: undefined,
      lastError: undefined,
    }),
  };
  const fetchFlow = createFetchFlow({
    accountOf: (name) => (name === 'default' || name === 'other' ? account : undefined),
    downloadAsset,
    clock: fakeClock,
    now: () => 1_700_000_000_000 + performance.now(),
  });
  return { fetchFlow, getFlowJsonAsset, getFlow, downloadAsset };
}

const refused = (kind: 'asset-expired' | 'asset-status') => () => Promise.reject(new AssetError(kind));

describe('createFetchFlow', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it('asks, downloads and checks', async () => {
    const { fetchFlow, downloadAsset } = partsOf();
    const fetching = fetchFlow(flow, quietly);
    expect(fetching.queue).toEqual({ ahead: 3, expectedWaitMs: 700 });
    expect(await fetching.result).toEqual({
      flow,
      flowJson: {
        text: '{\n  "version": "6.2",\n  "screens": []\n}\n',
        summary: expect.objectContaining({ version: '6.2', screenCount: 0 }),
      },
      fetchedAt: 1_700_000_000_000,
    });
    expect(await fetching.details).toEqual(details);
    expect(downloadAsset.mock.calls).toEqual([['https://files.aliyuncs.com/1.json']]);
  });

  it('joins a fetch of the same flow, and no other', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf();
    const first = fetchFlow(flow, quietly);
    const second = fetchFlow({ ...flow }, quietly);
    const inOtherSpace = fetchFlow({ ...flow, custSpaceId: 'cams-2' }, quietly);
    expect(second.queue).toBeUndefined();
    const inOtherAccount = fetchFlow({ ...flow, account: 'other' }, quietly);
    expect(inOtherSpace.queue).toBeDefined();
    expect(inOtherAccount.queue).toBeDefined();
    expect(await second.result).toBe(await first.result);
    await Promise.all([inOtherSpace.result, inOtherAccount.result]);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(3);
  });

  it('asks anew once a fetch has ended, well or not', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf([refused('asset-status')]);
    await expect(fetchFlow(flow, quietly).result).rejects.toMatchObject({ kind: 'asset-status', requestId: 'R1' });
    await fetchFlow(flow, quietly).result;
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5000);
    await fetchFlow(flow, quietly).result;
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(3);
  });

  it('gives a file that is there to who asks within five seconds, and to nobody later', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf();
    const first = await fetchFlow(flow, quietly).result;
    await vi.advanceTimersByTimeAsync(4999);
    const second = fetchFlow(flow, quietly);
    expect(second.queue).toBeUndefined();
    expect(await second.result).toBe(first);
    await vi.advanceTimersByTimeAsync(1);
    expect(await fetchFlow(flow, quietly).result).not.toBe(first);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
  });

  it('asks anew for who wants a fresh file, unless that is under way', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf();
    await fetchFlow(flow, quietly).result;
    const fresh = fetchFlow(flow, { ...quietly, isFresh: true });
    const joined = fetchFlow(flow, { ...quietly, isFresh: true });
    expect(joined.queue).toBeUndefined();
    expect(await joined.result).toBe(await fresh.result);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
  });

  it('tells everybody who joined of a second try', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf();
    const notices: string[] = [];
    const results = ['ada', 'bo'].map(
      (name) => fetchFlow(flow, { onRetry: ({ inMs }) => notices.push(`${name} ${inMs}`) }).result,
    );
    getFlowJsonAsset.mock.calls[0]?.[1]({ inMs: 1250 });
    await Promise.all(results);
    expect(notices).toEqual(['ada 1250', 'bo 1250']);
  });

  it('asks for a fresh link once where the first has expired', async () => {
    const { fetchFlow, downloadAsset } = partsOf([refused('asset-expired')]);
    await fetchFlow(flow, quietly).result;
    expect(downloadAsset.mock.calls.flat()).toEqual([
      'https://files.aliyuncs.com/1.json',
      'https://files.aliyuncs.com/2.json',
    ]);
  });

  it('does not ask a third time', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf([refused('asset-expired'), refused('asset-expired')]);
    await expect(fetchFlow(flow, quietly).result).rejects.toMatchObject({ kind: 'asset-expired' });
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
  });

  it('rejects for an account that there is not', async () => {
    const { fetchFlow } = partsOf();
    const fetching = fetchFlow({ ...flow, account: 'gone' }, quietly);
    await expect(fetching.result).rejects.toMatchObject({ name: 'CamsError', kind: 'account-unknown' });
  });

  it('goes well without the details where they fail', async () => {
    const { fetchFlow } = partsOf([], () => Promise.reject(new CamsError('permission-denied')));
    const fetching = fetchFlow(flow, quietly);
    expect(await fetching.result).toMatchObject({ flowJson: expect.anything() });
    expect(await fetching.details).toBeUndefined();
  });

  it('does not keep the file waiting for the details', async () => {
    const { fetchFlow } = partsOf([], () => new Promise(() => {}));
    expect(await fetchFlow(flow, quietly).result).toMatchObject({ fetchedAt: 1_700_000_000_000 });
  });

  it('gives who joins the same details', async () => {
    const { fetchFlow, getFlow } = partsOf();
    const [first, second] = [fetchFlow(flow, quietly), fetchFlow(flow, quietly)];
    expect(await Promise.all([first.details, second.details])).toEqual([details, details]);
    expect(getFlow).toHaveBeenCalledTimes(1);
    await Promise.all([first.result, second.result]);
  });

  it('asks for details once in half a minute, and the file each time', async () => {
    const { fetchFlow, getFlow, getFlowJsonAsset } = partsOf();
    await fetchFlow(flow, quietly).result;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await fetchFlow(flow, quietly).details).toEqual(details);
    expect(getFlow).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(6000);
    const last = fetchFlow(flow, quietly);
    await Promise.all([last.result, last.details]);
    expect(getFlow).toHaveBeenCalledTimes(2);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(3);
  });

  it('keeps the details of the latest 500 flows', async () => {
    const { fetchFlow, getFlow } = partsOf();
    for (let i = 0; i <= 500; i += 1) await fetchFlow({ ...flow, flowId: `17b6${i}` }, quietly).result;
    await vi.advanceTimersByTimeAsync(5000);
    await fetchFlow({ ...flow, flowId: '17b61' }, quietly).result;
    expect(getFlow).toHaveBeenCalledTimes(501);
    await fetchFlow({ ...flow, flowId: '17b60' }, quietly).result;
    expect(getFlow).toHaveBeenCalledTimes(502);
  });

  it('asks anew for details that failed', async () => {
    const answers = [() => Promise.reject(new CamsError('timeout')), () => Promise.resolve(details)];
    const { fetchFlow } = partsOf([], () => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    const first = fetchFlow(flow, quietly);
    await first.result;
    expect(await first.details).toBeUndefined();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await fetchFlow(flow, quietly).details).toEqual(details);
  });
});
