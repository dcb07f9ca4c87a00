import { Kysely } from 'kysely';
import { sqlitePathOf } from './database-url.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './schema.ts';
import { openSqliteFile, type SqliteFile } from './sqlite.ts';
import { storeErrorOf } from './sqlite-error.ts';

/** An open database, its tables up to date. */
export interface Database {
  /** What the repositories are made with. */
  db: Kysely<Tables>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** How long a statement waits for another process that writes; milliseconds. */
  busyTimeoutMs?: number;
}

/**
 * Opens the database, makes it where there is none, and brings its tables up to date.
 *
 * @param url `file:` and a path, as `file:./data/flow-json.db`; `file::memory:` for one that ends with the process.
 * @throws {StoreError} `store-url`, `store-damaged`, `store-locked`, `store-unwritable`, `store-full`, `store-newer` or
 *   `store-failed`; a file that was there is left as it is.
 */
export async function openDatabase(url: string, { busyTimeoutMs = 5000 }: DatabaseOptions = {}): Promise<Database> {
  const path = sqlitePathOf(url);
  const file = openSqliteFile(path, busyTimeoutMs);
  try {
    return await migrated(file);
  } catch (error) {
    file.close();
    throw storeErrorOf(error, path);
  }
}

async function migrated(file: SqliteFile): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: file.dialect });
  await file.alone(() => migrate(db));
  file.keepWriteAheadLog();
  return { db, close: () => db.destroy() };
}
