import { type Kysely, sql } from 'kysely';
import type { DatabaseMs, Dialect } from './database-ms.ts';
import { lock } from './dialects/lock.ts';
import type { Tables } from './schema.ts';
import { TABLES, type Times } from './tables.ts';

/**
 * Sees to what is stored where the database's clock was set back: what was to come in ten minutes would come an hour and ten
 * minutes later, and what has just been seen would lie in the future.
 *
 * @returns by how much the clock was set back, in milliseconds; 0: it was not. Rejects where the database fails.
 */
export type NoteClock = () => Promise<number>;

export interface NoteClockParts {
  db: Kysely<Tables>;
  dialect: Dialect;
  databaseMs: DatabaseMs;
  /** The lease of a process, whose end tells when it was renewed; milliseconds. */
  leaseMs: number;
}

/** Less is not worth a look: whatever waits, waits no longer than that; milliseconds. */
const SMALLEST_STEP_MS = 1000;

/** Every time that is moved. */
export const ALL_TIMES = Object.entries(TABLES).flatMap(([table, { times }]) => {
  const { past = [], toCome = [] }: Times = times;
  return [
    ...past.map((column) => ({ table, column, isToCome: false })),
    ...toCome.map((column) => ({ table, column, isToCome: true })),
  ];
});

/**
 * The latest time that any process has seen is known by the processes' signs of life, which each of them gives every two
 * seconds. Leases are not moved: see `leases.ts`.
 */
export function createNoteClock({ db, dialect, databaseMs, leaseMs }: NoteClockParts): NoteClock {
  const furthest = sql<number>`(${databaseMs} + ${sql.lit(leaseMs)})`;

  async function setBackByMs(on: Kysely<Tables>): Promise<number> {
    const { by } = await on
      .selectFrom('processes')
      .select(({ fn }) => sql<number | null>`${fn.max('alive_until')} - ${furthest}`.as('by'))
      .executeTakeFirstOrThrow();
    const byMs = Number(by ?? 0);
    return byMs >= SMALLEST_STEP_MS ? byMs : 0;
  }

  async function moveAll(on: Kysely<Tables>, byMs: number): Promise<void> {
    for (const { table, column, isToCome } of ALL_TIMES) {
      const at = sql.ref(column);
      const moved = isToCome ? sql`${at} - ${byMs}` : databaseMs;
      await sql`update ${sql.table(table)} set ${at} = ${moved} where ${at} > ${databaseMs}`.execute(on);
    }
  }

  return async () => {
    if ((await setBackByMs(db)) === 0) return 0;
    return db.transaction().execute(async (transaction) => {
      await lock(transaction, dialect, 'processes', 'clock');
      // Another process may have seen to it meanwhile.
      const byMs = await setBackByMs(transaction);
      if (byMs === 0) return 0;
      await moveAll(transaction, byMs);
      await transaction
        .updateTable('processes')
        .set({ alive_until: furthest })
        .where('alive_until', '>', furthest)
        .execute();
      return byMs;
    });
  };
}
