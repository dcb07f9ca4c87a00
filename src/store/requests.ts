import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { BegunShare, RequestJournal } from '../flows/request-journal.ts';
import { type Dialect, nowMs } from './now.ts';
import type { Tables } from './schema.ts';

/** How long a request stays its process's without a sign of life; milliseconds. `renew` is called far more often. */
export const LEASE_MS = 10_000;

/** Time for what went wrong to pass; milliseconds. */
const RELEASED_AFTER_MS = 5000;
const NOBODY = '';

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
  const now = nowMs(dialect);
  const leaseEnd = sql<number>`${now} + ${LEASE_MS}`;
  const mine = db.updateTable('requests').where('owner', '=', owner);

  return {
    async accept({ id, teamId, userId, body }, once) {
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
            lease_until: leaseEnd,
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
        .set({ shares, lease_until: leaseEnd })
        .where('id', '=', id)
        .where('state', '=', 'accepted')
        // One whose time ran out may have been taken over at this very moment.
        .where('lease_until', '>', now)
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
      await mine
        .set({ owner: NOBODY, lease_until: sql<number>`${now} + ${RELEASED_AFTER_MS}` })
        .where('id', '=', id)
        .where('state', '!=', 'done')
        .execute();
    },

    async renew() {
      await mine.set({ lease_until: leaseEnd }).where('state', '!=', 'done').execute();
    },

    async claimAbandoned(limit) {
      const abandoned = db
        .selectFrom('requests')
        .select('id')
        .where('state', '!=', 'done')
        // Its own it works on already, even where a sign of life could not be written.
        .where('owner', '!=', owner)
        .where('lease_until', '<', now)
        .orderBy('accepted_at')
        .limit(limit)
        .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked());
      const rows = await db
        .updateTable('requests')
        .set({ owner, lease_until: leaseEnd })
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
      const soon = sql<number>`${now} + ${RELEASED_AFTER_MS}`;
      await mine.set({ owner: NOBODY, lease_until: soon }).where('state', '!=', 'done').execute();
    },
  };
}
