import { type Kysely, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RetentionSettings } from '../settings/types.ts';
import { type Dialect, databaseMsOf } from './database-ms.ts';
import type { Tables } from './schema.ts';
import { type KeptFor, TABLES } from './tables.ts';

/** Deletes what is older than it may get. */
export interface Retention {
  /** Deletes now, and from then on every hour. */
  start(): void;
  /**
   * Deletes all that is too old. Where that is under way in this process already, both callers wait for the same.
   *
   * A table that fails is logged and left to the next time; nothing is thrown.
   */
  run(): Promise<void>;
  /** Begins nothing new; resolves once the statement under way has ended. */
  stop(): Promise<void>;
}

export interface RetentionParts {
  db: Kysely<Tables>;
  dialect: Dialect;
  settings: RetentionSettings;
  clock: Pick<Clock, 'after' | 'wait'>;
  log: Pick<Log, 'info' | 'warn'>;
  /** At which minute after the start the hourly ones begin, 0 to 59: random, so that replicas take turns. */
  minute: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Rows a statement deletes at most: it holds a SQLite file for some milliseconds, and nobody's ack waits for longer. */
const BATCH = 500;
/** Between two statements; milliseconds. */
const PAUSE_MS = 100;

interface Rule extends KeptFor {
  table: string;
}

const RULES = Object.entries(TABLES).flatMap(([table, { kept }]): Rule[] =>
  typeof kept === 'string' ? [] : kept.map((rule) => ({ table, ...rule })),
);

/** Several replicas may do this at once: a row that another one took is a row less to delete. */
export function createRetention({ db, dialect, settings, clock, log, minute }: RetentionParts): Retention {
  /** How the database itself tells rows apart: that needs no key. */
  const rowId = sql.ref(dialect === 'sqlite' ? 'rowid' : 'ctid');
  let running: Promise<void> | undefined;
  let isStopped = false;

  /** Writes down up to which midnight rows may go, where that is later than it was. */
  async function openDays({ forMs }: Rule, removals: 'audit_removals'): Promise<void> {
    const midnight = sql`((${databaseMsOf(dialect)} - ${sql.lit(forMs(settings))}) / ${sql.lit(DAY_MS)} * ${sql.lit(DAY_MS)})`;
    const isForAll = sql`team_id = ''`;
    await sql`
      insert into ${sql.table(removals)} (team_id, until_at)
      select '', ${midnight}
      where not exists (select 1 from ${sql.table(removals)} where ${isForAll} and until_at >= ${midnight})
    `.execute(db);
    await sql`
      delete from ${sql.table(removals)}
      where ${isForAll} and until_at < (select max(until_at) from ${sql.table(removals)} where ${isForAll})
    `.execute(db);
  }

  /** The age is asked twice: in between, another replica may have made the row new. */
  async function deleteBatch({ table, since, forMs, where, unless, byDaysOf }: Rule): Promise<number> {
    const end =
      byDaysOf === undefined
        ? sql`${databaseMsOf(dialect)} - ${forMs(settings)}`
        : sql`(select max(until_at) from ${sql.table(byDaysOf)} where ${sql.ref('team_id')} = '')`;
    const isMeant = where === undefined ? sql`true` : sql`${sql.ref(where.column)} = ${where.is}`;
    const mayGo = unless === undefined ? sql`true` : sql`not ${unless}`;
    const isOld = sql<boolean>`
      ${sql.ref(since)} < ${end} and ${isMeant} and ${mayGo}
    `;
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)}
      where ${isOld} and ${rowId} in (select ${rowId} from ${sql.table(table)} where ${isOld} limit ${BATCH})
    `.execute(db);
    return Number(numAffectedRows ?? 0);
  }

  async function clean(rule: Rule): Promise<void> {
    let rows = 0;
    try {
      if (rule.byDaysOf !== undefined && !isStopped) await openDays(rule, rule.byDaysOf);
      while (!isStopped) {
        const deleted = await deleteBatch(rule);
        rows += deleted;
        if (deleted < BATCH) break;
        await clock.wait(PAUSE_MS);
      }
    } catch (error) {
      log.warn({ err: error, table: rule.table }, 'Could not delete what is too old');
    }
    if (rows > 0) log.info({ table: rule.table, rows }, 'Deleted what is too old');
  }

  async function cleanAll(): Promise<void> {
    for (const rule of RULES) await clean(rule);
  }

  function run(): Promise<void> {
    running ??= cleanAll().finally(() => {
      running = undefined;
    });
    return running;
  }

  function again(afterMs: number): void {
    clock.after(afterMs, () => {
      if (isStopped) return;
      void run();
      again(HOUR_MS);
    });
  }

  return {
    run,
    start() {
      void run();
      again(minute * MINUTE_MS || HOUR_MS);
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
