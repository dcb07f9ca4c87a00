import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBudget } from '../../../src/cams/budget.ts';
import { createStoredPlaces } from '../../../src/store/places.ts';
import { fakeClock } from '../support/fakes.ts';
import { databaseClock } from './database-clock.ts';
import { openInMemory } from './support.ts';

/** A lease and a window. */
const UNTIL_FREE_MS = 7000;

describe('createStoredPlaces', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  async function setUp() {
    const database = await openInMemory();
    const { databaseNow, move, pass } = await databaseClock(database);
    const placesOf = (owner: string, { account = 'default', calls = 5 } = {}) =>
      createStoredPlaces(database.db, database.dialect, { account, owner, calls, clock: fakeClock, databaseNow });
    return { db: database.db, placesOf, move, pass };
  }

  it('gives out each place once, whoever asks, and says how long there will be none', async () => {
    const { placesOf } = await setUp();
    const [one, two] = [placesOf('one'), placesOf('two')];
    const claims = [];
    for (const places of [one, two, one, two, one]) claims.push(await places.claim());
    expect(claims.map((claim) => claim.claimed && claim.place).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(await two.claim()).toEqual({ claimed: false, waitMs: 1001 });
    expect(two.likelyFree()).toBe(0);
  });

  it('has places of its own for each account', async () => {
    const { placesOf } = await setUp();
    const [one, other] = [placesOf('one', { calls: 1 }), placesOf('one', { calls: 1, account: 'other' })];
    expect(await one.claim()).toEqual({ claimed: true, place: 0 });
    expect(await other.claim()).toEqual({ claimed: true, place: 0 });
  });

  it('frees a place one window after it was given back, by the clock of the database', async () => {
    const { placesOf, move, pass } = await setUp();
    const [one, two] = [placesOf('one', { calls: 1 }), placesOf('two', { calls: 1 })];
    await one.claim();
    await pass(300);
    await one.free(0);
    // The process' clock runs ahead: it counts for nothing.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await two.claim()).toEqual({ claimed: false, waitMs: 1001 });
    await move(1000);
    expect(await two.claim()).toEqual({ claimed: false, waitMs: 2 });
    await move(1);
    expect(await two.claim()).toEqual({ claimed: true, place: 0 });
  });

  it('keeps a place for as long as its call runs', async () => {
    const { placesOf, pass } = await setUp();
    const [one, two] = [placesOf('one', { calls: 1 }), placesOf('two', { calls: 1 })];
    await one.claim();
    await pass(30_000, 100);
    expect(await two.claim()).toMatchObject({ claimed: false });
    await one.free(0);
    await pass(1100);
    expect(await two.claim()).toMatchObject({ claimed: true });
  });

  it('gives the place of a process that died to another, a lease and a window later', async () => {
    const { placesOf, move } = await setUp();
    const [dead, two] = [placesOf('dead', { calls: 1 }), placesOf('two', { calls: 1 })];
    await dead.claim();
    // Only the database's time passes: the first process shows no sign of life.
    await move(UNTIL_FREE_MS - 1);
    expect(await two.claim()).toMatchObject({ claimed: false });
    await move(1);
    expect(await two.claim()).toEqual({ claimed: true, place: 0 });
  });

  it('lets a process that lost its place neither free it, nor keep it, nor take it anew', async () => {
    const { placesOf, move, pass } = await setUp();
    const [late, two] = [placesOf('late', { calls: 1 }), placesOf('two', { calls: 1 })];
    await late.claim();
    await move(UNTIL_FREE_MS);
    expect(await late.claim()).toMatchObject({ claimed: false });
    await two.claim();
    await late.free(0);
    await pass(1500);
    expect(await placesOf('three', { calls: 1 }).claim()).toMatchObject({ claimed: false });
  });

  it('says what is likely free without asking', async () => {
    const { placesOf, pass } = await setUp();
    const places = placesOf('one');
    expect(places.likelyFree()).toBe(5);
    await places.claim();
    expect(places.likelyFree()).toBe(4);
    await places.free(0);
    expect(places.likelyFree()).toBe(4);
    await pass(1010);
    expect(places.likelyFree()).toBe(5);
  });

  it('gives a place back as soon as the database is there again', async () => {
    const { db, placesOf, pass } = await setUp();
    const [one, two] = [placesOf('one', { calls: 1 }), placesOf('two', { calls: 1 })];
    await one.claim();
    await sql`alter table places rename to gone`.execute(db);
    const freeing = one.free(0);
    await pass(1000);
    await expect(two.claim()).rejects.toThrow();
    await sql`alter table gone rename to places`.execute(db);
    await pass(300);
    await freeing;
    await pass(1010);
    expect(await two.claim()).toMatchObject({ claimed: true });
  });

  it('keeps three budgets within 5 calls a second, and each gets its share', async () => {
    const { placesOf, pass } = await setUp();
    const arrivals: { owner: string; at: number }[] = [];
    const runs = ['one', 'two', 'three'].flatMap((owner, index) => {
      const budget = createBudget({ clock: fakeClock, places: placesOf(owner), random: () => index / 3 });
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
    const mostInWindow = arrivals.map(
      ({ at: start }) => arrivals.filter(({ at }) => at >= start && at < start + 1000).length,
    );
    expect(Math.max(...mostInWindow)).toBe(5);
    const early = arrivals.slice(0, 18);
    for (const name of ['one', 'two', 'three']) {
      expect(early.filter(({ owner }) => owner === name).length).toBeGreaterThanOrEqual(3);
    }
  });
});
