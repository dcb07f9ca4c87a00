import { describe, expect, it, vi } from 'vitest';
import { CAMS_OPERATIONS, type CamsOperation } from '../../src/cams/types.ts';
import type { Clock } from '../../src/clock.ts';
import type { Database } from '../../src/store/database.ts';
import { createOwnerlessLeases } from '../../src/store/leases.ts';
import { createStoredCallSlots, type StoredCallSlotsOptions } from '../../src/store/repositories/call-slots.ts';
import { createStoredFileExchange } from '../../src/store/repositories/file-exchange.ts';
import { createCatalogueRecords } from '../../src/store/repositories/flow-catalogue.ts';
import { createFlowVersions } from '../../src/store/repositories/flow-versions.ts';
import { createNotifications } from '../../src/store/repositories/notifications.ts';
import { createOpsStates } from '../../src/store/repositories/ops-states.ts';
import { createPollQueue } from '../../src/store/repositories/poll-queue.ts';
import { createRequestJournal } from '../../src/store/repositories/request-journal.ts';
import { createWatches } from '../../src/store/repositories/watches.ts';
import { databaseClock } from '../unit/store/database-clock.ts';
import { audited } from './audit-entries.ts';
import type { OpenDatabase } from './store-suites.ts';

const HOUR_MS = 60 * 60_000;
/** A lease of a slot, and a window. */
const SLOT_LEASE_MS = 7000;
const FILES: CamsOperation = 'GetFlowJSONAssest';
const FLOW = { flowId: '17b6aa11', account: 'default', custSpaceId: undefined };
const KEY = 'default//17b6aa11';

/** The processes' clock, which a test sets: a database that is far away leaves no room for fake timers. */
function manualClock() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const after = (ms: number, run: () => void) => void timers.push({ at: now + ms, run });
  const clock: Clock = { monotonicMs: () => now, after, wait: (ms) => new Promise((resolve) => after(ms, resolve)) };
  function pass(ms: number): void {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { run } of due) run();
  }
  return { clock, pass };
}

async function clocksOf(database: Database) {
  const { databaseMs, move } = await databaseClock(database);
  // Never before 1970, however far it is set back.
  await move(100 * HOUR_MS);
  const { clock, pass: passHere } = manualClock();
  /** Time passes for the database and the processes alike. */
  async function pass(ms: number): Promise<void> {
    await move(ms);
    passHere(ms);
  }
  const now = async () => Number((await database.db.selectNoFrom(databaseMs.as('now')).executeTakeFirstOrThrow()).now);
  return { databaseMs, clock, move, pass, now };
}

const slotSuite = (open: OpenDatabase) =>
  describe('the call slots', () => {
    async function setUp({ calls = 5, hasOthers = true }: Pick<StoredCallSlotsOptions, 'calls' | 'hasOthers'> = {}) {
      const database = await open();
      const { db, dialect } = database;
      const { databaseMs, clock, move, pass, now } = await clocksOf(database);
      const accountSlotsOf = (owner: string) =>
        createStoredCallSlots(db, dialect, {
          account: 'default',
          owner,
          clock,
          calls,
          operations: CAMS_OPERATIONS,
          databaseMs,
          hasOthers,
        });
      const [one, two] = [accountSlotsOf('one'), accountSlotsOf('two')];
      /** Until the row of a slot that somebody holds has been renewed: then its lease is a whole one. */
      const renewed = (owner = 'one') =>
        vi.waitFor(async () => {
          const rows = await db.selectFrom('call_slots').select('free_at').where('owner', '=', owner).execute();
          expect(rows.map(({ free_at: at }) => Number(at))).toEqual([(await now()) + SLOT_LEASE_MS]);
        });
      const takeAll = async (slots: typeof one, operation = FILES) => {
        const taken: number[] = [];
        for (;;) {
          const claim = await slots.of(operation).claim();
          if (!claim.claimed) return taken;
          taken.push(claim.slot);
        }
      };
      return { one, two, move, pass, renewed, takeAll };
    }

    it.each([30_000, HOUR_MS])(
      'are free a window after they were found so, the clock set back by %i ms',
      async (ms) => {
        const { one, two, move, pass, takeAll } = await setUp();
        for (const slot of await takeAll(one)) await one.of(FILES).free(slot);
        await move(-ms);
        // Their calls may have been answered just now.
        expect(await two.of(FILES).claim()).toEqual({ claimed: false, waitMs: 1001 });
        await pass(1001);
        expect(await takeAll(two)).toHaveLength(5);
      },
    );

    it('stay with a call that is under way, the clock set back, and come free with its answer', async () => {
      const { one, two, move, pass, renewed } = await setUp({ calls: 1 });
      await one.of(FILES).claim();
      await move(-HOUR_MS);
      expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
      for (let second = 0; second < 10; second += 1) {
        await pass(1000);
        await renewed();
        expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
      }
      await one.of(FILES).free(0);
      expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
      await pass(1001);
      expect(await two.of(FILES).claim()).toEqual({ claimed: true, slot: 0 });
    });

    it('come back from a process that died, the clock set back, a lease and a window later', async () => {
      const { one, two, move } = await setUp({ calls: 1, hasOthers: false });
      await one.of(FILES).claim();
      await move(-HOUR_MS);
      expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
      await move(SLOT_LEASE_MS - 1);
      expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
      await move(1);
      expect(await two.of(FILES).claim()).toEqual({ claimed: true, slot: 0 });
    });

    it.each([500, HOUR_MS])("are not taken from others' calls, the clock set ahead by %i ms", async (ms) => {
      const { one, two, move, pass, renewed, takeAll } = await setUp({ calls: 2 });
      // The first has one under way, and has just given one back; the second knows what the clock was.
      for (const slot of await takeAll(one)) if (slot === 1) await one.of(FILES).free(1);
      expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
      await move(ms + 1000);
      expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
      for (let second = 0; second < 7; second += 1) {
        expect(await two.of(FILES).claim()).toMatchObject({ claimed: false });
        await pass(1000);
        await renewed();
      }
      expect(await takeAll(two)).toEqual([1]);
    });

    it('of a process that is alone rest by its own clock, whatever the database shows', async () => {
      const { one, move, pass, takeAll } = await setUp({ calls: 2, hasOthers: false });
      expect(await takeAll(one)).toEqual([0, 1]);
      await one.of(FILES).free(0);
      await move(HOUR_MS);
      expect(await one.of(FILES).claim()).toMatchObject({ claimed: false });
      await pass(999);
      expect(await one.of(FILES).claim()).toEqual({ claimed: false, waitMs: 2 });
      await pass(1);
      expect(await takeAll(one)).toEqual([0]);
    });

    it('take no slow database, and no clock that drifts, for a clock that was set', async () => {
      const { one, move, pass } = await setUp({ calls: 1 });
      expect(await one.of(FILES).claim()).toMatchObject({ claimed: true });
      await one.of(FILES).free(0);
      await pass(2 * HOUR_MS);
      await move(3000);
      expect(await one.of(FILES).claim()).toMatchObject({ claimed: true });
    });

    it("are each operation's own", async () => {
      const { one, two, takeAll } = await setUp();
      for (const operation of CAMS_OPERATIONS) expect(await takeAll(one, operation)).toHaveLength(5);
      for (const operation of CAMS_OPERATIONS) expect(await takeAll(two, operation)).toEqual([]);
    });

    it('are five for all operations once a call was dropped, in every process, for an hour', async () => {
      const { one, two, pass, renewed, takeAll } = await setUp({ calls: 8 });
      const underWay = await takeAll(one, 'GetFlow');
      expect(underWay).toHaveLength(8);
      await two.shareOneBudget();
      // What is under way, or has just been answered, counts as well.
      expect(await takeAll(two)).toEqual([]);
      for (const slot of underWay) await one.of('GetFlow').free(slot);
      expect(await takeAll(one)).toEqual([]);
      await pass(1001);
      const [files, details] = [await takeAll(one, 'ListFlow'), await takeAll(two)];
      expect([files.length, details.length]).toEqual([5, 0]);
      expect([one.isCommon, two.isCommon]).toEqual([true, true]);
      for (const slot of files) await one.of('ListFlow').free(slot);
      await pass(1001);
      const [last, ...others] = await takeAll(two);
      expect(await takeAll(one, 'GetFlow')).toEqual([]);
      if (last === undefined) throw new Error('there was one');

      for (const slot of others) await two.of(FILES).free(slot);
      await pass(HOUR_MS + 4000);
      // A call in one of the common slots goes on.
      await renewed('two');
      expect(await takeAll(one)).toEqual([]);
      await two.of(FILES).free(last);
      expect(await takeAll(one)).toEqual([]);
      await pass(1001);
      expect(await takeAll(one)).toHaveLength(8);
      expect(await takeAll(two, 'GetFlow')).toHaveLength(8);
      expect([one.isCommon, two.isCommon]).toEqual([false, false]);
    });

    it('are shared for no longer than an hour, the clock set back', async () => {
      const { one, move, pass, takeAll } = await setUp({ hasOthers: false });
      await one.shareOneBudget();
      await move(-24 * HOUR_MS);
      const common = await takeAll(one);
      expect(common).toHaveLength(5);
      expect(await takeAll(one, 'GetFlow')).toEqual([]);
      for (const slot of common) await one.of(FILES).free(slot);
      await pass(HOUR_MS + SLOT_LEASE_MS);
      expect(await takeAll(one, 'GetFlow')).toHaveLength(5);
    });

    it('are given out to no process while Alibaba Cloud asks to call an operation later, and those of others are', async () => {
      const { one, two, pass, takeAll } = await setUp();
      await one.pause(FILES, 30_000);
      // A shorter one does not end it.
      await two.pause(FILES, 5000);
      expect(await takeAll(one)).toEqual([]);
      expect(await takeAll(two)).toEqual([]);
      expect(await two.of(FILES).claim()).toEqual({ claimed: false, waitMs: 1001, pausedMs: 30_000 });
      expect(await takeAll(two, 'GetFlow')).toHaveLength(5);
      await pass(29_999);
      expect(await takeAll(two)).toEqual([]);
      await pass(1);
      expect(await takeAll(two)).toHaveLength(5);
    });

    it('are not paused for longer than an hour, the clock set back', async () => {
      const { one, move, pass, takeAll } = await setUp({ hasOthers: false });
      await one.pause(FILES, 24 * HOUR_MS);
      await move(-24 * HOUR_MS);
      expect(await takeAll(one)).toEqual([]);
      await pass(HOUR_MS);
      expect(await takeAll(one)).toHaveLength(5);
    });

    it('are used for files before anything else while they are shared', async () => {
      const { one, takeAll } = await setUp();
      await one.shareOneBudget();
      await takeAll(one);
      const [file, details] = [await one.of(FILES).claim(), await one.of('GetFlow').claim()];
      expect(file).toEqual({ claimed: false, waitMs: 1001 });
      expect(details).toEqual({ claimed: false, waitMs: 1031 });
    });
  });

const othersSuite = (open: OpenDatabase) =>
  describe('what one process at a time works on', () => {
    it('a request stays with a process that lives, and comes back from one that does not', async () => {
      const database = await open();
      const { databaseMs, move } = await clocksOf(database);
      const journalOf = (owner: string) => createRequestJournal(database.db, database.dialect, owner, { databaseMs });
      const [one, two] = [journalOf('one'), journalOf('two')];
      await one.accept(audited({ id: 'r1', teamId: 'T1', userId: 'U1', body: '{}', flows: 1 }), []);
      await move(-HOUR_MS);
      const taken = async () => (await two.claimAbandoned(10)).map(({ id }) => id);
      for (let second = 0; second < 20; second += 2) {
        await two.renew();
        await one.renew();
        expect(await taken()).toEqual([]);
        await move(2000);
      }
      // It dies. Then the clock is set back once more.
      await move(-HOUR_MS);
      await two.renew();
      await move(9999);
      expect(await taken()).toEqual([]);
      await move(1);
      expect(await taken()).toEqual(['r1']);
    });

    it('a request that was handed over is taken, the clock set back', async () => {
      const database = await open();
      const { databaseMs, move } = await clocksOf(database);
      const journalOf = (owner: string) => createRequestJournal(database.db, database.dialect, owner, { databaseMs });
      const [one, two] = [journalOf('one'), journalOf('two')];
      await one.accept(audited({ id: 'r1', teamId: 'T1', userId: 'U1', body: '{}', flows: 1 }), []);
      await one.handOver();
      await move(-HOUR_MS);
      await two.renew();
      expect(await two.claimAbandoned(10)).toEqual([]);
      await move(5000);
      expect((await two.claimAbandoned(10)).map(({ id }) => id)).toEqual(['r1']);
    });

    it('a click counts again, the clock set back', async () => {
      const database = await open();
      const { databaseMs, move } = await clocksOf(database);
      const journal = createRequestJournal(database.db, database.dialect, 'one', { databaseMs });
      const click = (id: string) =>
        journal.accept(audited({ id, teamId: 'T1', userId: 'U1', body: '{}', flows: 1 }), [
          { key: 'click', withinMs: 3000 },
        ]);
      expect(await click('r1')).toBe(true);
      await move(-2000);
      expect(await click('r2')).toBe(false);
      await move(-HOUR_MS);
      expect(await click('r3')).toBe(true);
      await move(3000);
      expect(await click('r4')).toBe(false);
    });

    it('the fetch of a file: of a process that died, and of one that put it there at a time that is to come', async () => {
      const database = await open();
      const { databaseMs, clock, move } = await clocksOf(database);
      const filesOf = (owner: string) =>
        createStoredFileExchange(database.db, database.dialect, { owner, clock, databaseMs });
      const [one, two] = [filesOf('one'), filesOf('two')];
      await one.take(KEY, false);
      await move(-HOUR_MS);
      expect(await two.take(KEY, false)).toEqual({ role: 'wait' });
      await move(14_999);
      expect(await two.take(KEY, false)).toEqual({ role: 'wait' });
      await move(1);
      expect(await two.take(KEY, false)).toEqual({ role: 'fetch' });
      await two.put(KEY, '{}', 1);
      expect(await one.take(KEY, false)).toMatchObject({ role: 'use' });
      await move(-1);
      expect(await one.take(KEY, false)).toEqual({ role: 'fetch' });
    });

    it('the poll of a flow and the notification of a channel, of a process that died', async () => {
      const database = await open();
      const { db, dialect } = database;
      const { databaseMs, move } = await clocksOf(database);
      const watches = createWatches(db, dialect, databaseMs);
      const watch = { teamId: 'T1', channelId: 'C1', flow: FLOW, everyMs: 600_000, createdBy: 'U1' };
      await watches.add(watch, { firstPollInMs: 0 });
      await db.updateTable('watches').set({ due_at: 0 }).execute();
      await db.updateTable('watch_polls').set({ next_at: 0 }).execute();
      await createPollQueue(db, dialect, 'one', databaseMs).claim('default');
      await createNotifications(db, dialect, 'one', databaseMs).claim();
      await move(-HOUR_MS / 4);
      const polls = createPollQueue(db, dialect, 'two', databaseMs);
      const notifications = createNotifications(db, dialect, 'two', databaseMs);
      expect([await polls.claim('default'), await notifications.claim()]).toEqual([undefined, []]);
      await move(60_000);
      expect(await polls.claim('default')).toMatchObject({ flow: FLOW });
      expect(await notifications.claim()).toEqual([]);
      await move(60_000);
      expect(await notifications.claim()).toHaveLength(1);
    });

    it('the refresh of a token, which nobody renews', async () => {
      const database = await open();
      const { db } = database;
      const { databaseMs, move } = await clocksOf(database);
      const { claimed, isFree } = createOwnerlessLeases('installations', databaseMs, 30_000);
      const row = { team_id: 'T1', installation: '', key_id: '', refreshing_until: null, updated_at: 0 };
      await db.insertInto('installations').values(row).execute();
      const claim = async () =>
        Number((await db.updateTable('installations').set(claimed).where(isFree).executeTakeFirst()).numUpdatedRows);
      expect([await claim(), await claim()]).toEqual([1, 0]);
      await move(-HOUR_MS);
      expect(await claim()).toBe(1);
    });
  });

const timesSuite = (open: OpenDatabase) =>
  describe('what is stored of times', () => {
    const watch = { teamId: 'T1', channelId: 'C1', flow: FLOW, everyMs: 600_000, createdBy: 'U1' };
    const file = '{}';
    const factsOf = (contentHash: string) => ({ contentHash, name: undefined, status: undefined, ageMs: 0 });

    async function setUp() {
      const database = await open();
      const { db, dialect } = database;
      const { databaseMs, move, now } = await clocksOf(database);
      const steps: number[] = [];
      const journalOf = (owner: string) =>
        createRequestJournal(db, dialect, owner, { databaseMs, onSetBack: (byMs) => steps.push(byMs) });
      const [one, two] = [journalOf('one'), journalOf('two')];
      const watches = createWatches(db, dialect, databaseMs);
      const polls = createPollQueue(db, dialect, 'one', databaseMs);
      const versions = createFlowVersions(db, dialect, databaseMs);
      const notifications = createNotifications(db, dialect, 'one', databaseMs);
      await watches.add(watch, { firstPollInMs: 0 });
      await one.renew();
      await two.renew();
      /** A round of each process, which comes every two seconds. */
      const beat = () => Promise.all([one.renew(), two.renew()]);
      return { db, dialect, databaseMs, move, now, steps, one, two, beat, watches, polls, versions, notifications };
    }

    it('keeps its distance, the clock set back: a poll and a notification come when they would have', async () => {
      const { move, beat, steps, polls, versions, notifications } = await setUp();
      const due = await polls.claim('default');
      if (due === undefined) throw new Error('the flow is due');
      await versions.see(FLOW, file, factsOf('h1'), undefined);
      await versions.see(FLOW, file, factsOf('h2'), undefined);
      await polls.ended(FLOW, { ...due, nextInMs: 600_000, problem: undefined });
      await move(-HOUR_MS);
      await beat();
      expect(steps).toEqual([HOUR_MS]);
      expect([await polls.claim('default'), await notifications.claim()]).toEqual([undefined, []]);
      await move(120_000);
      expect(await notifications.claim()).toMatchObject([{ flow: FLOW }]);
      await move(480_000 - 1);
      expect(await polls.claim('default')).toBeUndefined();
      await move(1);
      expect(await polls.claim('default')).toMatchObject({ flow: FLOW });
    });

    it.each(['one', 'two'] as const)('is moved once, also where %s was away meanwhile', async (away) => {
      const { move, one, two, steps, polls, db } = await setUp();
      await db
        .updateTable('watch_polls')
        .set({ next_at: 999 * HOUR_MS })
        .execute();
      const nextAt = async () =>
        Number((await db.selectFrom('watch_polls').select('next_at').executeTakeFirst())?.next_at);
      await move(-HOUR_MS);
      const here = away === 'one' ? two : one;
      await here.renew();
      await here.renew();
      await (away === 'one' ? one : two).renew();
      expect([await nextAt(), steps]).toEqual([998 * HOUR_MS, [HOUR_MS]]);
      await move(2000);
      await here.renew();
      expect(await nextAt()).toBe(998 * HOUR_MS);
      expect(await polls.claim('default')).toBeUndefined();
    });

    it('is moved by a process that starts after the clock was set back', async () => {
      const { move, now, watches, databaseMs, db, dialect } = await setUp();
      await watches.mute(watch, 24 * HOUR_MS);
      await move(-HOUR_MS);
      await createRequestJournal(db, dialect, 'three', { databaseMs }).renew();
      expect((await watches.find(watch))?.pausedUntil).toBe((await now()) + 24 * HOUR_MS);
    });

    it('is left alone where the clock goes on, and where it is set back by less than a second', async () => {
      const { move, beat, steps, now, watches } = await setUp();
      await watches.mute(watch, 24 * HOUR_MS);
      const until = (await now()) + 24 * HOUR_MS;
      for (const ms of [2000, 20 * HOUR_MS, -999]) {
        await move(ms);
        await beat();
      }
      expect([(await watches.find(watch))?.pausedUntil, steps]).toEqual([until, []]);
    });

    it('sees a change of a flow whose last version was seen at a time that is to come', async () => {
      const { move, beat, versions } = await setUp();
      const by = { teamId: 'T1', userId: 'U1' };
      await versions.see(FLOW, file, factsOf('h1'), by);
      await move(-HOUR_MS);
      await beat();
      await move(1000);
      expect(await versions.see(FLOW, file, factsOf('h2'), by)).toMatchObject({ isNew: true, version: { version: 2 } });
    });

    it('tells operators ten minutes later that a problem is over, and not an hour and ten', async () => {
      const { db, dialect, databaseMs, move, beat } = await setUp();
      const states = createOpsStates<'limit-hit'>(db, dialect, databaseMs);
      await states.raise('default', 'limit-hit');
      await move(-HOUR_MS);
      await beat();
      await move(600_000);
      expect(await states.settle('default', ['limit-hit'], 600_000)).toEqual(['limit-hit']);
    });

    it('keeps the list of a space that is read while the clock is set back', async () => {
      const { db, dialect, databaseMs, move } = await setUp();
      const lists = createCatalogueRecords(db, dialect, 'one', databaseMs);
      const space = { account: 'default', custSpaceId: undefined };
      await lists.claim(space, 'at-once');
      await move(-HOUR_MS);
      await lists.keep(
        space,
        [{ flowId: 'f1', name: 'Clinic', categories: [], title: '\nclinic', search: '\nclinic' }],
        0,
      );
      await lists.ended(space, { isWhole: true, problem: undefined, restMs: 0, dueInMs: 600_000 });
      expect(await lists.search(space, { whole: '', words: [] }, { offset: 0, limit: 9 })).toMatchObject({ total: 1 });
    });
  });

/** What holds on whatever database, when its clock is set by hand. */
export const clockSuite = (open: OpenDatabase) =>
  describe('where the clock of the database is set', () => {
    slotSuite(open);
    othersSuite(open);
    timesSuite(open);
  });
