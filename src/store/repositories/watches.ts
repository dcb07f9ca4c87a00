import { type Kysely, sql } from 'kysely';
import type { GoneWhy, NewWatch, Watch, Watches, WatchesFull } from '../../notify/records.ts';
import type { ShareLimits } from '../../settings/types.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { lock } from '../dialects/lock.ts';
import { neverClaimed } from '../leases.ts';
import type { Tables } from '../schema.ts';
import { flowKeyOf, flowOfKey, WATCH_COLUMNS, type WatchRow, watchColumnsOf, watchOf } from './watch-columns.ts';

/** How many watches one may have. */
export type WatchLimits = Pick<ShareLimits, 'watchesPerPerson' | 'watchesPerChannel'>;

const UNLIMITED: WatchLimits = {
  watchesPerPerson: Number.POSITIVE_INFINITY,
  watchesPerChannel: Number.POSITIVE_INFINITY,
};

/**
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createWatches(
  db: Kysely<Tables>,
  dialect: Dialect,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
  { watchesPerPerson, watchesPerChannel }: WatchLimits = UNLIMITED,
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

  const select = () =>
    db
      .selectFrom('watches')
      .leftJoin('watch_polls', 'watch_polls.flow_key', 'watches.flow_key')
      .select([...WATCH_COLUMNS.map((column) => `watches.${column}` as const), databaseMs.as('now')])
      .select(['watch_polls.failure', 'watch_polls.failing_since'])
      .orderBy('watches.created_at')
      .orderBy('watches.flow_key');

  /** Also those that are paused: made-up flows pause by themselves. */
  async function fullOf(
    on: Kysely<Tables>,
    { teamId, channelId, createdBy }: Pick<NewWatch, 'teamId' | 'channelId' | 'createdBy'>,
  ): Promise<WatchesFull | undefined> {
    const { of_person: ofPerson, of_channel: ofChannel } = await on
      .selectFrom('watches')
      .select([
        sql<number>`coalesce(sum(case when created_by = ${createdBy} then 1 else 0 end), 0)`.as('of_person'),
        sql<number>`coalesce(sum(case when channel_id = ${channelId} then 1 else 0 end), 0)`.as('of_channel'),
      ])
      .where('team_id', '=', teamId)
      .executeTakeFirstOrThrow();
    if (Number(ofPerson) >= watchesPerPerson) return { full: 'person', limit: watchesPerPerson };
    return Number(ofChannel) >= watchesPerChannel ? { full: 'channel', limit: watchesPerChannel } : undefined;
  }

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
      const consented = watch.consented && JSON.stringify(watch.consented);
      const firstAt = sql<number>`${databaseMs} + ${Math.round(firstPollInMs)}`;
      return db.transaction().execute(async (transaction) => {
        const changed = await transaction
          .updateTable('watches')
          .set({
            every_ms: watch.everyMs,
            muted_until: null,
            paused_why: null,
            ...(consented !== undefined && { consented }),
            // Who takes up a watch that was paused knows nothing of before.
            blind_told: sql<string | null>`case when paused_why is null then blind_told end`,
            seen_version: sql<number | null>`coalesce(seen_version, ${since})`,
            told_version: sql<number | null>`coalesce(told_version, ${since})`,
          })
          .where((row) => row.and(key))
          .returning('flow_key')
          .executeTakeFirst();
        if (changed === undefined) {
          await lock(transaction, dialect, 'watches', watch.teamId);
          const full = await fullOf(transaction, watch);
          if (full !== undefined) return full;
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
              consented: consented ?? null,
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

    fullFor: (watch) => fullOf(db, watch),

    remove(watch) {
      const key = watchColumnsOf(watch);
      return db.transaction().execute(async (transaction) => {
        const removed = await transaction
          .deleteFrom('watches')
          .where((row) => row.and(key))
          .returning(columns)
          .executeTakeFirst();
        const others = transaction.selectFrom('watches').select('flow_key').where('flow_key', '=', key.flow_key);
        await transaction
          .deleteFrom('watch_polls')
          .where('flow_key', '=', key.flow_key)
          .where(({ not, exists }) => not(exists(others)))
          .execute();
        return removed && watchOf(removed, Number(removed.now));
      });
    },

    async find(watch) {
      const { team_id, channel_id, flow_key } = watchColumnsOf(watch);
      const rows = await select()
        .where('team_id', '=', team_id)
        .where('channel_id', '=', channel_id)
        .where('watches.flow_key', '=', flow_key)
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

    async pauseShared(key) {
      await db
        .updateTable('watches')
        .set({ ...neverClaimed('watches'), notification: null, tries: 0, paused_why: 'channel-shared' })
        .where((row) => row.and(watchColumnsOf(key)))
        .where('paused_why', 'is', null)
        .execute();
    },

    async countOf(account, teamId) {
      const { count } = await db
        .selectFrom('watches')
        .innerJoin('watch_polls', 'watch_polls.flow_key', 'watches.flow_key')
        .select(({ fn }) => fn.countAll().as('count'))
        .where('watch_polls.account', '=', account)
        .where('watches.paused_why', 'is', null)
        .$if(teamId !== undefined, (query) => query.where('watches.team_id', '=', teamId ?? ''))
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async blindFlows(teamId) {
      const rows = await db
        .selectFrom('watch_polls')
        .innerJoin('watches', 'watches.flow_key', 'watch_polls.flow_key')
        .select(({ fn }) => ['watch_polls.account', fn.count('watch_polls.flow_key').distinct().as('count')])
        .where('watches.team_id', '=', teamId)
        .where('watches.paused_why', 'is', null)
        .where('watch_polls.failure', 'is not', null)
        .groupBy('watch_polls.account')
        .execute();
      return new Map(rows.map(({ account, count }) => [account, Number(count)]));
    },

    async pauseUnserved(maySee) {
      const rows = await db.selectFrom('watches').select(['team_id', 'flow_key']).distinct().execute();
      let paused = 0;
      for (const { team_id, flow_key } of rows) {
        const isServed = maySee(team_id, flowOfKey(flow_key).account);
        const changed = await db
          .updateTable('watches')
          .set(isServed ? { paused_why: null } : { ...unwatched, paused_why: 'account-gone' })
          .where((row) => row.and({ team_id, flow_key }))
          .where('paused_why', isServed ? '=' : 'is', isServed ? 'account-gone' : null)
          .returning('flow_key')
          .execute();
        if (!isServed) paused += changed.length;
      }
      return paused;
    },

    async pauseFlow(flow) {
      return watchesOf(await pause('flow-gone').where('flow_key', '=', flowKeyOf(flow)).execute());
    },
  };
}
