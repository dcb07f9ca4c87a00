import type { Kysely } from 'kysely';
import { type Dialect, databaseMsOf } from './database-ms.ts';
import type { Tables } from './schema.ts';

/**
 * Writes to the database, and tells whether that went well: one that can only be read, or whose disk is full, answers every
 * question, and yet accepts nothing. The row is this process's own, and goes by itself.
 *
 * @param owner names this process.
 * @returns a function that throws a `StoreError` where the database can't be written.
 */
export const createWriteProbe = (db: Kysely<Tables>, dialect: Dialect, owner: string) => async (): Promise<void> => {
  const at = databaseMsOf(dialect);
  await db
    .insertInto('seen')
    .values({ key: `probe:${owner}`, at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ at }))
    .execute();
};
