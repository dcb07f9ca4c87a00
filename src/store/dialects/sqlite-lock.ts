import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateFile } from './private-files.ts';
import { inUseError, storeErrorOf } from './sqlite-error.ts';

/**
 * Makes a database file this process's own: another bot is refused, while whoever only reads, as a backup does, goes
 * on. The lock is the system's, on an empty file beside the database, so it ends with the process however that ends.
 * The file itself stays: one that was deleted could be locked by two.
 *
 * @param path of the database, in a folder that is there.
 * @param timeoutMs how long to wait for the process that has it; meanwhile this one stands still.
 * @returns gives the file free again.
 * @throws {StoreError} `store-locked`, or what keeps the lock file from being made.
 */
export function lockSqliteFile(path: string, timeoutMs: number): () => void {
  const lockPath = `${realPathOf(path)}.lock`;
  makePrivateFile(lockPath);
  const lock = new DatabaseSync(lockPath, { timeout: timeoutMs });
  try {
    // Nothing is written: SQLite only takes the system's lock.
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    const fault = storeErrorOf(error, path);
    throw fault.kind === 'store-locked' ? inUseError(path, error) : fault;
  }
  return () => {
    if (lock.isOpen) lock.close();
  };
}

/** By whatever links a file is reached, its lock is the same. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return join(realpathSync(dirname(path)), basename(path));
  }
}
