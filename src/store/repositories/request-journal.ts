import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { BegunShare, RequestJournal } from '../../requests/journal.ts';
import { type Dialect, databaseMs } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** How long a process's requests stay its own without a sign of life; milliseconds. `renew` is called far more often. */
export const LEASE_MS = 10_000;

/** Time for what went wrong to pass; milliseconds. */
const RELEASED_AFTER_MS = 5000;
const NOBODY = '';
/** Processes that ended so long ago are of no interest; milliseconds. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

/** Rolls the transaction back: nothing of it is to stay. */
class SeenBefore extends Error {
  readonly kind = 'seen-before';
}

const begunShares = z.array(z.object({ channelId: z.string(), fileIds: z.array(z.string()), note: z.string() }));

/**
 * @param owner names this process: no other may have the same.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createRequestJournal(db: Kysely<Tables>, dialect: Dialect, owner: string): RequestJournal {
  const now = databaseMs(dialect);
  const aliveUntil = sql<number>`${now} + ${LEASE_MS}`;
  const mine = db.updateTable('requests').where('owner', '=', owner);
  const livingOwners = db.selectFrom('processes').select('owner').where('alive_until', '>', now);
  const soon = sql<number>`${now} + ${RELEASED_AFTER_MS}`;
  let firstSign: Promise<void> | undefined;

  async function giveSignOfLife(): Promise<void> {
    await db
      .insertInto('processes')
      .values({ owner, alive_until: aliveUntil })
      .onConflict((conflict) => conflict.column('owner').doUpdateSet({ alive_until: aliveUntil }))
      .execute();
  }

  /** Before the first request, which would be a dead process's without it. */
  function beAlive(): Promise<void> {
    firstSign ??= giveSignOfLife().catch((error: unknown) => {
      firstSign = undefined;
      throw error;
    });
    return firstSign;
  }

  return {
    async accept({ id, teamId, userId, body }, once) {
      await beAlive();
      const accepted = db.transaction().execute(async (transaction) => {
        for (const { key, withinMs } of once) {
          const isNew = await transaction
            .insertInto('seen')
            .values({ key, at: now })
            .onConflict((conflict) =>
              conflict.column('key').doUpdateSet({ at: now }).where('seen.at', '<', sql<number>`${now} - ${withinMs}`),
            )
            .returning('key')
            .executeTakeFirst();
          if (isNew === undefined) throw new SeenBefore();
        }
        await transaction
          .insertInto('requests')
          .values({
            id,
            team_id: teamId,
            user_id: userId,
            body,
            state: 'accepted',
            shares: '[]',
            owner,
            free_at: 0,
            accepted_at: now,
            ended_at: null,
            outcome: null,
            note: null,
          })
          .execute();
        return true;
      });
      return accepted.catch((error: unknown) => {
        if (error instanceof SeenBefore) return false;
        throw error;
      });
    },

    async beginShare(id, share: BegunShare) {
      const row = await db
        .selectFrom('requests')
        .select('shares')
        .where('id', '=', id)
        .where('owner', '=', owner)
        .executeTakeFirst();
      if (row === undefined) return false;
      const shares = JSON.stringify([...begunShares.parse(JSON.parse(row.shares)), share]);
      const updated = await mine
        .set({ shares })
        .where('id', '=', id)
        .where('state', '=', 'accepted')
        // A request whose process gave no sign of life may be taken over at this very moment.
        .where('owner', 'in', livingOwners)
        .returning('id')
        .executeTakeFirst();
      return updated !== undefined;
    },

    async ending(id, outcome, note) {
      await mine.set({ state: 'ending', outcome, note }).where('id', '=', id).execute();
    },

    async done(id) {
      await mine.set({ state: 'done', ended_at: now, note: null, body: '{}' }).where('id', '=', id).execute();
    },

    async release(id) {
      await mine.set({ owner: NOBODY, free_at: soon }).where('id', '=', id).where('state', '!=', 'done').execute();
    },

    async renew() {
      await giveSignOfLife();
      await db.deleteFrom('processes').where('alive_until', '<', sql<number>`${now} - ${FORGOTTEN_AFTER_MS}`).execute();
    },

    async claimAbandoned(limit) {
      await beAlive();
      const abandoned = db
        .selectFrom('requests')
        .select('id')
        .where('state', '!=', 'done')
        // Its own it works on already, even where a sign of life could not be written.
        .where('owner', '!=', owner)
        .where((row) =>
          row.or([
            row.and([row('owner', '=', NOBODY), row('free_at', '<', now)]),
            row.and([row('owner', '!=', NOBODY), row('owner', 'not in', livingOwners)]),
          ]),
        )
        .orderBy('accepted_at')
        .limit(limit)
        .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked());
      const rows = await db
        .updateTable('requests')
        .set({ owner })
        .where('id', 'in', abandoned)
        .returning((row) => [
          'id',
          'team_id',
          'user_id',
          'body',
          'shares',
          'note',
          sql<number>`${now} - ${row.ref('accepted_at')}`.as('age_ms'),
        ])
        .execute();
      return rows.map((row) => ({
        id: row.id,
        teamId: row.team_id,
        userId: row.user_id,
        body: row.body,
        shares: begunShares.parse(JSON.parse(row.shares)),
        note: row.note ?? undefined,
        ageMs: Number(row.age_ms),
      }));
    },

    async handOver() {
      // Not at once: a share that is on its way to Slack has to show there before anybody looks for it.
      await mine.set({ owner: NOBODY, free_at: soon }).where('state', '!=', 'done').execute();
    },
  };
}
