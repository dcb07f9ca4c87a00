import { type CompiledQuery, type Kysely, SqliteAdapter } from 'kysely';

/** Executes a statement, before it returns. @throws {StoreError} */
export type Execute = <Row>(statement: CompiledQuery<Row>) => Row[];

/**
 * Does `work` in one transaction, without giving way to anything: SQLite is in this process, so that nothing is waited for but
 * the transaction that may be under way. With a promise for each statement, those that come meanwhile go in between.
 *
 * @throws what `work` throws; then nothing is changed.
 */
export type AtOnce = <T>(work: (execute: Execute) => T) => Promise<T>;

/** Leaves it to the driver, and not to Kysely, whose turn it is. */
export class InProcessAdapter extends SqliteAdapter {
  readonly atOnce: AtOnce;

  constructor(atOnce: AtOnce) {
    super();
    this.atOnce = atOnce;
  }

  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** @throws where the database is no SQLite of `openSqliteFile`. */
export function atOnceOf<Tables>(db: Kysely<Tables>): AtOnce {
  const { adapter } = db.getExecutor();
  if (adapter instanceof InProcessAdapter) return adapter.atOnce;
  throw new Error('Only SQLite, in this process, does a transaction at once');
}
