import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../src/cams/errors.ts';
import { createAccountNotices } from '../../../src/notify/account-notices.ts';
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

describe('createAccountNotices', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['performance', 'Date'] }));
  afterEach(() => void vi.useRealTimers());

  async function setUp() {
    const database = await openInMemory();
    const { databaseMs, move } = await databaseClock(database);
    const notifyOps = vi.fn(async (_notice: OpsNotice) => true);
    const warn = vi.fn();
    const states = createOpsStates<OpsNotice['problem']>(database.db, database.dialect, databaseMs);
    const notifyOperators = createNotifyOperators({ states, notifier: { notifyOps }, log: { warn } });
    const notices = createAccountNotices({ notifyOperators, clock: fakeClock, log: { warn } });
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
          accessDenied: undefined,
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
      notices.worked(usual, 'GetFlow');
      await settled();
    }
    expect(told()).toEqual(['default']);
    await pass(MINUTE_MS);
    notices.worked(usual, 'GetFlow');
    await settled();
    expect(told()).toEqual(['default', 'default over']);
    notices.limited(usual, dropped);
    await settled();
    expect(told()).toEqual(['default', 'default over', 'default']);
  });

  const denied = new CamsError('permission-denied', {
    code: 'Ram.PermissionDeny',
    requestId: 'R2',
    apiMessage: 'RAM permission deny.',
    accessDenied: {
      action: 'cams:GetFlowJSONAssest',
      principal: 'acs:ram::1:user/flow-bot',
      policyType: 'AccountLevelIdentityBasedPolicy',
      noPermissionType: 'ImplicitDeny',
    },
  });

  it('tells operators once of what a person met, with who was refused, until it works again', async () => {
    const { notices, notifyOps, pass, settled, told } = await setUp();
    for (let command = 0; command < 5; command += 1) {
      notices.failed(usual, 'GetFlowJSONAssest', denied);
      await settled();
    }
    expect(told()).toEqual(['default']);
    expect(notifyOps.mock.calls[0]?.[0]).toMatchObject({
      problem: 'permission-lost',
      code: 'Ram.PermissionDeny',
      detail: 'RAM permission deny.',
      accessDenied: { action: 'cams:GetFlowJSONAssest', principal: 'acs:ram::1:user/flow-bot' },
    });
    await pass(11 * MINUTE_MS);
    // The list may be read: that says nothing of the files.
    notices.worked(usual, 'ListFlow');
    await settled();
    expect(told()).toEqual(['default']);
    notices.worked(usual, 'GetFlowJSONAssest');
    await settled();
    expect(told()).toEqual(['default', 'default over']);
    notices.failed(usual, 'GetFlowJSONAssest', denied);
    await settled();
    expect(told()).toEqual(['default', 'default over', 'default']);
  });

  it('tells operators who chose no channel before of what is met after they did', async () => {
    const { notices, notifyOps, settled, told } = await setUp();
    notifyOps.mockResolvedValueOnce(false);
    for (let command = 0; command < 3; command += 1) {
      notices.failed(usual, 'GetFlowJSONAssest', denied);
      await settled();
    }
    expect(told()).toEqual(['default', 'default']);
  });

  it.each([
    ['permission-denied', 'GetFlow', 'details-permission-lost'],
    ['permission-denied', 'ListFlow', 'list-permission-lost'],
    ['access-key-unknown', 'ListFlow', 'key-expired'],
    ['access-key-inactive', 'GetFlowJSONAssest', 'key-expired'],
    ['security-token-expired', 'GetFlow', 'key-expired'],
    ['signature-mismatch', 'GetFlow', 'key-expired'],
    ['not-subscribed', 'GetFlow', 'not-subscribed'],
    ['clock-skew', 'GetFlowJSONAssest', 'clock-wrong'],
  ] as const)('tells of %s at %s as %s', async (kind, operation, problem) => {
    const { notices, notifyOps, settled } = await setUp();
    notices.failed(usual, operation, new CamsError(kind));
    await settled();
    expect(notifyOps.mock.calls.map(([notice]) => notice.problem)).toEqual([problem]);
  });

  it.each(['not-owner', 'no-file', 'timeout', 'rate-limited', 'queue-full'] as const)(
    'tells of no %s: it is none of the account, or was told when the call was dropped',
    async (kind) => {
      const { notices, notifyOps, settled } = await setUp();
      notices.failed(usual, 'GetFlowJSONAssest', new CamsError(kind));
      await settled();
      expect(notifyOps).not.toHaveBeenCalled();
    },
  );

  it('asks the database once a minute, however many calls go well', async () => {
    const notifyOperators = {
      limited: vi.fn(async () => {}),
      failed: vi.fn(async () => {}),
      worked: vi.fn(async () => {}),
    };
    const notices = createAccountNotices({ notifyOperators, clock: fakeClock, log: { warn: vi.fn() } });
    for (let call = 0; call < 100; call += 1) notices.worked(usual, 'GetFlow');
    notices.worked(raised, 'GetFlow');
    vi.advanceTimersByTime(MINUTE_MS);
    notices.worked(usual, 'GetFlow');
    expect(notifyOperators.worked.mock.calls).toEqual([
      ['default', 'GetFlow'],
      ['raised', 'GetFlow'],
      ['default', 'GetFlow'],
    ]);
  });

  it('only logs where operators could not be told', async () => {
    const warn = vi.fn();
    const fail = () => Promise.reject(new Error('gone'));
    const notices = createAccountNotices({
      notifyOperators: { limited: fail, failed: fail, worked: fail },
      clock: fakeClock,
      log: { warn },
    });
    notices.limited(usual, dropped);
    notices.worked(usual, 'GetFlow');
    await Promise.resolve();
    await Promise.resolve();
    expect(warn.mock.calls.map(([, text]) => text)).toEqual([
      'Alibaba Cloud dropped a call: all operations share one budget',
      'Could not notify operators of an account',
      'Could not notify operators of an account',
    ]);
  });
});
