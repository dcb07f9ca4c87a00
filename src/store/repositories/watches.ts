import { type Kysely, sql } from 'kysely';
import type { GoneWhy, Watch, Watches } from '../../notify/records.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { neverClaimed } from '../leases.ts';
import type { Tables } from '../schema.ts';
import { flowKeyOf, WATCH_COLUMNS, type WatchRow, watchColumnsOf, watchOf } from './watch-columns.ts';

/**
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createWatches(
  db: Kysely<Tables>,
  dialect: Dialect,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): Watches {
  const columns = [...WATCH_COLUMNS, databaseMs.as('now')] as const;
  const watchesOf = (rows: readonly (WatchRow & { now: number })[]): Watch[] =>
    rows.map((row) => watchOf(row, Number(row.now)));
  const unwatched = {
    seen_version: null,
    told_version: null,
    due_at: null,
    notification: null,
    tries: 0,
    ...neverClaimed('watches'),
  };

  const select = () => db.selectFrom('watches').select(columns).orderBy('created_at').orderBy('flow_key');

  /** Nothing that was missed meanwhile is told later: who takes the watch up again begins anew. */
  const pause = (why: GoneWhy) =>
    db
      .updateTable('watches')
      .set({ ...unwatched, paused_why: why })
      .where('paused_why', 'is', null)
      .returning(columns);

  return {
    add(watch, { sinceVersion, firstPollInMs }) {
      const key = watchColumnsOf(watch);
      // PostgreSQL wants to be told what a NULL is.
      const since = sql<number | null>`cast(${sinceVersion ?? null} as integer)`;
      const firstAt = sql<number>`${databaseMs} + ${Math.round(firstPollInMs)}`;
      return db.transaction().execute(async (transaction) => {
        const changed = await transaction
          .updateTable('watches')
          .set({
            every_ms: watch.everyMs,
            muted_until: null,
            paused_why: null,
            seen_version: sql<number | null>`coalesce(seen_version, ${since})`,
            told_version: sql<number | null>`coalesce(told_version, ${since})`,
          })
          .where((row) => row.and(key))
          .returning('flow_key')
          .executeTakeFirst();
        if (changed === undefined) {
          await transaction
            .insertInto('watches')
            .values({
              ...key,
              ...unwatched,
              every_ms: watch.everyMs,
              created_by: watch.createdBy,
              created_at: databaseMs,
              muted_until: null,
              paused_why: null,
              seen_version: sinceVersion ?? null,
              told_version: sinceVersion ?? null,
              told_at: null,
              thread_ts: null,
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        await transaction
          .insertInto('watch_polls')
          .values({
            flow_key: key.flow_key,
            account: watch.flow.account,
            next_at: firstAt,
            polls: 0,
            errors: 0,
            gone: 0,
            problem: null,
            ...neverClaimed('watch_polls'),
          })
          .onConflict((conflict) =>
            conflict
              .column('flow_key')
              .doUpdateSet({ next_at: firstAt, gone: 0 })
              .where('watch_polls.next_at', '>', firstAt),
          )
          .execute();
        return changed === undefined ? 'added' : 'changed';
      });
    },

    remove(watch) {
      const key = watchColumnsOf(watch);
      return db.transaction().execute(async (transaction) => {
        const removed = await transaction
          .deleteFrom('watches')
          .where((row) => row.and(key))
          .returning('flow_key')
          .executeTakeFirst();
        const others = transaction.selectFrom('watches').select('flow_key').where('flow_key', '=', key.flow_key);
        await transaction
          .deleteFrom('watch_polls')
          .where('flow_key', '=', key.flow_key)
          .where(({ not, exists }) => not(exists(others)))
          .execute();
        return removed !== undefined;
      });
    },

    async find(watch) {
      const rows = await select()
        .where((row) => row.and(watchColumnsOf(watch)))
        .execute();
      return watchesOf(rows)[0];
    },

    async ofChannel(teamId, channelId) {
      return watchesOf(await select().where('team_id', '=', teamId).where('channel_id', '=', channelId).execute());
    },

    async ofCreator(teamId, userId) {
      return watchesOf(await select().where('team_id', '=', teamId).where('created_by', '=', userId).execute());
    },

    async mute(watch, forMs) {
      const muted = await db
        .updateTable('watches')
        .set({ muted_until: forMs === undefined ? null : sql<number>`${databaseMs} + ${forMs}` })
        .where((row) => row.and(watchColumnsOf(watch)))
        .returning('flow_key')
        .executeTakeFirst();
      return muted !== undefined;
    },

    async pauseChannel(teamId, channelId) {
      const rows = await pause('channel-gone')
        .where('team_id', '=', teamId)
        .where('channel_id', '=', channelId)
        .execute();
      return watchesOf(rows);
    },

    async pauseFlow(flow) {
      return watchesOf(await pause('flow-gone').where('flow_key', '=', flowKeyOf(flow)).execute());
    },
  };
}
