import type { Kysely } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { createRetention, type RetentionParts } from '../../src/store/retention.ts';
import type { Tables } from '../../src/store/schema.ts';
import type { OpenDatabase } from './store-suites.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The database has this machine's clock; what is too old, or is not yet, is so by half a minute at least. */
const ago = (ms: number) => Date.now() - ms;

const fetched = (flowId: string, ageMs: number) => ({
  team_id: 'T1',
  user_id: 'U1',
  account: 'default',
  cust_space_id: '',
  flow_id: flowId,
  name: null,
  channel_id: 'C1',
  fetched_at: ago(ageMs),
});

const request = (id: string, state: 'accepted' | 'done', endedMsAgo: number | null) => ({
  id,
  team_id: 'T1',
  user_id: 'U1',
  body: '{}',
  state,
  shares: '[]',
  owner: 'a',
  free_at: 0,
  accepted_at: 0,
  ended_at: endedMsAgo === null ? null : ago(endedMsAgo),
  outcome: null,
  note: null,
});

const flowFile = (key: string, state: 'fetching' | 'ready', leaseMs: number, readyMs: number | null) => ({
  flow_key: key,
  state,
  owner: 'a',
  lease_until: ago(leaseMs),
  json: null,
  fetched_at: readyMs === null ? null : ago(readyMs),
  ready_at: readyMs === null ? null : ago(readyMs),
});

/** A clock that remembers what it was asked for, and on which `after` comes when the test says so. */
function heldClock() {
  const waits: number[] = [];
  const timers: { ms: number; callback: () => void }[] = [];
  const clock: Pick<Clock, 'after' | 'wait'> = {
    after: (ms, callback) => void timers.push({ ms, callback }),
    async wait(ms) {
      waits.push(ms);
    },
  };
  return { clock, waits, timers };
}

async function setUp(open: OpenDatabase, parts: Partial<RetentionParts> = {}) {
  const { db, dialect } = await open();
  const held = heldClock();
  const log = { info: vi.fn(), warn: vi.fn() };
  const retention = createRetention({
    db,
    dialect,
    settings: { historyDays: 90, requestsDays: 7, versionsDays: 90, auditDays: 365, picturesDays: 7 },
    clock: held.clock,
    log,
    minute: 17,
    ...parts,
  });
  return { ...held, db, dialect, log, retention };
}

const flowIdsIn = async (db: Kysely<Tables>) =>
  (await db.selectFrom('fetch_history').select('flow_id').orderBy('flow_id').execute()).map((row) => row.flow_id);

async function addOldFetches(db: Kysely<Tables>, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => fetched(String(index), 91 * DAY_MS));
  await db.insertInto('fetch_history').values(rows).execute();
}

/** What the clean-up promises, on whatever database it is given. */
export const retentionSuite = (open: OpenDatabase) =>
  describe('createRetention', () => {
    describe('run', () => {
      it('deletes fetches that are older than the setting, and no others', async () => {
        const { db, retention } = await setUp(open);
        const rows = [
          fetched('new', 0),
          fetched('still', 90 * DAY_MS - MINUTE_MS),
          fetched('old', 90 * DAY_MS + MINUTE_MS),
        ];
        await db.insertInto('fetch_history').values(rows).execute();
        await retention.run();
        expect(await flowIdsIn(db)).toEqual(['new', 'still']);
      });

      it('deletes requests that ended long ago, and never one that has not ended', async () => {
        const { db, retention } = await setUp(open);
        const rows = [
          request('ended long ago', 'done', 7 * DAY_MS + MINUTE_MS),
          request('ended lately', 'done', 7 * DAY_MS - MINUTE_MS),
          request('not ended', 'accepted', null),
          request('not ended, with a time', 'accepted', 8 * DAY_MS),
        ];
        await db.insertInto('requests').values(rows).execute();
        await retention.run();
        const left = await db.selectFrom('requests').select('id').orderBy('id').execute();
        expect(left.map(({ id }) => id)).toEqual(['ended lately', 'not ended', 'not ended, with a time']);
      });

      it('deletes pictures that were drawn longer ago than the setting', async () => {
        const { db, retention } = await setUp(open);
        const drawn = (key: string, ageMs: number) => ({
          team_id: 'T1',
          picture_key: key,
          place: 0,
          places: 1,
          facts: '{}',
          png: Buffer.from('png'),
          drawn_at: ago(ageMs),
        });
        await db
          .insertInto('pictures')
          .values([drawn('old', 7 * DAY_MS + MINUTE_MS), drawn('new', 7 * DAY_MS - MINUTE_MS)])
          .execute();
        await retention.run();
        expect(await db.selectFrom('pictures').select('picture_key').execute()).toEqual([{ picture_key: 'new' }]);
      });

      it('keeps versions for 90 days, the newest 20 of a watched flow, and what a channel knows; and the files of those', async () => {
        const { db, retention } = await setUp(open);
        const versionOf = (flowKey: string, version: number, ageMs: number, sha256 = `${flowKey}${version}`) => ({
          team_id: 'T1',
          flow_key: flowKey,
          version,
          sha256,
          name: null,
          status: null,
          first_seen_at: ago(ageMs),
          first_seen_by: 'U1',
          last_seen_at: ago(ageMs),
        });
        const old = 90 * DAY_MS + MINUTE_MS;
        const versions = [
          ...Array.from({ length: 25 }, (_, index) => versionOf('a//watched', index + 1, old)),
          ...Array.from({ length: 30 }, (_, index) => versionOf('a//known', index + 1, old)),
          versionOf('a//left', 1, old),
          versionOf('a//left', 2, 90 * DAY_MS - MINUTE_MS),
        ];
        const contents = versions.map(({ sha256 }) => ({ sha256, json: '{}', used_at: ago(HOUR_MS) }));
        await db.insertInto('flow_versions').values(versions).execute();
        await db
          .insertInto('flow_contents')
          .values([...contents, { sha256: 'just added', json: '{}', used_at: ago(0) }])
          .execute();
        const watch = {
          team_id: 'T1',
          channel_id: 'C1',
          every_ms: 1,
          created_by: 'U1',
          created_at: 0,
          tries: 0,
          owner: '',
        };
        for (const [flow_key, told_version] of [
          ['a//watched', 25],
          ['a//known', 8],
        ] as const) {
          await db
            .insertInto('watches')
            .values({ ...watch, flow_key, told_version, lease_until: 0 })
            .execute();
        }
        await retention.run();
        const left = await db.selectFrom('flow_versions').select(['flow_key', 'version']).orderBy('version').execute();
        const leftOf = (flowKey: string) =>
          left.filter((row) => row.flow_key === flowKey).map(({ version }) => version);
        expect(leftOf('a//watched')).toEqual(Array.from({ length: 20 }, (_, index) => index + 6));
        expect(leftOf('a//known')).toEqual(Array.from({ length: 23 }, (_, index) => index + 8));
        expect(leftOf('a//left')).toEqual([2]);
        const files = await db.selectFrom('flow_contents').select('sha256').execute();
        expect(files).toHaveLength(20 + 23 + 1 + 1);
      });

      it('keeps to the settings', async () => {
        const { db, retention } = await setUp(open, {
          settings: { historyDays: 2, requestsDays: 1, versionsDays: 90, auditDays: 365, picturesDays: 7 },
        });
        await db
          .insertInto('fetch_history')
          .values([fetched('1', DAY_MS), fetched('3', 3 * DAY_MS)])
          .execute();
        await db
          .insertInto('requests')
          .values([request('2', 'done', 2 * DAY_MS)])
          .execute();
        await retention.run();
        expect(await flowIdsIn(db)).toEqual(['1']);
        expect(await db.selectFrom('requests').select('id').execute()).toEqual([]);
      });

      it('deletes a file after a minute, and the lease of one who died while fetching it', async () => {
        const { db, retention } = await setUp(open);
        const rows = [
          flowFile('just fetched', 'ready', 2 * MINUTE_MS, MINUTE_MS / 2),
          flowFile('fetched long ago', 'ready', 2 * MINUTE_MS, 2 * MINUTE_MS),
          flowFile('under way', 'fetching', -MINUTE_MS, null),
          flowFile('just given up', 'fetching', MINUTE_MS / 2, null),
          flowFile('given up long ago', 'fetching', 2 * MINUTE_MS, null),
        ];
        await db.insertInto('flow_files').values(rows).execute();
        await retention.run();
        const left = await db.selectFrom('flow_files').select('flow_key').orderBy('flow_key').execute();
        expect(left.map((row) => row.flow_key)).toEqual(['just fetched', 'just given up', 'under way']);
      });

      it('deletes what was seen more than a day ago', async () => {
        const { db, retention } = await setUp(open);
        const rows = [
          { key: 'new', at: ago(DAY_MS - MINUTE_MS) },
          { key: 'old', at: ago(DAY_MS + MINUTE_MS) },
        ];
        await db.insertInto('seen').values(rows).execute();
        await retention.run();
        expect(await db.selectFrom('seen').select('key').execute()).toEqual([{ key: 'new' }]);
      });

      it('deletes what tells that a process lived, a day after it ended', async () => {
        const { db, retention } = await setUp(open);
        const rows = [
          { owner: 'alive', alive_until: ago(-MINUTE_MS) },
          { owner: 'ended lately', alive_until: ago(DAY_MS - MINUTE_MS) },
          { owner: 'ended long ago', alive_until: ago(DAY_MS + MINUTE_MS) },
        ];
        await db.insertInto('processes').values(rows).execute();
        await retention.run();
        const left = await db.selectFrom('processes').select('owner').orderBy('owner').execute();
        expect(left.map(({ owner }) => owner)).toEqual(['alive', 'ended lately']);
      });

      it('deletes 500 rows a statement, with a pause between', async () => {
        const left: number[] = [];
        const { db, log, retention, waits } = await setUp(open);
        await addOldFetches(db, 1200);
        const run = retention.run();
        await vi.waitUntil(
          async () => {
            left.push((await flowIdsIn(db)).length);
            return left.at(-1) === 0;
          },
          { interval: 0 },
        );
        await run;
        expect(waits).toEqual([100, 100]);
        expect(left.every((count) => [1200, 700, 200, 0].includes(count))).toBe(true);
        expect(log.info).toHaveBeenCalledExactlyOnceWith(
          { table: 'fetch_history', rows: 1200 },
          'Deleted what is too old',
        );
      });

      it('is never at work twice at once in a process', async () => {
        const { db, log, retention } = await setUp(open);
        await addOldFetches(db, 600);
        await Promise.all([retention.run(), retention.run()]);
        expect(log.info).toHaveBeenCalledExactlyOnceWith(
          { table: 'fetch_history', rows: 600 },
          'Deleted what is too old',
        );
      });

      it('harms nothing where another replica does the same', async () => {
        const { db, dialect, log, retention } = await setUp(open);
        const other = createRetention({
          db,
          dialect,
          settings: { historyDays: 90, requestsDays: 7, versionsDays: 90, auditDays: 365, picturesDays: 7 },
          clock: heldClock().clock,
          log,
          minute: 3,
        });
        await addOldFetches(db, 1200);
        await db.insertInto('fetch_history').values(fetched('new', 0)).execute();
        await Promise.all([retention.run(), other.run()]);
        expect(await flowIdsIn(db)).toEqual(['new']);
        const rows = log.info.mock.calls.map(([{ rows: count }]) => count);
        expect(rows.reduce((sum, count) => sum + count, 0)).toBe(1200);
        expect(log.warn).not.toHaveBeenCalled();
      });

      it('says which table failed, and goes on to the next', async () => {
        const { db, log, retention } = await setUp(open);
        await db.schema.dropTable('fetch_history').execute();
        await db.insertInto('seen').values({ key: 'old', at: 0 }).execute();
        await retention.run();
        expect(log.warn).toHaveBeenCalledExactlyOnceWith(
          { err: expect.any(Error), table: 'fetch_history' },
          'Could not delete what is too old',
        );
        expect(await db.selectFrom('seen').select('key').execute()).toEqual([]);
      });
    });

    describe('start', () => {
      it('deletes at once, then in its own minute, then every hour', async () => {
        const { db, retention, timers } = await setUp(open);
        for (const expected of [17 * MINUTE_MS, HOUR_MS, HOUR_MS]) {
          await db.insertInto('seen').values({ key: 'old', at: 0 }).execute();
          const due = timers.shift();
          if (due === undefined) retention.start();
          else due.callback();
          await retention.run();
          expect(await db.selectFrom('seen').select('key').execute()).toEqual([]);
          expect(timers.map(({ ms }) => ms)).toEqual([expected]);
        }
      });

      it('has its hour in minute 0 as well', async () => {
        const { retention, timers } = await setUp(open, { minute: 0 });
        retention.start();
        await retention.run();
        expect(timers.map(({ ms }) => ms)).toEqual([HOUR_MS]);
      });
    });

    describe('stop', () => {
      it('waits for the statement under way, and begins no other', async () => {
        const { db, retention, timers } = await setUp(open);
        await addOldFetches(db, 1200);
        retention.start();
        await retention.stop();
        expect(await flowIdsIn(db)).toHaveLength(700);
        timers[0]?.callback();
        await retention.run();
        expect(await flowIdsIn(db)).toHaveLength(700);
        expect(timers).toHaveLength(1);
      });
    });
  });
