import { StoreError } from '../store-error.ts';

/** What a server answers with; anything else comes from the way to it. */
const isServerError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // Node tries each address of a host, and says what came of it in the parts of an error without a text.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join(', ');
  return error.message;
};

/**
 * What a fault of a PostgreSQL server, or of the way to it, means for the store that `label` names.
 * Source of the codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
 *
 * @param label `host:port/name`: no part of it is secret.
 */
export function postgresErrorOf(error: unknown, label: string): StoreError {
  if (error instanceof StoreError) return error;
  const reason = reasonOf(error);
  if (isServerError(error)) return serverErrorOf(error.code, reason, label, error);
  // A mistake in the program, not a fault of the database.
  if (error instanceof TypeError || error instanceof RangeError) return failedError(label, reason, error);
  if (/^SASL|password/i.test(reason)) return refusedError(label, reason, error);
  return unreachableError(label, reason, error);
}

function serverErrorOf(code: string, reason: string, label: string, error: Error): StoreError {
  switch (code) {
    case '28000': // invalid_authorization_specification
    case '28P01': // invalid_password
    case '3D000': // invalid_catalog_name
      return refusedError(label, reason, error);
    case '53100': // disk_full
      return new StoreError(
        'store-full',
        `The database ${label} can't grow: its server's disk is full (${reason}). Free some space there, then try again.`,
        error,
      );
    case '25006': // read_only_sql_transaction
      return new StoreError(
        'store-unwritable',
        `The database ${label} can only be read (${reason}). Point DATABASE_URL at the primary server, or let the database be written.`,
        error,
      );
    case '42501': // insufficient_privilege
      return new StoreError(
        'store-unwritable',
        `The database ${label} does not let the bot's user do what it has to (${reason}). Make that user the owner of the database, then start again.`,
        error,
      );
    case '40001': // serialization_failure
    case '40P01': // deadlock_detected
    case '55P03': // lock_not_available
    case '57014': // query_canceled: a statement that took too long
      return new StoreError(
        'store-locked',
        `The database ${label} kept a statement waiting for too long (${reason}). See what else works on it, then try again.`,
        error,
      );
    default:
      // Connections that fail or are too many (08, 53300), servers that start, stop or end a session (57P).
      if (/^(08|53300|57P)/.test(code)) return unreachableError(label, reason, error);
      return failedError(label, reason, error);
  }
}

const refusedError = (label: string, reason: string, cause: unknown): StoreError =>
  new StoreError(
    'store-refused',
    `The server of the database ${label} does not let the bot in (${reason}). Correct user, password and name of the database in DATABASE_URL, then start again.`,
    cause,
  );

const unreachableError = (label: string, reason: string, cause: unknown): StoreError =>
  new StoreError(
    'store-unreachable',
    `The database ${label} can't be reached (${reason}). See whether its server runs and DATABASE_URL names its host and port, then try again.`,
    cause,
  );

const failedError = (label: string, reason: string, cause: unknown): StoreError =>
  new StoreError(
    'store-failed',
    `The database ${label} did not do what it was asked (${reason}). See what its server's log says, then try again.`,
    cause,
  );

/** PostgreSQL 14, in the server's own counting: the oldest that its makers still mend. */
const OLDEST = 140_000;

/**
 * Refuses a server that is too old for the store's statements.
 *
 * @param version the server's `server_version_num`: 140011 is 14.11.
 * @throws {StoreError} `store-too-old`.
 */
export function requireVersion(version: number, label: string): void {
  if (version >= OLDEST) return;
  throw new StoreError(
    'store-too-old',
    `The database ${label} is served by PostgreSQL ${Math.floor(version / 10_000)}, which is too old. Bring the server to PostgreSQL ${OLDEST / 10_000} or newer, then start again.`,
  );
}
