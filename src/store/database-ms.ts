import { type RawBuilder, sql } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/**
 * The database's own time in Unix ms: what several processes agree on, however their clocks are set. An expression for a
 * statement; each statement has its own time.
 */
export type DatabaseMs = RawBuilder<number>;

export const databaseMsOf = (dialect: Dialect): DatabaseMs =>
  dialect === 'sqlite'
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;

/**
 * The same for a watcher whose time runs faster, in a trial.
 *
 * @param since Unix ms; from then on.
 */
export const pacedDatabaseMs = (dialect: Dialect, pace: number, since: number): DatabaseMs =>
  pace === 1
    ? databaseMsOf(dialect)
    : sql<number>`(${sql.lit(since)} + (${databaseMsOf(dialect)} - ${sql.lit(since)}) * ${sql.lit(pace)})`;
