import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RetentionSettings } from '../settings/types.ts';
import { type Dialect, databaseMs } from './database-ms.ts';
import type { Tables } from './schema.ts';

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

/** A file may serve others for seconds only; what is older was left behind, as was the place of one who died fetching. */
const FLOW_FILES_MS = MINUTE_MS;
/** Slack's last retry comes some six minutes after the first try. Source: https://docs.slack.dev/apis/events-api/ */
const SEEN_MS = DAY_MS;

/** A table and its column that tells a row's age. */
type Aged = { [T in keyof Tables]: { table: T; at: keyof Tables[T] & string } }[keyof Tables];
type Rule = Aged & { afterMs: number; onlyIf?: RawBuilder<boolean> };

const rulesOf = ({ historyDays, requestsDays }: RetentionSettings): Rule[] => [
  { table: 'fetch_history', at: 'fetched_at', afterMs: historyDays * DAY_MS },
  // An ended request has a time of its end; the state is asked as well, since one that is not done would be lost.
  { table: 'requests', at: 'ended_at', afterMs: requestsDays * DAY_MS, onlyIf: sql<boolean>`state = 'done'` },
  { table: 'flow_files', at: 'ready_at', afterMs: FLOW_FILES_MS },
  { table: 'flow_files', at: 'lease_until', afterMs: FLOW_FILES_MS, onlyIf: sql<boolean>`state = 'fetching'` },
  { table: 'seen', at: 'at', afterMs: SEEN_MS },
];

/** Several replicas may do this at once: a row that another one took is a row less to delete. */
export function createRetention({ db, dialect, settings, clock, log, minute }: RetentionParts): Retention {
  /** The row's place in the table, which needs no key. */
  const place = sql.ref(dialect === 'sqlite' ? 'rowid' : 'ctid');
  let running: Promise<void> | undefined;
  let isStopped = false;

  /** The age is asked twice: in between, another replica may have made the row new. */
  async function deleteBatch({ table, at, afterMs, onlyIf }: Rule): Promise<number> {
    const isOld = sql<boolean>`${sql.ref(at)} < ${databaseMs(dialect)} - ${afterMs} and ${onlyIf ?? sql`true`}`;
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)}
      where ${isOld} and ${place} in (select ${place} from ${sql.table(table)} where ${isOld} limit ${BATCH})
    `.execute(db);
    return Number(numAffectedRows ?? 0);
  }

  async function clean(rule: Rule): Promise<void> {
    let rows = 0;
    try {
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
    for (const rule of rulesOf(settings)) await clean(rule);
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
