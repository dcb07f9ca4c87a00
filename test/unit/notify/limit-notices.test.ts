import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../src/cams/errors.ts';
import { createLimitNotices } from '../../../src/notify/limit-notices.ts';
import type { OpsNotice } from '../../../src/notify/notice.ts';
import { createNotifyOperators } from '../../../src/notify/notify-operators.ts';
import { createOpsStates } from '../../../src/store/repositories/ops-states.ts';
import { databaseClock } from '../store/database-clock.ts';
import { openInMemory } from '../store/support.ts';
import { fakeClock } from '../support/fakes.ts';

const MINUTE_MS = 60_000;
const usual = { name: 'default', callsPerSecond: 5 };
const raised = { name: 'raised', callsPerSecond: 20 };
const dropped = new CamsError('rate-limited', { code: 'System.LimitControl', requestId: 'R1', apiMessage: 'No.' });

describe('createLimitNotices', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['performance', 'Date'] }));
  afterEach(() => void vi.useRealTimers());

  async function setUp() {
    const database = await openInMemory();
    const { databaseMs, move } = await databaseClock(database);
    const notifyOps = vi.fn(async (_notice: OpsNotice) => {});
    const warn = vi.fn();
    const states = createOpsStates<OpsNotice['problem']>(database.db, database.dialect, databaseMs);
    const notifyOperators = createNotifyOperators({ states, notifier: { notifyOps }, log: { warn } });
    const notices = createLimitNotices({ notifyOperators, clock: fakeClock, log: { warn } });
    async function pass(ms: number): Promise<void> {
      await move(ms);
      vi.advanceTimersByTime(ms);
    }
    /** Until what was begun has ended: each statement waits for the one before. */
    const settled = async () => {
      for (let turn = 0; turn < 20; turn += 1) await move(0);
    };
    const told = () => notifyOps.mock.calls.map(([{ account, isOver }]) => `${account}${isOver ? ' over' : ''}`);
    return { notices, notifyOps, warn, pass, settled, told };
  }

  it('tells operators once of a limit that was hit, and logs each time', async () => {
    const { notices, notifyOps, warn, settled } = await setUp();
    notices.limited(usual, dropped);
    await settled();
    notices.limited(usual, dropped);
    await settled();
    expect(notifyOps.mock.calls).toEqual([
      [
        {
          type: 'ops',
          problem: 'limit-hit',
          isOver: false,
          account: 'default',
          code: 'System.LimitControl',
          requestId: 'R1',
          detail: 'No.',
          limit: { perOperation: 5, common: 5, isRaised: false },
        },
      ],
    ]);
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it('says that a raised limit is too high, and what all operations share; a lowered one is never raised', async () => {
    const { notices, notifyOps, settled } = await setUp();
    notices.limited(raised, dropped);
    notices.limited({ name: 'low', callsPerSecond: 2 }, dropped);
    await settled();
    expect(notifyOps.mock.calls.map(([{ limit }]) => limit)).toEqual([
      { perOperation: 20, common: 5, isRaised: true },
      { perOperation: 2, common: 2, isRaised: false },
    ]);
  });

  it('says that it is over when it was not hit for longer than the common budget lasts', async () => {
    const { notices, pass, settled, told } = await setUp();
    notices.limited(usual, dropped);
    await settled();
    for (let minute = 0; minute < 69; minute += 1) {
      await pass(MINUTE_MS);
      notices.worked(usual);
      await settled();
    }
    expect(told()).toEqual(['default']);
    await pass(MINUTE_MS);
    notices.worked(usual);
    await settled();
    expect(told()).toEqual(['default', 'default over']);
    notices.limited(usual, dropped);
    await settled();
    expect(told()).toEqual(['default', 'default over', 'default']);
  });

  it('asks the database once a minute, however many calls go well', async () => {
    const notifyOperators = { limited: vi.fn(async () => {}), worked: vi.fn(async () => {}) };
    const notices = createLimitNotices({ notifyOperators, clock: fakeClock, log: { warn: vi.fn() } });
    for (let call = 0; call < 100; call += 1) notices.worked(usual);
    notices.worked(raised);
    vi.advanceTimersByTime(MINUTE_MS);
    notices.worked(usual);
    expect(notifyOperators.worked.mock.calls).toEqual([['default'], ['raised'], ['default']]);
  });

  it('only logs where operators could not be told', async () => {
    const warn = vi.fn();
    const fail = () => Promise.reject(new Error('gone'));
    const notices = createLimitNotices({
      notifyOperators: { limited: fail, worked: fail },
      clock: fakeClock,
      log: { warn },
    });
    notices.limited(usual, dropped);
    notices.worked(usual);
    await Promise.resolve();
    await Promise.resolve();
    expect(warn.mock.calls.map(([, text]) => text)).toEqual([
      'Alibaba Cloud dropped a call: all operations share one budget',
      'Could not tell operators of a limit',
      'Could not tell operators of a limit',
    ]);
  });
});
