import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBudget } from '../../../src/cams/budget.ts';
import { CamsError } from '../../../src/cams/errors.ts';
import { createLimitedCamsClient } from '../../../src/cams/limited-client.ts';
import { fakeClock } from '../support/fakes.ts';

const flow = { flowId: '17b6aa11', custSpaceId: undefined };
const asset = { fileUrl: 'https://files.aliyuncs.com/1.json', requestId: 'R1' };
const limit = () => new CamsError('rate-limited', { code: 'System.LimitControl' });

describe('createLimitedCamsClient', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  function clientOf(answers: (() => Promise<typeof asset>)[]) {
    const calledAt: number[] = [];
    const client = {
      getFlowJsonAsset: () => {
        calledAt.push(performance.now());
        return answers[calledAt.length - 1]?.() ?? Promise.resolve(asset);
      },
    };
    const budget = createBudget({ clock: fakeClock });
    const limited = createLimitedCamsClient({ client, budget, clock: fakeClock, random: () => 0.5 });
    return { limited, calledAt };
  }

  it('calls once when all is well', async () => {
    const { limited, calledAt } = clientOf([]);
    const onRetry = vi.fn();
    expect(await limited.getFlowJsonAsset(flow, onRetry)).toEqual(asset);
    expect(calledAt).toEqual([0]);
    expect(onRetry).not.toHaveBeenCalled();
  });

  it('calls once more after a limit, a second and the half of the jitter later, and says so', async () => {
    const { limited, calledAt } = clientOf([() => Promise.reject(limit())]);
    const onRetry = vi.fn();
    const result = limited.getFlowJsonAsset(flow, onRetry);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await result).toEqual(asset);
    expect(calledAt).toEqual([0, 1250]);
    expect(onRetry.mock.calls).toEqual([[{ inMs: 1250 }]]);
  });

  it('gives up after the second limit', async () => {
    const { limited, calledAt } = clientOf([() => Promise.reject(limit()), () => Promise.reject(limit())]);
    const result = limited.getFlowJsonAsset(flow, () => {});
    const refused = expect(result).rejects.toMatchObject({ kind: 'rate-limited', code: 'System.LimitControl' });
    await vi.advanceTimersByTimeAsync(5000);
    await refused;
    expect(calledAt).toHaveLength(2);
  });

  it('holds every other call back for a second after a limit', async () => {
    const { limited, calledAt } = clientOf([() => Promise.reject(limit())]);
    void limited.getFlowJsonAsset(flow, () => {});
    await vi.advanceTimersByTimeAsync(100);
    void limited.getFlowJsonAsset({ ...flow, flowId: '17b6aa12' }, () => {});
    await vi.advanceTimersByTimeAsync(5000);
    expect(calledAt[1]).toBeGreaterThanOrEqual(1000);
  });

  it('does not try again after any other fault', async () => {
    const { limited, calledAt } = clientOf([() => Promise.reject(new CamsError('timeout'))]);
    await expect(limited.getFlowJsonAsset(flow, () => {})).rejects.toMatchObject({ kind: 'timeout' });
    expect(calledAt).toHaveLength(1);
  });
});
