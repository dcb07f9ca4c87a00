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
    'DATABASE_URL names no database that the bot can use: it must be file: and a path, as file:./data/flow-json.db. Change it, then start again.',
  );
}

function absolutePathOf(url: string): string | undefined {
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
