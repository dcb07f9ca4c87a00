import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeldLeases, createLeases, neverClaimed } from '../../../src/store/leases.ts';
import { fakeClock } from '../support/fakes.ts';
import { databaseClock } from './database-clock.ts';
import { openInMemory } from './support.ts';

const FLOW = { flow_key: 'default//f1', account: 'default', next_at: 0, polls: 0, errors: 0, gone: 0, problem: null };

/** A row that three processes may hold, and what each finds it to be. */
async function setUp() {
  const database = await openInMemory();
  const { db, dialect } = database;
  const { databaseMs, move } = await databaseClock(database);
  await db
    .insertInto('watch_polls')
    .values({ ...FLOW, ...neverClaimed('watch_polls') })
    .execute();
  const processOf = (owner: string) => {
    const leases = createLeases('watch_polls', { dialect, databaseMs, owner, forMs: 1000 });
    type Change = typeof leases.renewed;
    const change = async (columns: Change, where: typeof leases.isFree) => {
      const row = await db.updateTable('watch_polls').set(columns).where(where).executeTakeFirst();
      return Number(row.numUpdatedRows);
    };
    return {
      claim: () => change(leases.claimed, leases.isFree),
      renew: () => change(leases.renewed, leases.isMine),
      release: (freeInMs?: number) => change(leases.released(freeInMs), leases.isMine),
      isRunning: async () =>
        (await db.selectFrom('watch_polls').select('flow_key').where(leases.isRunning).execute()).length === 1,
    };
  };
  return { one: processOf('one'), two: processOf('two'), move };
}

describe('createLeases', () => {
  it('gives a row to the first that claims it, until its lease has run out', async () => {
    const { one, two, move } = await setUp();
    expect(await one.isRunning()).toBe(false);
    expect(await one.claim()).toBe(1);
    expect(await two.claim()).toBe(0);
    await move(999);
    expect(await one.isRunning()).toBe(true);
    expect(await two.claim()).toBe(0);
    await move(1);
    expect(await one.isRunning()).toBe(false);
    expect(await two.claim()).toBe(1);
  });

  it('is renewed by its owner alone, also late where nobody has claimed the row', async () => {
    const { one, two, move } = await setUp();
    await one.claim();
    await move(900);
    expect(await two.renew()).toBe(0);
    expect(await one.renew()).toBe(1);
    await move(999);
    expect(await two.claim()).toBe(0);
    await move(5000);
    expect(await one.renew()).toBe(1);
    expect(await two.claim()).toBe(0);
  });

  it('is released by its owner alone, at once or after a while', async () => {
    const { one, two, move } = await setUp();
    await one.claim();
    expect(await two.release()).toBe(0);
    expect(await one.release()).toBe(1);
    expect(await one.renew()).toBe(0);
    expect(await two.claim()).toBe(1);
    expect(await two.release(400.4)).toBe(1);
    await move(399);
    expect(await one.claim()).toBe(0);
    await move(1);
    expect(await one.claim()).toBe(1);
  });

  it.each([
    ['postgres', / for update skip locked$/],
    ['sqlite', /"watch_polls"$/],
  ] as const)('passes over what another one is claiming, on %s', async (dialect, ending) => {
    const { db, databaseMs } = await openInMemory();
    const { skipContested } = createLeases('watch_polls', { dialect, databaseMs, owner: 'one', forMs: 1000 });
    expect(skipContested(db.selectFrom('watch_polls').select('flow_key')).compile().sql).toMatch(ending);
  });
});

describe('createHeldLeases', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  function held() {
    const renewals: string[][] = [];
    const renew = vi.fn(async (keys: readonly string[]): Promise<void> => void renewals.push([...keys]));
    return { leases: createHeldLeases<string>({ clock: fakeClock, everyMs: 1000, renew }), renew, renewals };
  }

  it('renews all that is held by one statement, for as long as anything is', async () => {
    const { leases, renewals } = held();
    leases.add('a');
    leases.add('b');
    expect([leases.has('a'), leases.has('c'), leases.keys]).toEqual([true, false, ['a', 'b']]);
    await vi.advanceTimersByTimeAsync(2500);
    leases.remove('a');
    expect(leases.has('a')).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    leases.remove('b');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(renewals).toEqual([['a', 'b'], ['a', 'b'], ['b']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('begins again with what is held after a time in which nothing was', async () => {
    const { leases, renewals } = held();
    leases.add('a');
    leases.remove('a');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(renewals).toEqual([]);
    leases.add('b');
    await vi.advanceTimersByTimeAsync(2000);
    expect(renewals).toEqual([['b'], ['b']]);
  });

  it('goes on after a renewal that failed, and keeps its pace where one is slow', async () => {
    const { leases, renew, renewals } = held();
    renew.mockRejectedValueOnce(new Error('the database is gone'));
    renew.mockImplementationOnce(async () => void (await fakeClock.wait(900)));
    leases.add('a');
    await vi.advanceTimersByTimeAsync(3000);
    expect(renew).toHaveBeenCalledTimes(3);
    expect(renewals).toEqual([['a']]);
  });

  it('is never at work twice at once', async () => {
    const { leases, renew } = held();
    leases.add('a');
    leases.remove('a');
    leases.add('a');
    await vi.advanceTimersByTimeAsync(1000);
    leases.add('b');
    await vi.advanceTimersByTimeAsync(1000);
    expect(renew).toHaveBeenCalledTimes(2);
  });
});
