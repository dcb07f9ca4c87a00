import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CamsAccount, createCamsAccount } from '../../../src/cams/account.ts';
import { createBudget } from '../../../src/cams/budget.ts';
import { CamsError, type CamsErrorKind } from '../../../src/cams/errors.ts';
import type { FlowRef } from '../../../src/cams/types.ts';
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
      getFlowJsonAsset: ({ flowId }: FlowRef) => answer(flowId === flow.flowId ? 'file' : `file of ${flowId}`, asset),
      getFlow: ({ flowId }: FlowRef) => answer(flowId === flow.flowId ? 'details' : `details of ${flowId}`, details),
      listFlows: (_space: string | undefined, page: number) => answer(`page ${page}`, [listed]),
    };
    const budgetOf = () => createBudget({ clock: fakeClock, calls });
    const budgets = {
      GetFlowJSONAssest: budgetOf(),
      GetFlow: budgetOf(),
      ListFlow: budgetOf(),
      GetFlowPreviewUrl: budgetOf(),
    };
    const budget = budgets.GetFlowJSONAssest;
    const slots = {
      isCommon: false,
      shareOneBudget: vi.fn(() => Promise.resolve()),
      pause: vi.fn((_operation: string, _ms: number) => Promise.resolve()),
    };
    const [onLimit, onFailure, onSuccess] = [vi.fn(), vi.fn(), vi.fn()];
    const account = createCamsAccount({
      name: 'default',
      client,
      budgets,
      slots,
      onLimit,
      onFailure,
      onSuccess,
      clock: fakeClock,
      random: () => 0.5,
      wallMs: Date.now,
    });
    return { account, budget, budgets, slots, onLimit, onFailure, onSuccess, called, calledAt };
  }

  it('says when the turn of a file has come', async () => {
    const { account } = accountOf([], 1);
    const startedAt: number[] = [];
    const onStart = () => startedAt.push(performance.now());
    const ask = () => account.getFlowJsonAsset(flow, () => {}, 'ada', { canWait: false, onStart });
    const files = [ask(), ask()];
    await vi.advanceTimersByTimeAsync(5000);
    await Promise.all(files);
    expect(startedAt[0]).toBe(0);
    expect(startedAt[1]).toBeGreaterThanOrEqual(1000);
  });

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

  it.each([
    ['GetFlow', (account: CamsAccount) => account.getFlow(flow)],
    ['ListFlow', (account: CamsAccount) => account.listFlows(undefined, 1)],
  ])('takes nothing from files by %s', async (_operation, call) => {
    const { account, called } = accountOf([], 1);
    const others = Array.from({ length: 20 }, () => call(account));
    await vi.advanceTimersByTimeAsync(1);
    const askedAt = performance.now();
    const file = account.getFlowJsonAsset(flow, () => {}).then(() => performance.now());
    await vi.advanceTimersByTimeAsync(30_000);
    await Promise.all(others);
    expect((await file) - askedAt).toBeLessThan(5);
    expect(called).toHaveLength(21);
  });

  it('asks for what can wait after all that waits of its operation, also the second time', async () => {
    const nothing = () => undefined;
    const { account, called } = accountOf([nothing, nothing, nothing, limit], 1);
    const people = [account.getFlow(flow, 'ada')];
    const watcher = account.getFlow({ ...flow, flowId: '17b6aa99' }, 'watcher', { canWait: true });
    people.push(account.getFlow(flow, 'bo'), account.getFlow(flow, 'cy'));
    await vi.advanceTimersByTimeAsync(3500);
    expect(called).toEqual(['details', 'details', 'details', 'details of 17b6aa99']);
    // It was dropped: those who ask now go before its second try.
    people.push(...['di', 'ed', 'flo'].map((requester) => account.getFlow(flow, requester)));
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all([watcher, ...people]);
    expect(called.slice(4)).toEqual(['details', 'details', 'details', 'details of 17b6aa99']);
  });

  it('asks for a file that can wait after all other files', async () => {
    const { account, called } = accountOf([], 1);
    const fileOf = (flowId: string, canWait: boolean) =>
      account.getFlowJsonAsset({ ...flow, flowId }, () => {}, canWait ? 'watcher' : 'ada', { canWait });
    const all = [fileOf('17b6aa01', false), fileOf('17b6aa99', true), fileOf('17b6aa02', false)];
    await vi.advanceTimersByTimeAsync(1500);
    all.push(fileOf('17b6aa03', false));
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all(all);
    expect(called).toEqual(['17b6aa01', '17b6aa02', '17b6aa03', '17b6aa99'].map((id) => `file of ${id}`));
  });

  it('goes back to one budget when a call is dropped, once for those that are dropped together, and says so', async () => {
    const { account, slots, onLimit } = accountOf([limit, limit]);
    const all = [account.getFlowJsonAsset(flow, () => {}), account.getFlow(flow)];
    await vi.advanceTimersByTimeAsync(5000);
    await Promise.all(all);
    expect(slots.shareOneBudget).toHaveBeenCalledTimes(1);
    expect(onLimit).toHaveBeenCalledTimes(2);
  });

  it('tries again to do so where the database fails', async () => {
    const { account, slots } = accountOf([limit]);
    slots.shareOneBudget.mockRejectedValueOnce(new Error('gone'));
    const file = account.getFlowJsonAsset(flow, () => {});
    await vi.advanceTimersByTimeAsync(5000);
    await file;
    expect(slots.shareOneBudget).toHaveBeenCalledTimes(2);
  });

  it('has all processes wait for as long as Alibaba Cloud asks for, also where the database fails at first', async () => {
    const later = new CamsError('service-unavailable', { code: 'ServiceUnavailable' });
    later.retryAfterMs = 4000;
    const { account, slots } = accountOf([() => later]);
    slots.pause.mockRejectedValueOnce(new Error('gone'));
    const file = account.getFlowJsonAsset(flow, () => {});
    await vi.advanceTimersByTimeAsync(6000);
    await file;
    expect(slots.pause.mock.calls).toEqual([
      ['GetFlowJSONAssest', 4000],
      ['GetFlowJSONAssest', 3900],
    ]);
  });

  it('holds the calls of all operations back for a second after a limit', async () => {
    const { account, calledAt } = accountOf([limit]);
    const all = [account.getFlowJsonAsset(flow, () => {})];
    await vi.advanceTimersByTimeAsync(100);
    const others = [account.getFlow(flow), account.listFlows(undefined, 1)];
    await vi.advanceTimersByTimeAsync(5000);
    await Promise.all([...all, ...others]);
    expect(calledAt).toHaveLength(4);
    expect(Math.min(...calledAt.slice(1))).toBeGreaterThanOrEqual(1000);
  });

  const laterBy = (kind: CamsErrorKind, retryAfterMs: number) => () => {
    const error = new CamsError(kind);
    error.retryAfterMs = retryAfterMs;
    return error;
  };

  it.each(['service-unavailable', 'unknown-code', 'rate-limited'] as const)(
    'waits for as long as Alibaba Cloud asks for, with %s, and calls once more',
    async (kind) => {
      const { account, calledAt } = accountOf([laterBy(kind, 4000)]);
      const onRetry = vi.fn();
      const file = account.getFlowJsonAsset(flow, onRetry);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await file).toEqual(asset);
      expect(onRetry.mock.calls).toEqual([[{ inMs: 4000 }]]);
      expect(calledAt).toHaveLength(2);
      expect(calledAt[1]).toBeGreaterThanOrEqual(4000);
      expect(calledAt[1]).toBeLessThan(4100);
    },
  );

  it('makes others of the operation wait, too, and no other operation', async () => {
    const { account, called, calledAt } = accountOf([laterBy('service-unavailable', 4000)]);
    const all = [account.getFlowJsonAsset(flow, () => {})];
    await vi.advanceTimersByTimeAsync(100);
    all.push(account.getFlowJsonAsset({ ...flow, flowId: '17b6aa12' }, () => {}));
    const details = account.getFlow(flow);
    await vi.advanceTimersByTimeAsync(10_000);
    await Promise.all([...all, details]);
    expect(called[1]).toBe('details');
    expect(calledAt[1]).toBeLessThan(200);
    expect(Math.min(...calledAt.slice(2))).toBeGreaterThanOrEqual(4000);
  });

  it('tells a person at once where that would be longer than a minute', async () => {
    const { account, calledAt } = accountOf([laterBy('service-unavailable', 60_001)]);
    await expect(account.getFlowJsonAsset(flow, () => {})).rejects.toMatchObject({ kind: 'service-unavailable' });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(calledAt).toHaveLength(1);
  });

  it('counts all calls together while all operations share one budget', async () => {
    const { account, slots, onSuccess } = accountOf();
    await Promise.all([account.getFlowJsonAsset(flow, () => {}), account.getFlow(flow), account.getFlow(flow)]);
    expect(account.health()).toMatchObject({ operation: 'GetFlow', callsInLastMinute: 2, limitPerMinute: 300 });
    slots.isCommon = true;
    expect(account.health()).toMatchObject({ operation: undefined, callsInLastMinute: 3, limitPerMinute: 300 });
    expect(onSuccess).toHaveBeenCalledTimes(3);
  });

  it('knows nothing of its health at first', () => {
    expect(accountOf().account.health()).toEqual({
      operation: 'GetFlowJSONAssest',
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
      callsInLastMinute: 1,
      lastSuccessAt: 700,
      lastError: { at: 0, error },
    });
  });

  it('tells of what is wrong with the account, by the operation that met it, and not of a mistyped ID', async () => {
    const faults = ['permission-denied', 'not-owner', 'no-file', 'access-key-inactive'] as const;
    const [denied, ...others] = faults.map((kind) => new CamsError(kind));
    const { account, onFailure } = accountOf(
      [denied, ...others].map((error) => () => error ?? new CamsError('timeout')),
    );
    await expect(account.getFlow(flow)).rejects.toBe(denied);
    expect(account.health().lastError?.error).toBe(denied);
    for (const error of others) await expect(account.getFlowJsonAsset(flow, () => {})).rejects.toBe(error);
    expect(onFailure.mock.calls).toEqual([
      ['GetFlow', denied],
      ['GetFlowJSONAssest', others[2]],
    ]);
    expect(account.health().lastError?.error).toBe(others[2]);
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
