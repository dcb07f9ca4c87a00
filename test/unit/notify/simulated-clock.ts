import { setImmediate as afterMicrotasks } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Clock } from '../../../src/clock.ts';
import type { AccountProblem } from '../../../src/notify/notice.ts';
import type { Database } from '../../../src/store/database.ts';
import type { DatabaseMs } from '../../../src/store/database-ms.ts';
import { createFlowVersions } from '../../../src/store/repositories/flow-versions.ts';
import { createNotifications } from '../../../src/store/repositories/notifications.ts';
import { createNotifyPreferences } from '../../../src/store/repositories/notify-preferences.ts';
import { createOpsStates } from '../../../src/store/repositories/ops-states.ts';
import { createPollQueue } from '../../../src/store/repositories/poll-queue.ts';
import { createSights } from '../../../src/store/repositories/sights.ts';
import { createWatches } from '../../../src/store/repositories/watches.ts';

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock for the process and the database, on which an hour takes as long as the work that is done in it. */
export async function simulatedClock({ db }: Pick<Database, 'db'>, startAt: number) {
  await sql`create table test_clock (ms integer)`.execute(db);
  await sql`insert into test_clock values (${startAt})`.execute(db);
  /** In order of time. */
  const timers: Timer[] = [];
  let now = startAt;

  function after(ms: number, callback: () => void): void {
    const at = now + Math.max(0, Math.ceil(ms));
    const index = timers.findLastIndex((timer) => timer.at <= at) + 1;
    timers.splice(index, 0, { at, callback });
  }

  async function moveTo(at: number): Promise<void> {
    if (at === now) return;
    now = at;
    await sql`update test_clock set ms = ${at}`.execute(db);
  }

  /** Lets time pass, and all that is to happen in it. */
  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    await afterMicrotasks();
    for (;;) {
      const next = timers[0];
      if (next === undefined || next.at > end) break;
      await moveTo(next.at);
      while (timers[0]?.at === next.at) timers.shift()?.callback();
      await afterMicrotasks();
    }
    await moveTo(end);
  }

  const clock: Clock = {
    monotonicMs: () => now,
    after,
    wait: (ms) => new Promise((resolve) => after(ms, () => resolve())),
  };
  return { clock, pass, databaseMs: sql<number>`(select ms from test_clock)` };
}

/** All that the watcher keeps, by the given clock. */
export function repositoriesOf(
  { db, dialect }: Pick<Database, 'db' | 'dialect'>,
  owner: string,
  databaseMs: DatabaseMs,
) {
  return {
    watches: createWatches(db, dialect, databaseMs),
    versions: createFlowVersions(db, dialect, databaseMs),
    polls: createPollQueue(db, dialect, owner, databaseMs),
    notifications: createNotifications(db, dialect, owner, databaseMs),
    sights: createSights(db, dialect, databaseMs),
    preferences: createNotifyPreferences(db, dialect, databaseMs),
    opsStates: createOpsStates<AccountProblem>(db, dialect, databaseMs),
  };
}

/** The same numbers each time, from 0 to 1. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
