import { statSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncOptions, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type CompiledQuery, SqliteDialect, type SqliteDialectConfig, SqliteDriver } from 'kysely';
import { IN_MEMORY } from '../database-url.ts';
import { type AtOnce, InProcessAdapter } from './at-once.ts';
import { type Checkpoints, checkpointsInThread, createCheckpoints } from './checkpoints.ts';
import { makeDatabasePrivate, makePrivateFile, makePrivateFolderOf } from './private-files.ts';
import { damagedError, isRollbackDue, storeErrorOf, unwritableError } from './sqlite-error.ts';
import { lockSqliteFile } from './sqlite-lock.ts';
import { createTurns, type Turns } from './turns.ts';

/** All that is SQLite's own; the rest of the store speaks Kysely only. */
export interface SqliteFile {
  dialect: SqliteDialect;
  /**
   * Runs `work` in one transaction that no other process can write beside: two that start at once migrate one after
   * the other, and a migration that fails leaves nothing behind.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Lets readers and a writer go on beside each other, from here on and for every process. Where another process uses
   * the file at this very moment, the file keeps its way: slower, as safe, and changed by the next start.
   */
  keepWriteAheadLog(): void;
  /** Also gives the file free for another process. */
  close(): void;
}

/**
 * Opens the file for this process alone, and makes it and its folder where they are missing. What is there already is checked first, with the
 * file opened for reading only.
 *
 * @param busyTimeoutMs How long a statement waits for another process; meanwhile this process stands still.
 * @throws {StoreError} `store-damaged`, `store-locked`, `store-unwritable` or `store-failed`.
 */
export function openSqliteFile(path: string, busyTimeoutMs: number): SqliteFile {
  let free = () => {};
  try {
    if (path !== IN_MEMORY) free = prepareFile(path, busyTimeoutMs);
    const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
    // Else what was deleted, or overwritten, would stay in the file: a `response_url`, a workspace's token.
    database.exec('pragma secure_delete = on');
    return sqliteFileOf(database, path, free);
  } catch (error) {
    free();
    throw storeErrorOf(error, path);
  }
}

/**
 * Opens a file that a bot may be writing, to read it.
 *
 * @param busyTimeoutMs as for `openSqliteFile`.
 * @throws {StoreError}
 */
export function openSqliteForReading(path: string, busyTimeoutMs: number): Pick<SqliteFile, 'dialect'> {
  return attempt(path, () =>
    sqliteFileOf(new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs }), path, () => {}),
  );
}

/** @returns gives the file free again. */
function prepareFile(path: string, busyTimeoutMs: number): () => void {
  makeFolderOf(path);
  if (isFolder(path)) throw unwritableError(path, 'it is a folder');
  const free = lockSqliteFile(path, busyTimeoutMs);
  try {
    if (hasContent(path)) checkExisting(path, busyTimeoutMs);
    else makePrivateFile(path);
    // Also of a bot that was set up before it took care of this.
    makeDatabasePrivate(path);
    return free;
  } catch (error) {
    free();
    throw error;
  }
}

function makeFolderOf(path: string): void {
  try {
    makePrivateFolderOf(path);
  } catch (error) {
    throw unwritableError(path, error instanceof Error ? error.message : String(error), error);
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function hasContent(path: string): boolean {
  const file = statSync(path, { throwIfNoEntry: false });
  return file?.isFile() === true && file.size > 0;
}

function check(path: string, options: DatabaseSyncOptions): void {
  const database = new DatabaseSync(path, options);
  try {
    const outcome = Object.values(database.prepare('pragma quick_check(1)').get() ?? {})[0];
    if (outcome !== 'ok') throw damagedError(path, String(outcome).replaceAll(/\s+/g, ' '));
  } finally {
    database.close();
  }
}

/** A process that was killed in a transaction leaves it to the next one to roll back, which takes writing. */
function checkExisting(path: string, timeout: number): void {
  try {
    check(path, { readOnly: true, timeout });
  } catch (error) {
    if (!isRollbackDue(error)) throw error;
    check(path, { timeout });
  }
}

/** Kysely prepares a statement each time, and a bot's are few: compiling them anew took a third of an ack's time. */
const MAX_STATEMENTS = 200;

/** Some faults, as a full disk, make SQLite roll back by itself: a second time would be a fault in the place of the first. */
const ROLLED_BACK = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function statementsOf(database: DatabaseSync, path: string, wrote: Checkpoints['wrote']) {
  const kept = new Map<string, ReturnType<typeof kyselyStatementOf>>();
  return {
    of(sql: string) {
      if (sql === 'rollback' && !database.isTransaction) return ROLLED_BACK;
      const known = kept.get(sql);
      if (known !== undefined) return known;
      if (kept.size >= MAX_STATEMENTS) kept.clear();
      // Those write no row, and SQLite gives them the count of the statement before.
      const isBoundary = /^(begin|commit|rollback)/.test(sql);
      const statement = kyselyStatementOf(prepare(database, sql), path, isBoundary ? () => {} : wrote);
      kept.set(sql, statement);
      return statement;
    },
  };
}

class DriverByTurns extends SqliteDriver {
  readonly #turns: Turns;

  constructor(config: SqliteDialectConfig, turns: Turns) {
    super(config);
    this.#turns = turns;
  }

  override async acquireConnection(): ReturnType<SqliteDriver['acquireConnection']> {
    await this.#turns.take();
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#turns.end();
  }
}

class SqliteDialectByTurns extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #turns: Turns;
  readonly #atOnce: AtOnce;

  constructor(config: SqliteDialectConfig, turns: Turns, atOnce: AtOnce) {
    super(config);
    this.#config = config;
    this.#turns = turns;
    this.#atOnce = atOnce;
  }

  override createAdapter(): InProcessAdapter {
    return new InProcessAdapter(this.#atOnce);
  }

  override createDriver(): SqliteDriver {
    return new DriverByTurns(this.#config, this.#turns);
  }
}

/** Some faults, as a full disk, make SQLite roll back by itself, and so does closing it. */
function rollBack(database: DatabaseSync): void {
  if (database.isOpen && database.isTransaction) database.exec('rollback');
}

type Statement = ReturnType<typeof kyselyStatementOf>;

/** @param statementOf finds or makes the statement of a text. */
function createAtOnce(database: DatabaseSync, turns: Turns, statementOf: (sql: string) => Statement): AtOnce {
  return async (work) => {
    await turns.take();
    try {
      statementOf('begin').run([]);
      const result = work(<Row>({ sql, parameters }: CompiledQuery<Row>) => {
        const statement = statementOf(sql);
        if (statement.reader) return statement.all(parameters) as Row[];
        statement.run(parameters);
        return [];
      });
      statementOf('commit').run([]);
      return result;
    } catch (error) {
      rollBack(database);
      throw error;
    } finally {
      turns.end();
    }
  };
}

function sqliteFileOf(database: DatabaseSync, path: string, free: () => void): SqliteFile {
  let checkpoints: Checkpoints | undefined;
  const statements = statementsOf(database, path, (rows) => checkpoints?.wrote(rows));
  const close = () => {
    if (database.isOpen) database.close();
    free();
  };
  const statementOf = (sql: string) => attempt(path, () => statements.of(sql));
  const turns = createTurns();
  return {
    dialect: new SqliteDialectByTurns(
      { database: { prepare: statementOf, close } },
      turns,
      createAtOnce(database, turns, statementOf),
    ),
    async alone(work) {
      attempt(path, () => database.exec('begin immediate'));
      try {
        const result = await work();
        attempt(path, () => database.exec('commit'));
        return result;
      } catch (error) {
        rollBack(database);
        throw error;
      }
    },
    keepWriteAheadLog() {
      try {
        database.exec('pragma journal_mode = wal');
        // Safe whenever this process ends, however it does: what the system has taken survives it. Waiting for the disk at
        // each commit would make an ack several times as slow, and only a loss of power would tell.
        database.exec('pragma synchronous = normal');
        if (path !== IN_MEMORY) checkpoints = createCheckpoints(database, checkpointsInThread(path));
      } catch (error) {
        const fault = storeErrorOf(error, path);
        // SQLite doesn't wait here where waiting might never end.
        if (fault.kind !== 'store-locked') throw fault;
      }
    },
    close,
  };
}

/** One that reads before it writes fails at once if another process wrote in between: so each begins as a writer. */
const prepare = (database: DatabaseSync, sql: string): StatementSync =>
  database.prepare(sql === 'begin' ? 'begin immediate' : sql);

/** What Kysely's dialect, which was made for better-sqlite3, expects of a statement. */
function kyselyStatementOf(statement: StatementSync, path: string, wrote: Checkpoints['wrote']) {
  // Kysely hands on what its typed builders were given, which the tables' types bound to what SQLite takes.
  const valuesOf = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters: readonly unknown[]) => attempt(path, () => statement.all(...valuesOf(parameters))),
    run: (parameters: readonly unknown[]) => {
      const done = attempt(path, () => statement.run(...valuesOf(parameters)));
      wrote(Number(done.changes));
      return done;
    },
    iterate: (parameters: readonly unknown[]) => statement.iterate(...valuesOf(parameters)),
  };
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeErrorOf(error, path);
  }
}
