import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { LatePictureRecords } from '../../requests/late-pictures.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createHeldLeases, createLeases } from '../leases.ts';
import type { Tables } from '../schema.ts';

/** Pictures whose process died are the next one's after this. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5000;
/** Those that were given back are not the only ones: others have their turn meanwhile. */
const FREE_AGAIN_IN_MS = 15_000;

// Both work in a thread of Node's own.
const pack = promisify<string, Buffer>(gzip);
const unpack = promisify<Uint8Array, Buffer>(gunzip);

/**
 * @param parts `owner` names this process: no other may have the same.
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createLatePictures(
  db: Kysely<Tables>,
  dialect: Dialect,
  { owner, clock }: { owner: string; clock: Pick<Clock, 'wait'> },
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): LatePictureRecords {
  const leases = createLeases('late_pictures', {
    dialect,
    databaseMs,
    owner,
    forMs: LEASE_MS,
    restMs: FREE_AGAIN_IN_MS,
  });
  const updateMine = () => db.updateTable('late_pictures').where(leases.isMine);
  const held = createHeldLeases<string>({
    clock,
    everyMs: RENEW_EVERY_MS,
    renew: (ids) => updateMine().set(leases.renewed).where('id', 'in', ids).execute(),
  });

  return {
    async begin({ id, teamId, body, orders }) {
      await db
        .insertInto('late_pictures')
        .values({
          id,
          team_id: teamId,
          body,
          orders: await pack(orders),
          takeovers: 0,
          begun_at: databaseMs,
          ...leases.claimed,
        })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ body }))
        .execute();
      held.add(id);
    },

    async setBody(id, body) {
      const row = await updateMine()
        .set({ body, ...leases.renewed })
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async remove(id) {
      held.remove(id);
      await db.deleteFrom('late_pictures').where('id', '=', id).where(leases.isMine).execute();
    },

    async release(id) {
      held.remove(id);
      await updateMine()
        .set({ ...leases.released(FREE_AGAIN_IN_MS), takeovers: sql<number>`takeovers - 1` })
        .where('id', '=', id)
        .where('takeovers', '>', 0)
        .execute();
    },

    async claimAbandoned(most) {
      // The clock was set back: who lives renews its lease before it runs out.
      await db.updateTable('late_pictures').set(leases.cut).where(leases.isTooFar).execute();
      const free = db
        .selectFrom('late_pictures')
        .select('id')
        .where(leases.isFree)
        .orderBy('begun_at')
        .limit(most)
        .$call(leases.skipContested);
      const rows = await db
        .updateTable('late_pictures')
        .set({ ...leases.claimed, takeovers: sql<number>`takeovers + 1` })
        .where('id', 'in', free)
        .returning(['id', 'team_id', 'body', 'orders', 'takeovers', sql<number>`${databaseMs} - begun_at`.as('age_ms')])
        .execute();
      for (const { id } of rows) held.add(id);
      return Promise.all(
        rows.map(async (row) => ({
          id: row.id,
          teamId: row.team_id,
          body: row.body,
          // One that is damaged leaves the others as they are.
          orders: await unpack(row.orders).then(String, () => ''),
          takeovers: row.takeovers,
          ageMs: Number(row.age_ms),
        })),
      );
    },
  };
}
