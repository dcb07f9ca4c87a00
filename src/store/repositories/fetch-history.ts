import type { Kysely } from 'kysely';
import type { FetchHistory } from '../../flows/records.ts';
import type { Dialect } from '../database-ms.ts';
import { lock } from '../dialects/lock.ts';
import type { Tables } from '../schema.ts';
import { FLOW_KEY, flowOf, keyColumnsOf } from './person-flow-columns.ts';

/** Flows that are kept for a person: more than the Home tab can ever show. */
const MAX_FLOWS_PER_PERSON = 100;

/** @throws {StoreError} from each function, where the database fails. */
export function createFetchHistory(db: Kysely<Tables>, dialect: Dialect): FetchHistory {
  return {
    async add(fetch) {
      const latest = { name: fetch.name ?? null, channel_id: fetch.channelId, fetched_at: fetch.at };
      await db.transaction().execute(async (transaction) => {
        await lock(transaction, dialect, 'fetch_history', fetch.teamId, fetch.userId);
        await transaction
          .insertInto('fetch_history')
          .values({ ...keyColumnsOf(fetch), ...latest })
          .onConflict((conflict) =>
            conflict.columns(FLOW_KEY).doUpdateSet(latest).where('fetch_history.fetched_at', '<=', fetch.at),
          )
          .execute();
        const { count } = await transaction
          .selectFrom('fetch_history')
          .select((row) => row.fn.countAll<number>().as('count'))
          .where('team_id', '=', fetch.teamId)
          .where('user_id', '=', fetch.userId)
          .executeTakeFirstOrThrow();
        // Counted within the key: to sort them takes ten times as long.
        if (Number(count) <= MAX_FLOWS_PER_PERSON) return;
        const surplus = await newestFirst(transaction, fetch.teamId, fetch.userId)
          .select(FLOW_KEY)
          .limit(MAX_FLOWS_PER_PERSON)
          .offset(MAX_FLOWS_PER_PERSON)
          .execute();
        for (const key of surplus) {
          await transaction
            .deleteFrom('fetch_history')
            .where((row) => row.and(key))
            .execute();
        }
      });
    },

    async recent(teamId, userId, limit) {
      const rows = await newestFirst(db, teamId, userId).selectAll().limit(limit).execute();
      return rows.map((row) => ({ ...flowOf(row), channelId: row.channel_id, at: row.fetched_at }));
    },
  };
}

/** The flow's ID decides between fetches of the same millisecond, so that what is shown is what is kept. */
const newestFirst = (db: Kysely<Tables>, teamId: string, userId: string) =>
  db
    .selectFrom('fetch_history')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .orderBy('fetched_at', 'desc')
    .orderBy('flow_id')
    .orderBy('account')
    .orderBy('cust_space_id');
