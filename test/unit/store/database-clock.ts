import { sql } from 'kysely';
import { vi } from 'vitest';
import type { Database } from '../../../src/store/database.ts';

/** A database's clock that a test sets, beside vitest's fake timers for the process'. */
export async function databaseClock({ db }: Pick<Database, 'db'>) {
  await sql`create table test_clock (ms integer)`.execute(db);
  await sql`insert into test_clock values (1000000)`.execute(db);
  const databaseMs = sql<number>`(select ms from test_clock)`;
  const move = (ms: number) => sql`update test_clock set ms = ms + ${ms}`.execute(db);
  /** Lets time pass for both, in steps. */
  async function pass(ms: number, step = 10): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      await move(step);
      await vi.advanceTimersByTimeAsync(step);
    }
  }
  return { databaseMs, move, pass };
}
