import { type Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { BegunShare, OnceKey, RequestJournal } from '../../requests/journal.ts';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import { createProcessLeases } from '../leases.ts';
import type { Tables } from '../schema.ts';

/** How long a process's requests stay its own without `renew`, which is called far more often; milliseconds. */
export const LEASE_MS = 10_000;

/** Time for what went wrong to pass; milliseconds. */
const RELEASED_AFTER_MS = 5000;

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
  const databaseMs = databaseMsOf(dialect);
  const leases = createProcessLeases(db, 'requests', { dialect, databaseMs, owner, forMs: LEASE_MS });
  const updateMine = db.updateTable('requests').where(leases.isMine);

  /** @throws {SeenBefore} */
  async function markSeen(transaction: Transaction<Tables>, once: readonly OnceKey[]): Promise<void> {
    for (const { key, withinMs } of once) {
      const isNew = await transaction
        .insertInto('seen')
        .values({ key, at: databaseMs })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({ at: databaseMs })
            .where('seen.at', '<', sql<number>`${databaseMs} - ${withinMs}`),
        )
        .returning('key')
        .executeTakeFirst();
      if (isNew === undefined) throw new SeenBefore();
    }
  }

  /** @returns false where it was seen before: then nothing is written. */
  function unlessSeen(write: (transaction: Transaction<Tables>) => Promise<unknown>): Promise<boolean> {
    const written = db.transaction().execute(write);
    return written.then(
      () => true,
      (error: unknown) => {
        if (error instanceof SeenBefore) return false;
        throw error;
      },
    );
  }

  return {
    markSeen: (once) => unlessSeen((transaction) => markSeen(transaction, once)),

    async accept({ id, teamId, userId, body }, once) {
      await leases.begin();
      return unlessSeen(async (transaction) => {
        await markSeen(transaction, once);
        await transaction
          .insertInto('requests')
          .values({
            id,
            team_id: teamId,
            user_id: userId,
            body,
            state: 'accepted',
            shares: '[]',
            ...leases.claimed,
            free_at: 0,
            accepted_at: databaseMs,
            ended_at: null,
            outcome: null,
            note: null,
          })
          .execute();
      });
    },

    async beginShare(id, share: BegunShare) {
      const row = await db
        .selectFrom('requests')
        .select('shares')
        .where('id', '=', id)
        .where(leases.isMine)
        .executeTakeFirst();
      if (row === undefined) return false;
      const shares = JSON.stringify([...begunShares.parse(JSON.parse(row.shares)), share]);
      const updated = await updateMine
        .set({ shares })
        .where('id', '=', id)
        .where('state', '=', 'accepted')
        // A request whose lease has run out may be taken over at this very moment.
        .where(leases.isRunning)
        .returning('id')
        .executeTakeFirst();
      return updated !== undefined;
    },

    async ending(id, outcome, note) {
      await updateMine.set({ state: 'ending', outcome, note }).where('id', '=', id).execute();
    },

    async done(id) {
      await updateMine
        .set({ state: 'done', ended_at: databaseMs, note: null, body: '{}' })
        .where('id', '=', id)
        .execute();
    },

    async release(id) {
      await updateMine
        .set(leases.released(RELEASED_AFTER_MS))
        .where('id', '=', id)
        .where('state', '!=', 'done')
        .execute();
    },

    renew: leases.renew,

    async claimAbandoned(limit) {
      await leases.begin();
      const abandoned = db
        .selectFrom('requests')
        .select('id')
        .where('state', '!=', 'done')
        // Its own it works on already, even where the lease could not be renewed.
        .where(({ not }) => not(leases.isMine))
        .where(leases.isFree)
        .orderBy('accepted_at')
        .limit(limit)
        .$call(leases.skipContested);
      const rows = await db
        .updateTable('requests')
        .set(leases.claimed)
        .where('id', 'in', abandoned)
        .returning((row) => [
          'id',
          'team_id',
          'user_id',
          'body',
          'shares',
          'note',
          sql<number>`${databaseMs} - ${row.ref('accepted_at')}`.as('age_ms'),
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
      await updateMine.set(leases.released(RELEASED_AFTER_MS)).where('state', '!=', 'done').execute();
    },
  };
}
