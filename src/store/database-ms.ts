import { type RawBuilder, sql } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';

/**
 * The database's own time, as Unix ms: what several processes agree on, however their clocks are set.
 *
 * @returns an expression for a statement; each statement has its own time.
 */
export const databaseMs = (dialect: Dialect): RawBuilder<number> =>
  dialect === 'sqlite'
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`;

/** What `nowMs` gives: the database's own time in Unix ms, as an expression. */
export type DatabaseMs = RawBuilder<number>;

/**
 * The same for a watcher whose time runs faster, in a trial.
 *
 * @param since Unix ms; from then on.
 */
export const pacedDatabaseMs = (dialect: Dialect, pace: number, since: number): DatabaseMs =>
  pace === 1
    ? databaseMs(dialect)
    : sql<number>`(${sql.lit(since)} + (${databaseMs(dialect)} - ${sql.lit(since)}) * ${sql.lit(pace)})`;
