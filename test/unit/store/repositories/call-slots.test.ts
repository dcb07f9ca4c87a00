import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBudget } from '../../../../src/cams/budget.ts';
import { CAMS_OPERATIONS } from '../../../../src/cams/types.ts';
import { createStoredCallSlots } from '../../../../src/store/repositories/call-slots.ts';
import { fakeClock } from '../../support/fakes.ts';
import { databaseClock } from '../database-clock.ts';
import { openInMemory } from '../support.ts';

/** A lease and a window. */
const UNTIL_FREE_MS = 7000;

describe('createStoredCallSlots', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  async function setUp() {
    const database = await openInMemory();
    const { databaseMs, move, pass } = await databaseClock(database);
    const optionsOf = (owner: string, { account = 'default', calls = 5 } = {}) => ({
      account,
      owner,
      calls,
      clock: fakeClock,
      operations: CAMS_OPERATIONS,
      databaseMs,
    });
    const accountSlotsOf = (owner: string, options = {}) =>
      createStoredCallSlots(database.db, database.dialect, optionsOf(owner, options));
    const callSlotsOf = (owner: string, options = {}) => accountSlotsOf(owner, options).of('GetFlowJSONAssest');
    return { db: database.db, accountSlotsOf, callSlotsOf, optionsOf, move, pass };
  }

  it('gives out each slot once, whoever asks, and says how long there will be none', async () => {
    const { callSlotsOf } = await setUp();
    const [one, two] = [callSlotsOf('one'), callSlotsOf('two')];
    const claims = [];
    for (const slots of [one, two, one, two, one]) claims.push(await slots.claim());
    expect(claims.map((claim) => claim.claimed && claim.slot).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(await two.claim()).toEqual({ claimed: false, waitMs: 1001 });
    expect(two.likelyFree()).toBe(0);
  });

  it('says how long until the first of several is free', async () => {
    const { callSlotsOf, pass } = await setUp();
    const [one, two] = [callSlotsOf('one', { calls: 2 }), callSlotsOf('two', { calls: 2 })];
    await one.claim();
    await one.claim();
    await one.free(0);
    await pass(400);
    await one.free(1);
    expect(await two.claim()).toEqual({ claimed: false, waitMs: 602 });
  });

  it('makes its slots once the database is there, where that was not to be reached at first', async () => {
    const { db, callSlotsOf } = await setUp();
    const slots = callSlotsOf('one');
    await sql`alter table call_slots rename to gone`.execute(db);
    await expect(slots.claim()).rejects.toThrow();
    await sql`alter table gone rename to call_slots`.execute(db);
    expect(await slots.claim()).toMatchObject({ claimed: true });
  });

  it('has slots of its own for each account', async () => {
    const { callSlotsOf } = await setUp();
    const [one, other] = [callSlotsOf('one', { calls: 1 }), callSlotsOf('one', { calls: 1, account: 'other' })];
    expect(await one.claim()).toEqual({ claimed: true, slot: 0 });
    expect(await other.claim()).toEqual({ claimed: true, slot: 0 });
  });

  it('frees a slot one window after it was given back, by the clock of the database', async () => {
    const { callSlotsOf, move, pass } = await setUp();
    const [one, two] = [callSlotsOf('one', { calls: 1 }), callSlotsOf('two', { calls: 1 })];
    await one.claim();
    await pass(300);
    await one.free(0);
    // The process' clock runs ahead: it counts for nothing.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await two.claim()).toEqual({ claimed: false, waitMs: 1001 });
    await move(1000);
    expect(await two.claim()).toEqual({ claimed: false, waitMs: 2 });
    await move(1);
    expect(await two.claim()).toEqual({ claimed: true, slot: 0 });
  });

  it('keeps a slot for as long as its call runs', async () => {
    const { callSlotsOf, pass } = await setUp();
    const [one, two] = [callSlotsOf('one', { calls: 1 }), callSlotsOf('two', { calls: 1 })];
    await one.claim();
    await pass(30_000, 100);
    expect(await two.claim()).toMatchObject({ claimed: false });
    await one.free(0);
    await pass(1100);
    expect(await two.claim()).toMatchObject({ claimed: true });
  });

  it('gives the slot of a process that died to another, a lease and a window later', async () => {
    const { callSlotsOf, move } = await setUp();
    const [dead, two] = [callSlotsOf('dead', { calls: 1 }), callSlotsOf('two', { calls: 1 })];
    await dead.claim();
    // Only the database's time passes: the first process shows no sign of life.
    await move(UNTIL_FREE_MS - 1);
    expect(await two.claim()).toMatchObject({ claimed: false });
    await move(1);
    expect(await two.claim()).toEqual({ claimed: true, slot: 0 });
  });

  it('lets a process that lost its slot neither free it, nor keep it, nor take it anew', async () => {
    const { callSlotsOf, move, pass } = await setUp();
    const [late, two] = [callSlotsOf('late', { calls: 1 }), callSlotsOf('two', { calls: 1 })];
    await late.claim();
    await move(UNTIL_FREE_MS);
    expect(await late.claim()).toMatchObject({ claimed: false });
    await two.claim();
    await late.free(0);
    await pass(1500);
    expect(await callSlotsOf('three', { calls: 1 }).claim()).toMatchObject({ claimed: false });
  });

  it('keeps a slot again after a time in which it held none', async () => {
    const { callSlotsOf, pass } = await setUp();
    const [one, two] = [callSlotsOf('one', { calls: 1 }), callSlotsOf('two', { calls: 1 })];
    await one.claim();
    await one.free(0);
    await pass(10_000, 100);
    expect(await one.claim()).toMatchObject({ claimed: true });
    await pass(30_000, 100);
    expect(await two.claim()).toMatchObject({ claimed: false });
  });

  it.each([
    { answeredInMs: 3000, claim: { claimed: true, slot: 0 } },
    { answeredInMs: 3001, claim: { claimed: false, waitMs: 0 } },
  ])('gives back at once what it was given too late: $answeredInMs ms', async ({ answeredInMs, claim }) => {
    const { db, callSlotsOf, optionsOf, pass } = await setUp();
    const slow = db.withPlugin({
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (result.rows.length > 0) await fakeClock.wait(answeredInMs);
        return result;
      },
    });
    const claiming = createStoredCallSlots(slow, 'sqlite', optionsOf('late', { calls: 1 }))
      .of('GetFlowJSONAssest')
      .claim();
    await pass(answeredInMs);
    expect(await claiming).toEqual(claim);
    // Longer than a window, and less than a lease that nobody renews; one that is kept is renewed.
    await pass(1010);
    const other = await callSlotsOf('two', { calls: 1 }).claim();
    expect(other.claimed).toBe(!claim.claimed);
  });

  it('says what is likely free without asking', async () => {
    const { callSlotsOf, pass } = await setUp();
    const slots = callSlotsOf('one');
    expect(slots.likelyFree()).toBe(5);
    await slots.claim();
    expect(slots.likelyFree()).toBe(4);
    await slots.free(0);
    expect(slots.likelyFree()).toBe(4);
    await pass(1010);
    expect(slots.likelyFree()).toBe(5);
  });

  it('gives a slot back as soon as the database is there again', async () => {
    const { db, callSlotsOf, pass } = await setUp();
    const [one, two] = [callSlotsOf('one', { calls: 1 }), callSlotsOf('two', { calls: 1 })];
    await one.claim();
    await sql`alter table call_slots rename to gone`.execute(db);
    const freeing = one.free(0);
    await pass(1000);
    await expect(two.claim()).rejects.toThrow();
    await sql`alter table gone rename to call_slots`.execute(db);
    await pass(300);
    await freeing;
    await pass(1010);
    expect(await two.claim()).toMatchObject({ claimed: true });
  });

  it('keeps three budgets within 5 calls a second, and each gets its share', async () => {
    const { callSlotsOf, pass } = await setUp();
    const arrivals: { owner: string; at: number }[] = [];
    const runs = ['one', 'two', 'three'].flatMap((owner, index) => {
      const budget = createBudget({ clock: fakeClock, slots: callSlotsOf(owner), random: () => index / 3 });
      return Array.from({ length: 12 }, (_, call) =>
        budget.run(async () => {
          await fakeClock.wait((call * 7) % 20);
          arrivals.push({ owner, at: performance.now() });
          await fakeClock.wait((call * 11) % 20);
        }),
      );
    });
    await pass(9000, 2);
    await Promise.all(runs);
    expect(arrivals).toHaveLength(36);
    const maxInWindow = arrivals.map(
      ({ at: start }) => arrivals.filter(({ at }) => at >= start && at < start + 1000).length,
    );
    expect(Math.max(...maxInWindow)).toBe(5);
    const early = arrivals.slice(0, 18);
    for (const name of ['one', 'two', 'three']) {
      expect(early.filter(({ owner }) => owner === name).length).toBeGreaterThanOrEqual(3);
    }
  });
});
