import { Kysely } from 'kysely';
import { type DatabaseMs, type Dialect, databaseMsOf } from './database-ms.ts';
import { isPostgresUrl, sqlitePathOf } from './database-url.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './schema.ts';

/** An open database, its tables up to date. */
export interface Database {
  /** What the repositories are made with. */
  db: Kysely<Tables>;
  /** The same database, by connections that are kept free for what a person's ack waits for. */
  urgentDb: Kysely<Tables>;
  /** Which of the two it is: for the few statements that they do not share. */
  dialect: Dialect;
  /** The time that all processes on this database share. */
  databaseMs: DatabaseMs;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** How long a start, and a statement, waits for another process that has the SQLite file; milliseconds. */
  busyTimeoutMs?: number;
  /** Connections to PostgreSQL. */
  connections?: number;
  /** Lets others go first, between two migrations. */
  giveWay?: (() => Promise<void>) | undefined;
}

const USUAL_CONNECTIONS = 20;

/**
 * Opens the database, makes a SQLite file where there is none, and brings the tables up to date.
 *
 * @param url `file:` and a path, as `file:./data/flow-json.db`, which is this process's alone until it is closed;
 *   `file::memory:` for one that ends with the process; `postgres://user:password@host:port/name` for one that several
 *   processes share.
 * @throws {StoreError} of any kind, never with a password; a SQLite file that was there is left as it is.
 */
export function openDatabase(
  url: string,
  { busyTimeoutMs = 5000, connections = USUAL_CONNECTIONS, giveWay }: DatabaseOptions = {},
): Promise<Database> {
  return isPostgresUrl(url) ? openOnPostgres(url, connections, giveWay) : openOnSqlite(url, busyTimeoutMs, giveWay);
}

type GiveWay = DatabaseOptions['giveWay'];

async function openOnSqlite(url: string, busyTimeoutMs: number, giveWay: GiveWay): Promise<Database> {
  const path = sqlitePathOf(url);
  const { openSqliteFile } = await import('./dialects/sqlite.ts');
  const { storeErrorOf } = await import('./dialects/sqlite-error.ts');
  const file = openSqliteFile(path, busyTimeoutMs);
  try {
    const db = new Kysely<Tables>({ dialect: file.dialect });
    await file.alone(() => migrate(db, giveWay));
    file.keepWriteAheadLog();
    return { db, urgentDb: db, dialect: 'sqlite', databaseMs: databaseMsOf('sqlite'), close: () => db.destroy() };
  } catch (error) {
    file.close();
    throw storeErrorOf(error, path);
  }
}

async function openOnPostgres(url: string, connections: number, giveWay: GiveWay): Promise<Database> {
  const { openPostgres } = await import('./dialects/postgres.ts');
  const server = await openPostgres(url, connections);
  try {
    const db = new Kysely<Tables>({ dialect: server.dialect });
    const urgentDb = new Kysely<Tables>({ dialect: server.urgentDialect });
    await migrate(db, giveWay);
    await server.warmUp();
    const close = async () => {
      await Promise.all([db.destroy(), urgentDb.destroy()]);
      // One that no statement used yet is not ended by Kysely.
      await server.close();
    };
    return { db, urgentDb, dialect: 'postgres', databaseMs: databaseMsOf('postgres'), close };
  } catch (error) {
    await server.close();
    throw server.errorOf(error);
  }
}
