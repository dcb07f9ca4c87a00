import { describe, expect, it, vi } from 'vitest';
import { AssetError } from '../../../src/cams/asset-error.ts';
import type { FlowRef } from '../../../src/cams/client.ts';
import type { RetryNotice } from '../../../src/cams/limited-client.ts';
import { createFetchFlow } from '../../../src/flows/fetch-flow.ts';

const flow: FlowRef = { flowId: '17b6aa11', custSpaceId: undefined };
const json = Buffer.from('{"version":"6.2","screens":[]}');
const noNotice = () => {};

function partsOf(downloads: (() => Promise<Buffer>)[] = []) {
  const getFlowJsonAsset = vi.fn(async (_flow: FlowRef, _onRetry: (notice: RetryNotice) => void) => ({
    fileUrl: `https://files.aliyuncs.com/${getFlowJsonAsset.mock.calls.length}.json`,
    requestId: 'R1',
  }));
  const downloadAsset = vi.fn(
    (_fileUrl: string) => downloads[downloadAsset.mock.calls.length - 1]?.() ?? Promise.resolve(json),
  );
  const fetchFlow = createFetchFlow({
    cams: { getFlowJsonAsset, queue: () => ({ ahead: 3, expectedWaitMs: 700 }) },
    downloadAsset,
  });
  return { fetchFlow, getFlowJsonAsset, downloadAsset };
}

const refused = (kind: 'asset-expired' | 'asset-status') => () => Promise.reject(new AssetError(kind));

describe('createFetchFlow', () => {
  it('asks, downloads and checks', async () => {
    const { fetchFlow, downloadAsset } = partsOf();
    const fetching = fetchFlow(flow, noNotice);
    expect(fetching.queue).toEqual({ ahead: 3, expectedWaitMs: 700 });
    expect(await fetching.result).toEqual({
      flow,
      flowJson: { text: '{\n  "version": "6.2",\n  "screens": []\n}\n', summary: { version: '6.2', screenCount: 0 } },
    });
    expect(downloadAsset.mock.calls).toEqual([['https://files.aliyuncs.com/1.json']]);
  });

  it('joins a fetch of the same flow, and no other', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf();
    const first = fetchFlow(flow, noNotice);
    const second = fetchFlow({ ...flow }, noNotice);
    const inOtherSpace = fetchFlow({ ...flow, custSpaceId: 'cams-2' }, noNotice);
    expect(second.queue).toBeUndefined();
    expect(inOtherSpace.queue).toBeDefined();
    expect(await second.result).toBe(await first.result);
    await inOtherSpace.result;
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
  });

  it('asks anew once a fetch has ended, well or not', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf([refused('asset-status')]);
    await expect(fetchFlow(flow, noNotice).result).rejects.toMatchObject({ kind: 'asset-status', requestId: 'R1' });
    await fetchFlow(flow, noNotice).result;
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
  });

  it('tells everybody who joined of a second try', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf();
    const notices: string[] = [];
    const results = ['ada', 'bo'].map((name) => fetchFlow(flow, ({ inMs }) => notices.push(`${name} ${inMs}`)).result);
    getFlowJsonAsset.mock.calls[0]?.[1]({ inMs: 1250 });
    await Promise.all(results);
    expect(notices).toEqual(['ada 1250', 'bo 1250']);
  });

  it('asks for a fresh link once where the first has expired', async () => {
    const { fetchFlow, downloadAsset } = partsOf([refused('asset-expired')]);
    await fetchFlow(flow, noNotice).result;
    expect(downloadAsset.mock.calls.flat()).toEqual([
      'https://files.aliyuncs.com/1.json',
      'https://files.aliyuncs.com/2.json',
    ]);
  });

  it('does not ask a third time', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf([refused('asset-expired'), refused('asset-expired')]);
    await expect(fetchFlow(flow, noNotice).result).rejects.toMatchObject({ kind: 'asset-expired' });
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
  });
});
