import { StoreError } from '../store-error.ts';

/** The low byte of SQLite's result code; the higher ones tell a variant. Source: https://www.sqlite.org/rescode.html */
const PRIMARY_CODE = 0xff;

/** SQLITE_READONLY_ROLLBACK. */
const ROLLBACK_DUE = 776;

const extendedCodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined;

/** Whether a file could only not be read because a transaction in it has to be rolled back first. */
export const isRollbackDue = (error: unknown): boolean => extendedCodeOf(error) === ROLLBACK_DUE;

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What a fault of SQLite, or of the folder that its file lies in, means for the store in `path`. */
export function storeErrorOf(error: unknown, path: string): StoreError {
  if (error instanceof StoreError) return error;
  const reason = reasonOf(error);
  switch ((extendedCodeOf(error) ?? 0) & PRIMARY_CODE) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return new StoreError(
        'store-locked',
        `The database ${path} is locked by another process (${reason}). End that process, or give each bot a file of its own (DATABASE_URL), then try again.`,
        error,
      );
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return damagedError(path, reason, error);
    case 13: // SQLITE_FULL
      return new StoreError(
        'store-full',
        `The database ${path} can't grow: the disk is full (${reason}). Free some space, then try again.`,
        error,
      );
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return unwritableError(path, reason, error);
    default:
      return new StoreError(
        'store-failed',
        `The database ${path} did not do what it was asked (${reason}). See whether its disk is well, then try again.`,
        error,
      );
  }
}

export const inUseError = (path: string, cause: unknown): StoreError =>
  new StoreError(
    'store-locked',
    `The database ${path} is in use by another bot. It was left as it is: end that process, or give each bot a file of its own (DATABASE_URL); several that share one database need PostgreSQL.`,
    cause,
  );

export const damagedError = (path: string, reason: string, cause?: unknown): StoreError =>
  new StoreError(
    'store-damaged',
    `The file ${path} is no sound SQLite database (${reason}). It was left as it is: put a backup in its place, or move it away to start with an empty one.`,
    cause,
  );

export const unwritableError = (path: string, reason: string, cause?: unknown): StoreError =>
  new StoreError(
    'store-unwritable',
    `The database ${path} can't be written (${reason}). Let the bot's user write to that file and its folder, or set DATABASE_URL to another place.`,
    cause,
  );
