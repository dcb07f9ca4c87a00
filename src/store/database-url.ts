import { fileURLToPath } from 'node:url';
import { StoreError } from './store-error.ts';

/** What SQLite calls a database that lives in this process only. */
export const IN_MEMORY = ':memory:';

/**
 * The path that a `file:` address names, as it is given to SQLite: relative to the folder the process was started in.
 *
 * @throws {StoreError} `store-url`, without the address: one of a server holds a password.
 */
export function sqlitePathOf(url: string): string {
  const path = /^file:\/\//.test(url) ? absolutePathOf(url) : url.match(/^file:([^?#]+)$/)?.[1];
  if (path !== undefined) return path;
  throw new StoreError(
    'store-url',
    'DATABASE_URL names no database that the bot can use: it must be file: and a path, as file:./data/flow-json.db, or the address of a PostgreSQL server, as postgres://USER:PASSWORD@HOST:5432/DATABASE. Change it, then start again.',
  );
}

function absolutePathOf(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

/** Whether an address is one of a PostgreSQL server. */
export const isPostgresUrl = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/**
 * Where a PostgreSQL database is, fit to be shown: `host:port/name`, without user and password.
 *
 * @throws {StoreError} `store-url`, without the address.
 */
export function postgresLabelOf(url: string): string {
  if (!URL.canParse(url)) {
    throw new StoreError(
      'store-url',
      'DATABASE_URL is no address of a PostgreSQL database: it must be as postgres://USER:PASSWORD@HOST:5432/DATABASE, with %XX for each special sign in the password. Change it, then start again.',
    );
  }
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  return `${host}:${port || '5432'}${pathname === '' ? '/' : pathname}`;
}
