import type { Kysely } from 'kysely';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** What may happen once, over all processes; it is remembered for a day. */
export interface Seen {
  /** @returns whether this is the first time. */
  first(key: string): Promise<boolean>;
}

/** @throws {StoreError} where the database fails. */
export function createSeen(db: Kysely<Tables>, dialect: Dialect): Seen {
  return {
    async first(key) {
      const row = await db
        .insertInto('seen')
        .values({ key, at: databaseMsOf(dialect) })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
