import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CamsAccount } from '../../../../src/cams/account.ts';
import { AssetError } from '../../../../src/cams/asset-error.ts';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { FlowDetails, FlowRef } from '../../../../src/cams/types.ts';
import { createFetchFile } from '../../../../src/flows/fetch/fetch-file.ts';
import { createFetchFlow } from '../../../../src/flows/fetch/fetch-flow.ts';
import type { Exchanged, FileExchange } from '../../../../src/flows/fetch/file-exchange.ts';
import { createDetailsOf } from '../../../../src/flows/fetch/flow-details.ts';
import { readFlowDocument } from '../../../../src/flows/json/flow-document.ts';
import { fakeClock } from '../../support/fakes.ts';

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
  exchange?: FileExchange,
) {
  let links = 0;
  const getFlowJsonAsset = vi.fn<CamsAccount['getFlowJsonAsset']>(async () => {
    links += 1;
    return { fileUrl: `https://files.aliyuncs.com/${links}.json`, requestId: 'R1' };
  });
  const getFlow = vi.fn<CamsAccount['getFlow']>(() => askDetails());
  const downloadAsset = vi.fn(
    (_fileUrl: string) => downloads[downloadAsset.mock.calls.length - 1]?.() ?? Promise.resolve(json),
  );
  const queue = { ahead: 3, expectedWaitMs: 700 };
  const account = { getFlowJsonAsset, getFlow, queue: () => queue };
  const fetchFile = createFetchFile({
    accountOf: (name) => (name === 'default' || name === 'other' ? account : undefined),
    downloadAsset,
    clock: fakeClock,
    wallMs: () => 1_700_000_000_000 + performance.now(),
    exchange,
  });
  const warn = vi.fn();
  const fetchFlow = createFetchFlow({ fetchFile, detailsOf: createDetailsOf({ clock: fakeClock, log: { warn } }) });
  return { fetchFile, fetchFlow, getFlowJsonAsset, getFlow, downloadAsset, warn };
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
        contentHash: readFlowDocument('{"version":"6.2","screens":[]}').contentHash,
        summary: expect.objectContaining({ version: '6.2', screenCount: 0 }),
      },
      fetchedAt: 1_700_000_000_000,
      requestId: 'R1',
    });
    expect(await fetching.details).toEqual({ is: 'known', details });
    expect(downloadAsset.mock.calls.map(([url]) => url)).toEqual(['https://files.aliyuncs.com/1.json']);
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
    expect(downloadAsset.mock.calls.map(([url]) => url)).toEqual([
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
    expect(await fetching.details).toEqual({
      is: 'refused',
      why: { kind: 'permission-denied', code: undefined, action: 'cams:GetFlow' },
    });
  });

  it('says what is known of details that have not come: whether they were asked for, and why not answered', async () => {
    const { fetchFlow, getFlow } = partsOf([], () => new Promise(() => {}));
    const fetching = fetchFlow(flow, quietly);
    expect(fetching.detailsSoFar()).toEqual({ is: 'waiting' });
    await fetching.result;
    await vi.advanceTimersByTimeAsync(0);
    expect(fetching.detailsSoFar()).toEqual({ is: 'waiting' });
    const options = getFlow.mock.calls[0]?.[2];
    options?.onStart?.();
    expect(fetching.detailsSoFar()).toEqual({ is: 'late' });
    const dropped = { is: 'refused', why: { kind: 'rate-limited', code: 'Throttling', action: undefined } };
    options?.onRetry?.(new CamsError('rate-limited', { code: 'Throttling' }));
    expect(fetching.detailsSoFar()).toEqual(dropped);
    // The second try, which may have to wait for long: the first one's answer is what there is to say.
    options?.onStart?.();
    expect(fetching.detailsSoFar()).toEqual(dropped);
  });

  it('names the action that was denied as Alibaba Cloud names it, and the code of a fault', async () => {
    const denied = new CamsError('permission-denied', {
      code: 'Ram.PermissionDeny',
      accessDenied: { action: 'cams:GetFlowX', principal: '2', policyType: undefined, noPermissionType: undefined },
    });
    const answers = [denied, new CamsError('unknown-code', { code: 'isv.ODD' }), new Error('a fault of our own')];
    const { fetchFlow } = partsOf([], () => Promise.reject(answers.shift()));
    const whys = [];
    for (const flowId of ['17b6aa01', '17b6aa02', '17b6aa03']) {
      whys.push(await fetchFlow({ ...flow, flowId }, quietly).details);
    }
    expect(whys.map((outcome) => outcome.is === 'refused' && outcome.why)).toEqual([
      { kind: 'permission-denied', code: 'Ram.PermissionDeny', action: 'cams:GetFlowX' },
      { kind: 'unknown-code', code: 'isv.ODD', action: undefined },
      { kind: 'unknown-code', code: undefined, action: undefined },
    ]);
  });

  it('logs why the details fail: once a minute for each kind and account', async () => {
    const kinds = [
      'permission-denied',
      'permission-denied',
      'timeout',
      'permission-denied',
      'permission-denied',
    ] as const;
    const left = kinds.map((kind) => new CamsError(kind, { requestId: 'R9' }));
    const { fetchFlow, warn } = partsOf([], () => Promise.reject(left.shift()));
    const ask = (flowId: string, account = 'default') => fetchFlow({ ...flow, flowId, account }, quietly).details;
    await ask('17b6aa01');
    await ask('17b6aa02');
    await ask('17b6aa03');
    await ask('17b6aa04', 'other');
    expect(warn.mock.calls.map(([{ kind, flow: of }]) => [kind, of.flowId])).toEqual([
      ['permission-denied', '17b6aa01'],
      ['timeout', '17b6aa03'],
      ['permission-denied', '17b6aa04'],
    ]);
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ operation: 'GetFlow', err: { requestId: 'R9' } });
    await vi.advanceTimersByTimeAsync(60_001);
    await ask('17b6aa05');
    expect(warn).toHaveBeenCalledTimes(4);
  });

  it('does not keep the file waiting for the details', async () => {
    const { fetchFlow } = partsOf([], () => new Promise(() => {}));
    expect(await fetchFlow(flow, quietly).result).toMatchObject({ fetchedAt: 1_700_000_000_000 });
  });

  it('gives who joins the same details', async () => {
    const { fetchFlow, getFlow } = partsOf();
    const [first, second] = [fetchFlow(flow, quietly), fetchFlow(flow, quietly)];
    expect(await Promise.all([first.details, second.details])).toEqual([
      { is: 'known', details },
      { is: 'known', details },
    ]);
    expect(getFlow).toHaveBeenCalledTimes(1);
    await Promise.all([first.result, second.result]);
  });

  it("asks for the details when the file's turn has come, and not before", async () => {
    const { fetchFlow, getFlow, getFlowJsonAsset } = partsOf();
    const turn = Promise.withResolvers<void>();
    getFlowJsonAsset.mockImplementation(async (_flow, _onRetry, _requester, options) => {
      await turn.promise;
      options?.onStart?.();
      return new Promise(() => {});
    });
    const { details: asked } = fetchFlow(flow, { ...quietly, requester: 'T1/U1' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(getFlow).not.toHaveBeenCalled();
    turn.resolve();
    expect(await asked).toEqual({ is: 'known', details });
    expect(getFlow.mock.calls.map(([of, requester]) => [of, requester])).toEqual([[flow, 'T1/U1']]);
  });

  it('asks for no details of a file whose turn never came', async () => {
    const { fetchFlow, getFlow, getFlowJsonAsset } = partsOf();
    getFlowJsonAsset.mockRejectedValue(new CamsError('queue-full'));
    const fetching = fetchFlow(flow, quietly);
    await expect(fetching.result).rejects.toMatchObject({ kind: 'queue-full' });
    expect(await fetching.details).toMatchObject({ is: 'refused' });
    expect(getFlow).not.toHaveBeenCalled();
  });

  it('asks for details once in half a minute, and the file each time', async () => {
    const { fetchFlow, getFlow, getFlowJsonAsset } = partsOf();
    await fetchFlow(flow, quietly).result;
    await vi.advanceTimersByTimeAsync(25_000);
    expect(await fetchFlow(flow, quietly).details).toEqual({ is: 'known', details });
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
    await fetchFlow({ ...flow, flowId: '17b60' }, quietly).details;
    expect(getFlow).toHaveBeenCalledTimes(502);
  });

  it('asks anew for details that failed', async () => {
    const answers = [() => Promise.reject(new CamsError('timeout')), () => Promise.resolve(details)];
    const { fetchFlow } = partsOf([], () => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    const first = fetchFlow(flow, quietly);
    await first.result;
    expect(await first.details).toMatchObject({ is: 'refused', why: { kind: 'timeout' } });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await fetchFlow(flow, quietly).details).toEqual({ is: 'known', details });
  });

  it('has its calls made in the turn of who asked', async () => {
    const { fetchFlow, getFlowJsonAsset } = partsOf();
    await fetchFlow(flow, { ...quietly, requester: 'T1/U1' }).result;
    expect(getFlowJsonAsset.mock.calls[0]?.[2]).toBe('T1/U1');
  });

  describe('with the watcher', () => {
    const forWatcher = { ...quietly, isFresh: true, canWait: true, requester: 'watcher' };

    it('has its calls go after all others', async () => {
      const { fetchFile, getFlowJsonAsset } = partsOf();
      const { result, calls } = fetchFile(flow, forWatcher);
      await result;
      expect(getFlowJsonAsset.mock.calls.map(([, , ...rest]) => rest)).toEqual([
        ['watcher', { canWait: true, onStart: expect.any(Function) }],
      ]);
      expect(calls()).toBe(1);
    });

    it('joins what a person fetches, for no call of its own', async () => {
      const { fetchFile, fetchFlow, getFlowJsonAsset } = partsOf();
      const person = fetchFlow(flow, quietly);
      const poll = fetchFile(flow, forWatcher);
      expect(await poll.result).toBe(await person.result);
      expect(poll.calls()).toBe(0);
      expect(getFlowJsonAsset).toHaveBeenCalledTimes(1);
    });

    it('asks for a fresh link once where the first has expired, and counts both calls', async () => {
      const { fetchFile } = partsOf([refused('asset-expired')]);
      const poll = fetchFile(flow, forWatcher);
      expect(await poll.result).toMatchObject({ flow });
      expect(poll.calls()).toBe(2);
    });

    it('makes nobody wait for it: a person gets a call of their own, and the file once it is there', async () => {
      const { fetchFile, fetchFlow, getFlowJsonAsset } = partsOf();
      getFlowJsonAsset.mockImplementationOnce(() => new Promise(() => {}));
      void fetchFile(flow, forWatcher);
      const person = fetchFlow(flow, quietly);
      expect(person.queue).toBeDefined();
      expect(await person.result).toMatchObject({ flow });
      const other = { ...flow, flowId: '17b6bb22' };
      const polled = await fetchFile(other, forWatcher).result;
      expect(await fetchFlow(other, quietly).result).toBe(polled);
      expect(getFlowJsonAsset).toHaveBeenCalledTimes(3);
    });

    it('sees the flow as it is now, not the file that is there', async () => {
      const { fetchFile, fetchFlow, getFlowJsonAsset } = partsOf();
      await fetchFlow(flow, quietly).result;
      await fetchFile(flow, forWatcher).result;
      expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
    });
  });

  it('is as of the answer with the link, however long the download takes', async () => {
    const { fetchFlow } = partsOf([() => fakeClock.wait(900).then(() => json)]);
    const { result } = fetchFlow(flow, quietly);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await result).toMatchObject({ fetchedAt: 1_700_000_000_000 });
  });

  describe('with other processes', () => {
    /** @param taken what `take` gives, one after the other; then it is this process' turn. */
    function exchangeOf(taken: (Exchanged | Error)[] = []) {
      const exchange = {
        take: vi.fn(async (_key: string, _isFresh: boolean): Promise<Exchanged> => {
          const next = taken.shift() ?? { role: 'fetch' };
          if (next instanceof Error) throw next;
          return next;
        }),
        put: vi.fn((_key: string, _json: string, _fetchedAt: number) => Promise.resolve()),
        fail: vi.fn((_key: string) => Promise.resolve()),
        waitFor: vi.fn<FileExchange['waitFor']>(() => Promise.resolve(undefined)),
      };
      return exchange;
    }
    const ready = { role: 'use', json: json.toString(), fetchedAt: 1_600_000_000_000, ageMs: 3000 } as const;

    it('leaves them alone for the watcher: nobody is to wait for what can wait', async () => {
      const exchange = exchangeOf([{ role: 'wait' }]);
      const { fetchFile, getFlowJsonAsset } = partsOf([], undefined, exchange);
      await fetchFile(flow, { ...quietly, canWait: true }).result;
      expect(exchange.take).not.toHaveBeenCalled();
      expect(getFlowJsonAsset).toHaveBeenCalledTimes(1);
    });

    it('gives them the file that it fetched, with every byte', async () => {
      const exchange = exchangeOf();
      const marked = Buffer.from('\uFEFF{"version":"6.2"}');
      const { fetchFlow } = partsOf([() => Promise.resolve(marked)], undefined, exchange);
      await Promise.all([fetchFlow(flow, quietly).result, fetchFlow(flow, quietly).result]);
      expect(exchange.take.mock.calls).toEqual([['default//17b6aa11', false]]);
      expect(exchange.put.mock.calls).toEqual([['default//17b6aa11', marked.toString(), 1_700_000_000_000]]);
      expect(exchange.fail).not.toHaveBeenCalled();
    });

    it('tells them that a fetch failed', async () => {
      const exchange = exchangeOf();
      const { fetchFlow } = partsOf([refused('asset-status')], undefined, exchange);
      await expect(fetchFlow(flow, quietly).result).rejects.toMatchObject({ kind: 'asset-status' });
      expect(exchange.fail.mock.calls).toEqual([['default//17b6aa11']]);
      expect(exchange.put).not.toHaveBeenCalled();
    });

    it('takes their file without a call, and shares it for no longer than they may', async () => {
      const exchange = exchangeOf([ready]);
      const { fetchFlow, getFlowJsonAsset } = partsOf([], undefined, exchange);
      const first = await fetchFlow(flow, quietly).result;
      expect(first).toStrictEqual({ flow, flowJson: expect.anything(), fetchedAt: 1_600_000_000_000 });
      await vi.advanceTimersByTimeAsync(1999);
      expect(await fetchFlow(flow, quietly).result).toBe(first);
      expect(getFlowJsonAsset).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await fetchFlow(flow, quietly).result;
      expect(getFlowJsonAsset).toHaveBeenCalledTimes(1);
    });

    it('waits for what they fetch', async () => {
      const exchange = exchangeOf([{ role: 'wait' }]);
      exchange.waitFor.mockResolvedValue(ready);
      const { fetchFlow, getFlowJsonAsset } = partsOf([], undefined, exchange);
      expect(await fetchFlow(flow, { ...quietly, isFresh: true }).result).toMatchObject({ fetchedAt: ready.fetchedAt });
      expect(exchange.take.mock.calls).toEqual([['default//17b6aa11', true]]);
      expect(getFlowJsonAsset).not.toHaveBeenCalled();
    });

    it('fetches where they failed', async () => {
      const exchange = exchangeOf([{ role: 'wait' }]);
      const { fetchFlow, getFlowJsonAsset } = partsOf([], undefined, exchange);
      await fetchFlow(flow, quietly).result;
      expect(exchange.take).toHaveBeenCalledTimes(2);
      expect(getFlowJsonAsset).toHaveBeenCalledTimes(1);
      expect(exchange.put).toHaveBeenCalledTimes(1);
    });

    it('goes well without them where nothing can be exchanged', async () => {
      const exchange = exchangeOf([new Error('gone')]);
      const { fetchFlow } = partsOf([], undefined, exchange);
      expect(await fetchFlow(flow, quietly).result).toMatchObject({ fetchedAt: 1_700_000_000_000 });
      expect(exchange.put).not.toHaveBeenCalled();

      const failing = { ...exchangeOf(), put: () => Promise.reject(new Error('gone')) };
      expect(await partsOf([], undefined, failing).fetchFlow(flow, quietly).result).toMatchObject({ flow });
    });
  });
});
