import { Kysely } from 'kysely';
import { type DatabaseMs, type Dialect, databaseMsOf } from './database-ms.ts';
import { isPostgresUrl, sqlitePathOf } from './database-url.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './schema.ts';

/** An open database, its tables up to date. */
export interface Database {
  /** What the repositories are made with. */
  db: Kysely<Tables>;
  /** Which of the two it is: for the few statements that they do not share. */
  dialect: Dialect;
  /** The time that all processes on this database share. */
  databaseMs: DatabaseMs;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** How long a start, and a statement, waits for another process that has the SQLite file; milliseconds. */
  busyTimeoutMs?: number;
}

/**
 * Opens the database, makes a SQLite file where there is none, and brings the tables up to date.
 *
 * @param url `file:` and a path, as `file:./data/flow-json.db`, which is this process's alone until it is closed;
 *   `file::memory:` for one that ends with the process; `postgres://user:password@host:port/name` for one that several
 *   processes share.
 * @throws {StoreError} of any kind, never with a password; a SQLite file that was there is left as it is.
 */
export function openDatabase(url: string, { busyTimeoutMs = 5000 }: DatabaseOptions = {}): Promise<Database> {
  return isPostgresUrl(url) ? openOnPostgres(url) : openOnSqlite(url, busyTimeoutMs);
}

async function openOnSqlite(url: string, busyTimeoutMs: number): Promise<Database> {
  const path = sqlitePathOf(url);
  const { openSqliteFile } = await import('./dialects/sqlite.ts');
  const { storeErrorOf } = await import('./dialects/sqlite-error.ts');
  const file = openSqliteFile(path, busyTimeoutMs);
  try {
    const db = new Kysely<Tables>({ dialect: file.dialect });
    await file.alone(() => migrate(db));
    file.keepWriteAheadLog();
    return { db, dialect: 'sqlite', databaseMs: databaseMsOf('sqlite'), close: () => db.destroy() };
  } catch (error) {
    file.close();
    throw storeErrorOf(error, path);
  }
}

async function openOnPostgres(url: string): Promise<Database> {
  const { openPostgres } = await import('./dialects/postgres.ts');
  const server = await openPostgres(url);
  try {
    const db = new Kysely<Tables>({ dialect: server.dialect });
    await migrate(db);
    return { db, dialect: 'postgres', databaseMs: databaseMsOf('postgres'), close: () => db.destroy() };
  } catch (error) {
    await server.close();
    throw server.errorOf(error);
  }
}
