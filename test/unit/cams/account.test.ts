import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCamsAccount } from '../../../src/cams/account.ts';
import { createBudget } from '../../../src/cams/budget.ts';
import { CamsError } from '../../../src/cams/errors.ts';
import { fakeClock } from '../support/fakes.ts';

const flow = { flowId: '17b6aa11', custSpaceId: undefined, account: 'default' };
const asset = { fileUrl: 'https://files.aliyuncs.com/1.json', requestId: 'R1' };
const details = {
  name: 'Shop',
  status: 'DRAFT' as const,
  categories: [],
  jsonVersion: undefined,
  dataApiVersion: undefined,
  preview: undefined,
};
const listed = { flowId: '17b6aa11', name: 'Shop', categories: [] };
const limit = () => new CamsError('rate-limited', { code: 'System.LimitControl' });

describe('createCamsAccount', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  /** @param errors what the first calls fail with. */
  function accountOf(errors: (() => Error | undefined)[] = [], calls = 5) {
    const called: string[] = [];
    const calledAt: number[] = [];
    const answer = async <T>(name: string, value: T): Promise<T> => {
      called.push(name);
      calledAt.push(performance.now());
      const error = errors[called.length - 1]?.();
      if (error !== undefined) throw error;
      return value;
    };
    const client = {
      getFlowJsonAsset: () => answer('file', asset),
      getFlow: () => answer('details', details),
      listFlows: (_space: string | undefined, page: number) => answer(`page ${page}`, [listed]),
    };
    const budget = createBudget({ clock: fakeClock, calls });
    const account = createCamsAccount({
      name: 'default',
      client,
      budget,
      clock: fakeClock,
      random: () => 0.5,
      wallMs: Date.now,
    });
    return { account, budget, called, calledAt };
  }

  it('calls once when all is well', async () => {
    const { account, calledAt } = accountOf();
    const onRetry = vi.fn();
    expect(await account.getFlowJsonAsset(flow, onRetry)).toEqual(asset);
    expect(calledAt).toEqual([0]);
    expect(onRetry).not.toHaveBeenCalled();
  });

  it('calls once more after a limit, a second and the half of the jitter later, and says so', async () => {
    const { account, calledAt } = accountOf([limit]);
    const onRetry = vi.fn();
    const result = account.getFlowJsonAsset(flow, onRetry);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await result).toEqual(asset);
    expect(calledAt).toEqual([0, 1250]);
    expect(onRetry.mock.calls).toEqual([[{ inMs: 1250 }]]);
  });

  it('calls each of the other operations once more, too', async () => {
    for (const operation of ['getFlow', 'listFlows'] as const) {
      const { account, called } = accountOf([limit]);
      const result = operation === 'getFlow' ? account.getFlow(flow) : account.listFlows('cams-1', 2);
      await vi.advanceTimersByTimeAsync(5000);
      expect(await result).toEqual(operation === 'getFlow' ? details : [listed]);
      expect(called).toHaveLength(2);
    }
  });

  it('gives up after the second limit', async () => {
    const { account, calledAt } = accountOf([limit, limit]);
    const refused = expect(account.getFlowJsonAsset(flow, () => {})).rejects.toMatchObject({
      kind: 'rate-limited',
      code: 'System.LimitControl',
    });
    await vi.advanceTimersByTimeAsync(5000);
    await refused;
    expect(calledAt).toHaveLength(2);
  });

  it('holds every other call back for a second after a limit', async () => {
    const { account, calledAt } = accountOf([limit]);
    void account.getFlowJsonAsset(flow, () => {});
    await vi.advanceTimersByTimeAsync(100);
    void account.getFlowJsonAsset({ ...flow, flowId: '17b6aa12' }, () => {});
    await vi.advanceTimersByTimeAsync(5000);
    expect(calledAt[1]).toBeGreaterThanOrEqual(1000);
  });

  it('does not try again after any other fault', async () => {
    const { account, calledAt } = accountOf([() => new CamsError('timeout')]);
    await expect(account.getFlowJsonAsset(flow, () => {})).rejects.toMatchObject({ kind: 'timeout' });
    expect(calledAt).toHaveLength(1);
  });

  it('asks for details after all that waits', async () => {
    const { account, called } = accountOf([], 1);
    const all = [
      account.getFlow(flow),
      account.getFlowJsonAsset(flow, () => {}),
      account.listFlows(undefined, 1),
      account.getFlowJsonAsset(flow, () => {}),
    ];
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(all);
    expect(called).toEqual(['file', 'page 1', 'file', 'details']);
  });

  it('asks for a file that can wait after all that waits, also the second time', async () => {
    const nothing = () => undefined;
    const { account, called } = accountOf([nothing, nothing, nothing, limit], 1);
    const pages = [account.listFlows(undefined, 1)];
    const file = account.getFlowJsonAsset(flow, () => {}, 'watcher', { canWait: true });
    pages.push(account.listFlows(undefined, 2), account.listFlows(undefined, 3));
    await vi.advanceTimersByTimeAsync(3500);
    // The file was dropped: those who ask now go before its second try.
    pages.push(...[4, 5, 6].map((page) => account.listFlows(undefined, page)));
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all([file, ...pages]);
    expect(called).toEqual(['page 1', 'page 2', 'page 3', 'file', 'page 4', 'page 5', 'page 6', 'file']);
  });

  it('knows nothing of its health at first', () => {
    expect(accountOf().account.health()).toEqual({
      callsInLastMinute: 0,
      limitPerMinute: 300,
      queue: { ahead: 0, expectedWaitMs: 0 },
      lastSuccessAt: undefined,
      lastError: undefined,
    });
  });

  it('keeps the last success and the last error', async () => {
    const error = new CamsError('permission-denied');
    const { account } = accountOf([() => error]);
    await expect(account.listFlows(undefined, 1)).rejects.toBe(error);
    await vi.advanceTimersByTimeAsync(700);
    await account.getFlowJsonAsset(flow, () => {});
    expect(account.health()).toMatchObject({
      callsInLastMinute: 2,
      lastSuccessAt: 700,
      lastError: { at: 0, error },
    });
  });

  it('takes no notice of a limit that a second try got past, nor of what the budget turned away', async () => {
    const { account, budget } = accountOf([limit]);
    const result = account.getFlowJsonAsset(flow, () => {});
    await vi.advanceTimersByTimeAsync(5000);
    await result;
    budget.stop();
    await expect(account.getFlowJsonAsset(flow, () => {})).rejects.toMatchObject({ kind: 'stopping' });
    expect(account.health().lastError).toBeUndefined();
  });

  it('asks for each requester in turn, and tells each of their own queue', async () => {
    const { account, budget } = accountOf([], 1);
    const run = vi.spyOn(budget, 'run');
    for (const requester of ['ada', 'ada', 'bo']) void account.getFlowJsonAsset(flow, () => {}, requester);
    expect(run.mock.calls.map(([, options]) => options?.requester)).toEqual(['ada', 'ada', 'bo']);
    await vi.advanceTimersByTimeAsync(0);
    expect(account.queue('ada').ahead).toBe(2);
    expect(account.queue('cy').ahead).toBe(1);
    await vi.advanceTimersByTimeAsync(5000);
  });
});
