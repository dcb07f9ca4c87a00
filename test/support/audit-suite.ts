import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import type { AuditRecord } from '../../src/audit/entry.ts';
import type { AuditQuery, AuditRecords } from '../../src/audit/records.ts';
import type { Database } from '../../src/store/database.ts';
import { createForgetWorkspaces } from '../../src/store/forget-workspace.ts';
import { createAuditRecords } from '../../src/store/repositories/audit-records.ts';
import { createRequestJournal } from '../../src/store/repositories/request-journal.ts';
import { createRetention } from '../../src/store/retention.ts';
import { acceptedOf, audited, deliveredOf } from './audit-entries.ts';
import type { OpenDatabase } from './store-suites.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SETTINGS = { historyDays: 90, requestsDays: 7, versionsDays: 90, auditDays: 30, picturesDays: 7 };

const entryOf = (id: string, teamId = 'T1', userId = 'U1') => ({ ...acceptedOf({ id, teamId, userId }), id });

async function all(records: AuditRecords, query: Partial<AuditQuery> = {}): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  for await (const page of records.read({ since: 0, ...query })) found.push(...page);
  return found;
}

async function setUp(open: OpenDatabase) {
  const database = await open();
  const { db, dialect } = database;
  const records = createAuditRecords(db, dialect);
  /** A row of another time: those that are there can't be moved. */
  async function addAt(id: string, at: number, teamId = 'T1'): Promise<void> {
    const { account, action, event } = entryOf(id);
    const row = { id, at, event, team_id: teamId, user_id: 'U1', action, account: account ?? null, flows: '[]' };
    await db.insertInto('audit_events').values(row).execute();
  }
  const ids = async (query?: Partial<AuditQuery>) => (await all(records, query)).map(({ id }) => id);
  return { database, db, dialect, records, addAt, ids };
}

const retentionOn = ({ db, dialect }: Database) => {
  const log = { info: vi.fn(), warn: vi.fn() };
  const clock = { after: () => {}, wait: async () => {} };
  return { ...createRetention({ db, dialect, settings: SETTINGS, clock, log, minute: 0 }), log };
};

/** What the audit promises, on whatever database it is given. */
export const auditSuite = (open: OpenDatabase) =>
  describe('the audit', () => {
    it('gives entries back as they were, with the time of the database', async () => {
      const { records } = await setUp(open);
      await records.add(deliveredOf('r1'));
      await records.add({ id: 'x', event: 'refused', teamId: 'T1', userId: 'U2', action: 'audit', flows: [] });
      const [first, second] = await all(records);
      const { at, ...kept } = first ?? { at: 0 };
      expect(kept).toEqual(deliveredOf('r1'));
      expect(Math.abs(at - Date.now())).toBeLessThan(5000);
      expect(second).toMatchObject({ event: 'refused', userId: 'U2', flows: [] });
    });

    it('keeps what is written twice once, and as it was first', async () => {
      const { records } = await setUp(open);
      await records.add(deliveredOf('r1'));
      await records.add({ ...deliveredOf('r1'), userId: 'U-other' });
      expect(await all(records)).toMatchObject([{ userId: 'U1' }]);
    });

    it('finds entries by workspace, person, flow and time', async () => {
      const { records, addAt, ids } = await setUp(open);
      await records.add(entryOf('a'));
      await records.add(entryOf('b', 'T1', 'U2'));
      await records.add(entryOf('c', 'T2'));
      await records.add({ ...entryOf('d'), flows: [{ flowId: '17b6_a11' }] });
      await addAt('old', Date.now() - 2 * DAY_MS);
      expect(await ids({ teamId: 'T2' })).toEqual(['c']);
      expect(await ids({ userId: 'U2' })).toEqual(['b']);
      expect((await ids({ flowId: '17b6aa11' })).sort()).toEqual(['a', 'b', 'c']);
      // What SQL takes for any sign is a sign here.
      expect(await ids({ flowId: '17b6_a11' })).toEqual(['d']);
      expect(await ids({ flowId: '%' })).toEqual([]);
      expect(await ids({ until: Date.now() - DAY_MS })).toEqual(['old']);
      expect(await ids({ since: Date.now() - DAY_MS })).not.toContain('old');
    });

    it('reads more than fit into a page, each once, the oldest first', async () => {
      const { db, records } = await setUp(open);
      const row = (index: number) => ({
        ...{ id: String(index).padStart(5, '0'), at: 1000 + Math.floor(index / 700), event: 'accepted' as const },
        ...{ team_id: 'T1', user_id: 'U1', action: 'fetch', flows: '[]' },
      });
      for (let from = 0; from < 2500; from += 500) {
        await db
          .insertInto('audit_events')
          .values(Array.from({ length: 500 }, (_, index) => row(from + index)))
          .execute();
      }
      const found = (await all(records)).map(({ id }) => Number(id));
      expect(found).toEqual(Array.from({ length: 2500 }, (_, index) => index));
    });

    it('lets nobody change or delete an entry, whatever the statement', async () => {
      const { db, dialect, records, ids } = await setUp(open);
      await records.add(entryOf('a'));
      const refused = /append-only|only ever more/;
      await expect(db.updateTable('audit_events').set({ user_id: 'U9' }).execute()).rejects.toThrow(refused);
      await expect(db.deleteFrom('audit_events').execute()).rejects.toThrow(refused);
      await expect(db.deleteFrom('audit_events').where('id', '=', 'a').execute()).rejects.toThrow(refused);
      if (dialect === 'postgres') {
        await expect(sql`truncate audit_events`.execute(db)).rejects.toThrow(refused);
      } else {
        await sql`insert or replace into audit_events (id, at, event, team_id, user_id, action, flows)
          values ('a', 1, 'refused', 'T1', 'U9', 'x', '[]')`.execute(db);
      }
      expect(await all(records)).toMatchObject([{ id: 'a', userId: 'U1', event: 'accepted' }]);
      expect(await ids()).toEqual(['a']);
    });

    it('lets nobody take back how far it was deleted, nor delete a part of a day', async () => {
      const { db } = await setUp(open);
      await db.insertInto('audit_removals').values({ team_id: '', until_at: DAY_MS }).execute();
      const refused = /only ever more/;
      await expect(db.updateTable('audit_removals').set({ until_at: 0 }).execute()).rejects.toThrow(refused);
      await expect(db.deleteFrom('audit_removals').execute()).rejects.toThrow(refused);
      const part = { team_id: '', until_at: 2 * DAY_MS + 1 };
      await expect(db.insertInto('audit_removals').values(part).execute()).rejects.toThrow(refused);
    });

    it('lets whole days go once they are too old, and writes down up to when', async () => {
      const { database, db, addAt, ids } = await setUp(open);
      const midnight = Math.floor((Date.now() - SETTINGS.auditDays * DAY_MS) / DAY_MS) * DAY_MS;
      await addAt('first of the last day kept', midnight);
      await addAt('last of the day before', midnight - 1);
      await addAt('long ago', midnight - 20 * DAY_MS);
      await db
        .insertInto('audit_removals')
        .values({ team_id: '', until_at: midnight - 5 * DAY_MS })
        .execute();
      const { run, log } = retentionOn(database);
      await run();
      await run();
      expect(log.warn).not.toHaveBeenCalled();
      expect(await ids()).toEqual(['first of the last day kept']);
      expect(await db.selectFrom('audit_removals').selectAll().execute()).toEqual([
        { team_id: '', until_at: midnight },
      ]);
    });

    it('goes with a workspace, and leaves nothing that names it', async () => {
      const { database, db, records, ids } = await setUp(open);
      await records.add(entryOf('a', 'T1'));
      await records.add(entryOf('b', 'T2'));
      await createForgetWorkspaces(database.db, database.dialect)('T1');
      expect(await ids()).toEqual(['b']);
      expect(await db.selectFrom('audit_removals').selectAll().execute()).toEqual([]);
      await expect(db.deleteFrom('audit_events').execute()).rejects.toThrow(/append-only/);
    });

    describe('of a request', () => {
      const request = (id: string) => audited({ id, teamId: 'T1', userId: 'U1', body: '{}', flows: 1 });
      const key = { key: 'trigger', withinMs: 60_000 };

      it('is written with it, and with what came of it, each once', async () => {
        const { db, dialect, ids } = await setUp(open);
        const journal = createRequestJournal(db, dialect, 'one');
        await journal.accept(request('r1'), [key]);
        expect(await ids()).toEqual(['r1/accepted']);
        await journal.ending('r1', 'delivered', '[]', deliveredOf('r1'));
        await journal.ending('r1', 'delivered', '[]', deliveredOf('r1'));
        expect((await ids()).sort()).toEqual(['r1/accepted', 'r1/ended']);
      });

      it('is not written where the request is not', async () => {
        const { db, dialect, ids } = await setUp(open);
        const journal = createRequestJournal(db, dialect, 'one', { waitingFlowsPerPerson: 1 });
        await journal.accept(request('r1'), [key]);
        expect(await journal.accept(request('r2'), [key])).not.toBe(true);
        expect(await journal.accept(request('r3'), [])).toMatchObject({ why: 'too-many-waiting' });
        expect(await ids()).toEqual(['r1/accepted']);
      });

      it("takes no word of a process that it is not, or no longer, the request's", async () => {
        const { db, dialect, ids } = await setUp(open);
        await createRequestJournal(db, dialect, 'one').accept(request('r1'), []);
        await createRequestJournal(db, dialect, 'two').ending('r1', 'failed', '[]', deliveredOf('r1'));
        expect(await ids()).toEqual(['r1/accepted']);
      });
    });
  });
