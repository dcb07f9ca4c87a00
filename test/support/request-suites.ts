import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import type { Dialect } from '../../src/store/database-ms.ts';
import { createRequestJournal, LEASE_MS } from '../../src/store/repositories/request-journal.ts';
import type { Tables } from '../../src/store/schema.ts';
import { audited, deliveredOf } from './audit-entries.ts';

/** An empty database that goes away with the test. */
export type OpenForRequests = () => Promise<Pick<Database, 'db' | 'dialect'>>;

const requestOf = (id: string) => audited({ id, teamId: 'T1', userId: 'U1', body: `{"asked":"${id}"}`, flows: 1 });
const trigger = (key: string) => ({ key, withinMs: 60_000 });
const share = (fileId: string) => ({ channelId: 'C1', fileIds: [fileId, `${fileId}b`], note: `[${fileId}]` });
const MINUTE_MS = 60_000;

function journalsOn(db: Kysely<Tables>, dialect: Dialect) {
  const journals = ['first', 'second', 'third'].map((owner) => createRequestJournal(db, dialect, owner));
  const [first, second, third] = journals;
  if (first === undefined || second === undefined || third === undefined) throw new Error('there are three');

  /** As though so much time had passed: times of the database lie that much further back. */
  async function passes(ms: number): Promise<void> {
    await db
      .updateTable('requests')
      .set((row) => ({ free_at: row('free_at', '-', ms), accepted_at: row('accepted_at', '-', ms) }))
      .execute();
    await db
      .updateTable('processes')
      .set((row) => ({ alive_until: row('alive_until', '-', ms) }))
      .execute();
    await db
      .updateTable('seen')
      .set((row) => ({ at: row('at', '-', ms) }))
      .execute();
  }

  const rows = () => db.selectFrom('requests').selectAll().orderBy('id').execute();
  const row = (id: string) => db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { db, first, second, third, passes, rows, row };
}

/** What the journal of requests promises, on whatever database it is given. */
export const requestSuite = (open: OpenForRequests) =>
  describe('createRequestJournal', () => {
    async function setUp() {
      const { db, dialect } = await open();
      return journalsOn(db, dialect);
    }

    /** A database that holds requests of the first process, accepted in this order. */
    async function withRequests(...ids: string[]) {
      const setup = await setUp();
      for (const id of ids) {
        await setup.first.accept(requestOf(id), []);
        // The database's clock counts milliseconds: what is accepted later has to be later by it.
        await setup.passes(1);
      }
      return setup;
    }

    describe('accept', () => {
      it('writes a request down as its own process has it', async () => {
        const { first, row } = await setUp();
        expect(await first.accept(requestOf('a'), [trigger('t1')])).toBe(true);
        const { accepted_at: acceptedAt, ...kept } = await row('a');
        expect(kept).toEqual({
          id: 'a',
          team_id: 'T1',
          flows: 1,
          user_id: 'U1',
          body: '{"asked":"a"}',
          state: 'accepted',
          shares: '[]',
          takeovers: 0,
          owner: 'first',
          free_at: 0,
          ended_at: null,
          outcome: null,
          note: null,
        });
        expect(Math.abs(Number(acceptedAt) - Date.now())).toBeLessThan(5000);
      });

      it('takes one with the same key once, whoever is asked', async () => {
        const { first, second, rows } = await setUp();
        expect(await first.accept(requestOf('a'), [trigger('t1')])).toBe(true);
        expect(await first.accept(requestOf('b'), [trigger('t1')])).toBe(false);
        expect(await second.accept(requestOf('c'), [trigger('t1')])).toBe(false);
        expect(await second.accept(requestOf('d'), [trigger('t2')])).toBe(true);
        expect((await rows()).map(({ id }) => id)).toEqual(['a', 'd']);
      });

      it('takes none where one of its keys is known', async () => {
        const { first, rows } = await setUp();
        await first.accept(requestOf('a'), [trigger('t1'), trigger('click')]);
        expect(await first.accept(requestOf('b'), [trigger('t2'), trigger('click')])).toBe(false);
        expect(await first.accept(requestOf('c'), [trigger('t1'), trigger('other click')])).toBe(false);
        expect((await rows()).map(({ id }) => id)).toEqual(['a']);
      });

      it('takes it again after its time, which one that was refused does not draw out', async () => {
        const { first, passes, rows } = await setUp();
        await first.accept(requestOf('a'), [trigger('t1')]);
        await passes(0.6 * MINUTE_MS);
        expect(await first.accept(requestOf('b'), [trigger('t1')])).toBe(false);
        await passes(0.6 * MINUTE_MS);
        expect(await first.accept(requestOf('c'), [trigger('t1')])).toBe(true);
        expect(await first.accept(requestOf('d'), [trigger('t1')])).toBe(false);
        expect((await rows()).map(({ id }) => id)).toEqual(['a', 'c']);
      });

      it('takes one of those that come at the same moment', async () => {
        const { first, second, rows } = await setUp();
        const taken = await Promise.all(
          ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) =>
            (index % 2 === 0 ? first : second).accept(requestOf(id), [trigger('t1')]),
          ),
        );
        expect(taken.filter(Boolean)).toHaveLength(1);
        expect(await rows()).toHaveLength(1);
      });

      it('takes it once the database is there again, where that was not to be reached at first', async () => {
        const { db, first, second } = await setUp();
        await sql`alter table processes rename to gone`.execute(db);
        await expect(first.accept(requestOf('a'), [])).rejects.toBeInstanceOf(Error);
        await sql`alter table gone rename to processes`.execute(db);
        expect(await first.accept(requestOf('a'), [])).toBe(true);
        // As one of a process that lives.
        expect(await second.claimAbandoned(5)).toEqual([]);
      });

      it('does not know a key whose request could not be written', async () => {
        const { first, rows } = await withRequests('a');
        await expect(first.accept(requestOf('a'), [trigger('t1')])).rejects.toBeInstanceOf(Error);
        expect(await first.accept(requestOf('b'), [trigger('t1')])).toBe(true);
        expect((await rows()).map(({ id }) => id)).toEqual(['a', 'b']);
      });
    });

    describe('markSeen', () => {
      it('is true once within the time, whoever asks', async () => {
        const { db, first, second, passes, rows } = await setUp();
        expect(await first.markSeen('T1', trigger('t1'))).toBe(true);
        expect(await first.markSeen('T1', trigger('t1'))).toBe(false);
        expect(await second.markSeen('T1', trigger('t1'))).toBe(false);
        expect(await second.markSeen('T1', trigger('t2'))).toBe(true);
        await passes(1.1 * MINUTE_MS);
        expect(await second.markSeen('T1', trigger('t1'))).toBe(true);
        expect(await first.markSeen('T1', trigger('t1'))).toBe(false);
        expect(await rows()).toEqual([]);
        // It is deleted with what else is kept of its workspace.
        expect(await db.selectFrom('seen').select('team_id').execute()).toEqual([{ team_id: 'T1' }, { team_id: 'T1' }]);
      });

      it('is true where it was seen in the future: the clock was set back', async () => {
        const { first, passes } = await setUp();
        await first.markSeen('T1', trigger('t1'));
        await passes(-0.9 * MINUTE_MS);
        expect(await first.markSeen('T1', trigger('t1'))).toBe(false);
        await passes(-0.2 * MINUTE_MS);
        expect(await first.markSeen('T1', trigger('t1'))).toBe(true);
      });

      it('is of one kind with what is accepted', async () => {
        const { first, second } = await setUp();
        await first.accept(requestOf('a'), [trigger('t1')]);
        expect(await second.markSeen('T1', trigger('t1'))).toBe(false);
        expect(await second.markSeen('T1', trigger('t2'))).toBe(true);
        expect(await first.accept(requestOf('b'), [trigger('t2')])).toBe(false);
      });

      it('is true for one of those that ask at the same moment', async () => {
        const { first, second } = await setUp();
        const all = [first, second, first, second].map((journal) => journal.markSeen('T1', trigger('t1')));
        expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
      });
    });

    describe('readMine', () => {
      it('gives what was accepted, until it is ended or taken over', async () => {
        const { first, second, passes } = await withRequests('a', 'b');
        expect(await first.readMine('a')).toEqual({ id: 'a', teamId: 'T1', userId: 'U1', body: '{"asked":"a"}' });
        expect(await second.readMine('a')).toBeUndefined();
        await first.ending('a', 'failed', '[]', deliveredOf('a'));
        expect(await first.readMine('a')).toBeUndefined();
        await passes(LEASE_MS + 1000);
        await second.claimAbandoned(2);
        expect(await first.readMine('b')).toBeUndefined();
        expect(await second.readMine('b')).toMatchObject({ id: 'b' });
      });
    });

    describe('beginShare', () => {
      it('keeps each share, in its order', async () => {
        const { first, second, passes } = await withRequests('a');
        expect(await first.beginShare('a', share('F1'))).toBe(true);
        expect(await first.beginShare('a', share('F2'))).toBe(true);
        await passes(LEASE_MS + 1000);
        expect(await second.claimAbandoned(1)).toMatchObject([{ shares: [share('F1'), share('F2')] }]);
      });

      it('is for its own process alone', async () => {
        const { first, second, row } = await withRequests('a');
        expect(await second.beginShare('a', share('F1'))).toBe(false);
        expect(await first.beginShare('none', share('F1'))).toBe(false);
        expect((await row('a')).shares).toBe('[]');
      });

      it('is refused to who has been silent for too long, though nobody has taken it over yet', async () => {
        const { first, passes, row } = await withRequests('a');
        await passes(LEASE_MS + 1000);
        expect(await first.beginShare('a', share('F1'))).toBe(false);
        expect((await row('a')).shares).toBe('[]');
      });

      it('is refused to who was taken over from', async () => {
        const { first, second, passes } = await withRequests('a');
        await passes(LEASE_MS + 1000);
        await second.claimAbandoned(1);
        expect(await first.beginShare('a', share('F1'))).toBe(false);
        expect(await second.beginShare('a', share('F1'))).toBe(true);
      });

      it.each(['ending', 'done'] as const)('is refused once it is %s', async (state) => {
        const { first, row } = await withRequests('a');
        await first.ending('a', 'failed', '[]', deliveredOf('a'));
        if (state === 'done') await first.done('a');
        expect(await first.beginShare('a', share('F1'))).toBe(false);
        expect((await row('a')).shares).toBe('[]');
      });
    });

    describe('claimAbandoned', () => {
      it('takes over only what others have been silent about for too long', async () => {
        const { first, second, third, passes } = await withRequests('a', 'b');
        await second.accept(requestOf('c'), []);
        expect(await second.claimAbandoned(5)).toEqual([]);
        await passes(LEASE_MS + 1000);
        await first.renew();
        // The second has been silent too, but works on its own already.
        expect(await second.claimAbandoned(5)).toEqual([]);
        expect((await third.claimAbandoned(5)).map(({ id }) => id)).toEqual(['c']);
      });

      it('gives what was asked for, and how long ago', async () => {
        const { second, passes } = await withRequests('a');
        await passes(30 * MINUTE_MS);
        const [abandoned, ...rest] = await second.claimAbandoned(5);
        expect(rest).toEqual([]);
        const { ageMs = 0, ...request } = abandoned ?? {};
        const { flows: _, audit: _audit, ...accepted } = requestOf('a');
        expect(request).toEqual({ ...accepted, shares: [], note: undefined, takeovers: 1 });
        expect(ageMs).toBeTypeOf('number');
        expect(ageMs).toBeGreaterThanOrEqual(30 * MINUTE_MS);
        expect(ageMs).toBeLessThan(30 * MINUTE_MS + 5000);
      });

      it('gives what was about to be told', async () => {
        const { first, second, passes } = await withRequests('a');
        await first.ending('a', 'delivered', '[{"text":"there it is"}]', deliveredOf('a'));
        await passes(LEASE_MS + 1000);
        expect(await second.claimAbandoned(5)).toMatchObject([{ id: 'a', note: '[{"text":"there it is"}]' }]);
      });

      it('takes the oldest, up to the limit, and leaves those to others', async () => {
        const { second, third, passes } = await withRequests('c', 'b', 'a');
        await passes(LEASE_MS + 1000);
        expect((await second.claimAbandoned(2)).map(({ id }) => id).sort()).toEqual(['b', 'c']);
        expect((await third.claimAbandoned(2)).map(({ id }) => id)).toEqual(['a']);
        expect(await third.claimAbandoned(2)).toEqual([]);
      });

      it('never gives one to two that ask at the same moment', async () => {
        const ids = Array.from({ length: 20 }, (_, index) => `r${10 + index}`);
        const { second, third, passes } = await withRequests(...ids);
        await passes(LEASE_MS + 1000);
        const claims = await Promise.all(
          [1, 2, 3, 4].flatMap(() => [second.claimAbandoned(3), third.claimAbandoned(3)]),
        );
        const claimed = claims.flat().map(({ id }) => id);
        expect(claims.map(({ length }) => length).filter((length) => length > 3)).toEqual([]);
        expect(new Set(claimed).size).toBe(claimed.length);
        expect(claimed.length).toBeGreaterThan(0);
        // What one left, as another looked at it, is found the next time.
        for (;;) {
          const more = await second.claimAbandoned(3);
          if (more.length === 0) break;
          claimed.push(...more.map(({ id }) => id));
        }
        expect(claimed.sort()).toEqual(ids);
      });

      it('counts the processes that a request outlived, and none that gave it back', async () => {
        const { second, third, passes } = await withRequests('a');
        await passes(LEASE_MS + 1000);
        expect(await second.claimAbandoned(5)).toMatchObject([{ id: 'a', takeovers: 1 }]);
        await second.release('a');
        await passes(5100);
        expect(await third.claimAbandoned(5)).toMatchObject([{ id: 'a', takeovers: 1 }]);
        await third.handOver();
        await passes(5100);
        expect(await second.claimAbandoned(5)).toMatchObject([{ id: 'a', takeovers: 1 }]);
        await passes(LEASE_MS + 1000);
        expect(await third.claimAbandoned(5)).toMatchObject([{ id: 'a', takeovers: 2 }]);
      });

      it('tells those that outlived a process from the others', async () => {
        const { second, third, passes } = await withRequests('a');
        await passes(LEASE_MS + 1000);
        expect(await second.claimAbandoned(5, 'suspect')).toEqual([]);
        expect(await second.claimAbandoned(5, 'first')).toMatchObject([{ id: 'a' }]);
        await second.accept(requestOf('b'), []);
        await passes(LEASE_MS + 1000);
        expect((await third.claimAbandoned(5, 'first')).map(({ id }) => id)).toEqual(['b']);
        expect((await third.claimAbandoned(5, 'suspect')).map(({ id }) => id)).toEqual(['a']);
      });

      it('leaves what is done', async () => {
        const { first, second, passes } = await withRequests('a');
        await first.done('a');
        await passes(LEASE_MS + 1000);
        expect(await second.claimAbandoned(5)).toEqual([]);
      });
    });

    it('renew keeps all that is its own, and nothing else', async () => {
      const { first, second, third, passes } = await withRequests('a', 'b');
      await second.accept(requestOf('c'), []);
      await first.ending('b', 'failed', '[]', deliveredOf('b'));
      await passes(LEASE_MS - 2000);
      await first.renew();
      await passes(3000);
      expect((await third.claimAbandoned(5)).map(({ id }) => id)).toEqual(['c']);
      await passes(LEASE_MS);
      expect((await third.claimAbandoned(5)).map(({ id }) => id).sort()).toEqual(['a', 'b']);
    });

    it('release lets any process take it over in a few seconds, this one too, and once', async () => {
      const { first, second, passes } = await withRequests('a', 'b');
      await first.release('a');
      expect(await second.claimAbandoned(5)).toEqual([]);
      await first.renew();
      await passes(5100);
      expect((await first.claimAbandoned(5)).map(({ id }) => id)).toEqual(['a']);
      expect(await second.claimAbandoned(5)).toEqual([]);
    });

    it("release leaves others' as they are, and what is done", async () => {
      const { first, second, passes, row } = await withRequests('a', 'b');
      await second.release('a');
      await first.done('b');
      await first.release('b');
      expect((await row('a')).owner).toBe('first');
      expect((await row('b')).owner).toBe('first');
      await passes(5100);
      expect(await second.claimAbandoned(5)).toEqual([]);
    });

    describe('accept, where people share', () => {
      async function limited() {
        const { db, dialect } = await open();
        const journal = createRequestJournal(db, dialect, 'first', { waitingFlowsPerPerson: 40 });
        const ask = (id: string, flows: number, userId = 'U1', teamId = 'T1') =>
          journal.accept({ ...requestOf(id), teamId, userId, flows }, [trigger(id)]);
        return { db, journal, ask };
      }

      it('lets one person wait for so many flows, and nobody else the less', async () => {
        const { db, journal, ask } = await limited();
        expect([await ask('a', 20), await ask('b', 20)]).toEqual([true, true]);
        expect(await ask('c', 1)).toEqual({ why: 'too-many-waiting', limit: 40 });
        // Nothing of it stays: the same trigger counts once there is room.
        expect(await db.selectFrom('seen').select('key').where('key', '=', 'c').execute()).toEqual([]);
        expect([await ask('d', 20, 'U2'), await ask('e', 20, 'U1', 'T2')]).toEqual([true, true]);
        await journal.done('a');
        expect(await ask('c', 20)).toBe(true);
      });

      it('lets 30 others in while one asks for 160 times 20', async () => {
        const { ask } = await limited();
        const greedy = [];
        for (let index = 0; index < 160; index += 1) greedy.push(await ask(`g${index}`, 20));
        expect(greedy.filter((outcome) => outcome === true)).toHaveLength(2);
        const others = [];
        for (let index = 0; index < 30; index += 1) others.push(await ask(`o${index}`, 1, `U${100 + index}`));
        expect(others).toEqual(Array.from({ length: 30 }, () => true));
      });

      it('writes down only what still holds of the settings, and says what holds', async () => {
        const { db, journal } = await limited();
        await db.insertInto('workspace_preferences').values({ team_id: 'T1', destination: 'only-me' }).execute();
        await db.insertInto('channel_preferences').values({ team_id: 'T1', channel_id: 'C1', space: 'eu' }).execute();
        const place = { destination: 'only-me', space: 'eu' } as const;
        const accept = (id: string, assumed: object) =>
          journal.accept(requestOf(id), [trigger('t1')], { channelId: 'C1', ...assumed });
        const changed = { why: 'place-changed', place };
        expect(await accept('a', { ...place, destination: 'conversation' })).toEqual(changed);
        expect(await accept('a', { ...place, space: undefined })).toEqual(changed);
        expect(await accept('a', { ...place, space: 'us' })).toEqual(changed);
        expect(await accept('a', place)).toBe(true);
        expect(await accept('b', place)).toBe(false);
        const elsewhere = { channelId: 'C2', destination: 'only-me', space: undefined } as const;
        expect(await journal.accept(requestOf('c'), [], elsewhere)).toBe(true);
      });
    });

    it('handOver lets others take over all that is its own, in a few seconds', async () => {
      const { first, second, third, passes } = await withRequests('a', 'b', 'c');
      await third.accept(requestOf('d'), []);
      await first.ending('b', 'failed', '[]', deliveredOf('b'));
      await first.done('c');
      await first.handOver();
      expect(await first.beginShare('a', share('F1'))).toBe(false);
      // A share that was on its way shows in Slack by then.
      expect(await second.claimAbandoned(5)).toEqual([]);
      await passes(5100);
      expect((await second.claimAbandoned(5)).map(({ id }) => id).sort()).toEqual(['a', 'b']);
    });

    it('done keeps what came of it, and when, but neither what was asked for nor what was told', async () => {
      const { first, row } = await withRequests('a');
      await first.ending('a', 'delivered', '[{"text":"there it is"}]', deliveredOf('a'));
      expect(await row('a')).toMatchObject({ state: 'ending', outcome: 'delivered', body: '{"asked":"a"}' });
      await first.done('a');
      const done = await row('a');
      expect(done).toMatchObject({ state: 'done', outcome: 'delivered', body: '{}', note: null });
      expect(Math.abs(Number(done.ended_at) - Date.now())).toBeLessThan(5000);
    });

    it('keeps what is left to be said of what came of it, until it is done', async () => {
      const { first, second, row } = await withRequests('a');
      await first.noteLeft('a', 'too early');
      await first.ending('a', 'delivered', 'both', deliveredOf('a'));
      await second.noteLeft('a', "another's");
      expect(await row('a')).toMatchObject({ note: 'both' });
      await first.noteLeft('a', 'the second');
      expect(await row('a')).toMatchObject({ state: 'ending', note: 'the second' });
      await first.done('a');
      await first.noteLeft('a', 'too late');
      expect(await row('a')).toMatchObject({ state: 'done', note: null });
    });

    it.each(['ending', 'done'] as const)('%s is said by its own process alone', async (act) => {
      const { second, row } = await withRequests('a');
      if (act === 'ending') await second.ending('a', 'failed', '[]', deliveredOf('a'));
      else await second.done('a');
      expect(await row('a')).toMatchObject({ state: 'accepted', outcome: null, body: '{"asked":"a"}' });
    });
  });
