import type { Kysely } from 'kysely';
import type { Favourites } from '../../flows/records.ts';
import type { Dialect } from '../database-ms.ts';
import { lock } from '../dialects/lock.ts';
import type { Tables } from '../schema.ts';
import { FLOW_KEY, flowOf, keyColumnsOf } from './person-flow-columns.ts';

/** Favourites that a person may have. */
const MAX_FAVOURITES = 25;

/** @throws {StoreError} from each function, where the database fails. */
export function createFavourites(db: Kysely<Tables>, dialect: Dialect): Favourites {
  return {
    add(favourite) {
      const key = keyColumnsOf(favourite);
      return db.transaction().execute(async (transaction) => {
        await lock(transaction, dialect, 'favourites', favourite.teamId, favourite.userId);
        const others = await transaction
          .selectFrom('favourites')
          .select(({ fn }) => fn.countAll().as('count'))
          .where('team_id', '=', favourite.teamId)
          .where('user_id', '=', favourite.userId)
          .where((row) => row.not(row.and(key)))
          .executeTakeFirstOrThrow();
        if (Number(others.count) >= MAX_FAVOURITES) return 'full';
        await transaction
          .insertInto('favourites')
          .values({ ...key, name: favourite.name ?? null, added_at: favourite.at })
          .onConflict((conflict) => conflict.columns(FLOW_KEY).doNothing())
          .execute();
        return 'added';
      });
    },

    async remove(favourite) {
      await db
        .deleteFrom('favourites')
        .where((row) => row.and(keyColumnsOf(favourite)))
        .execute();
    },

    async list(teamId, userId) {
      const rows = await db
        .selectFrom('favourites')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('user_id', '=', userId)
        .orderBy('added_at')
        .orderBy('flow_id')
        .orderBy('account')
        .orderBy('cust_space_id')
        .execute();
      return rows.map((row) => ({ ...flowOf(row), at: row.added_at }));
    },
  };
}
