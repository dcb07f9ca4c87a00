import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { FileExchange, ReadyFile } from '../../flows/fetch/file-exchange.ts';
import { type Dialect, databaseMs } from '../database-ms.ts';
import { createHeartbeat } from '../heartbeat.ts';
import type { Tables } from '../schema.ts';

export interface StoredFileExchangeOptions {
  /** One text for each process and start. */
  owner: string;
  clock: Clock;
  /** How long a file serves others; milliseconds, by the database's clock. */
  sharedForMs?: number;
  /** The database's own time in Unix ms, if a test wants another. */
  databaseNow?: ReturnType<typeof databaseMs>;
}

/** A fetch whose process died is the next one's after this; a queue may be longer, so it is prolonged. */
const LEASE_MS = 15_000;
const PROLONG_EVERY_MS = 5000;
/** Who waits looks this often: at first after what an API call takes, then less. */
const FIRST_LOOK_MS = 40;
const MAX_BETWEEN_LOOKS_MS = 400;
/** Who waited gets the file even if it serves nobody who asks now: a look or two may lie between. */
const FOUND_WITHIN_MS = 2000;

/** Flows' files as rows: whoever makes a flow's row fetches it, the others wait for it. */
export function createStoredFileExchange(
  db: Kysely<Tables>,
  dialect: Dialect,
  options: StoredFileExchangeOptions,
): FileExchange {
  const { owner, clock, sharedForMs = 5000, databaseNow = databaseMs(dialect) } = options;
  const leaseEnd = sql<number>`${databaseNow} + ${sql.lit(LEASE_MS)}`;
  const fetching = createHeartbeat<string>({
    clock,
    everyMs: PROLONG_EVERY_MS,
    prolong: (keys) =>
      db
        .updateTable('flow_files')
        .set({ lease_until: leaseEnd })
        .where('flow_key', 'in', keys)
        .where('owner', '=', owner)
        .where('state', '=', 'fetching')
        .execute(),
  });

  /** Makes the fetch this process', unless another one's is under way or has just ended well. */
  async function begin(key: string, isFresh: boolean): Promise<boolean> {
    const mine = { state: 'fetching', owner, json: null, fetched_at: null, ready_at: null } as const;
    const begun = await db
      .insertInto('flow_files')
      .values({ flow_key: key, ...mine, lease_until: leaseEnd })
      .onConflict((conflict) =>
        conflict
          .column('flow_key')
          .doUpdateSet({ ...mine, lease_until: leaseEnd })
          .where(({ eb, or }) =>
            or([
              eb('flow_files.state', '=', 'fetching').and('flow_files.lease_until', '<=', databaseNow),
              eb('flow_files.state', '=', 'ready').and(
                isFresh
                  ? sql<boolean>`1 = 1`
                  : eb('flow_files.ready_at', '<=', sql<number>`${databaseNow} - ${sql.lit(sharedForMs)}`),
              ),
            ]),
          ),
      )
      .returning('flow_key')
      .executeTakeFirst();
    return begun !== undefined;
  }

  /** The row of another one's fetch; `isAlive`: it is under way. The file comes with it only where it is there. */
  async function look(key: string): Promise<{ isAlive: boolean; file: ReadyFile | undefined } | undefined> {
    const row = await db
      .selectFrom('flow_files')
      .select([
        'state',
        'json',
        'fetched_at',
        sql<number>`${databaseNow} - coalesce(ready_at, 0)`.as('age'),
        sql<number>`lease_until - ${databaseNow}`.as('lease_left'),
      ])
      .where('flow_key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const isReady = row.state === 'ready' && row.json !== null && row.fetched_at !== null;
    return {
      isAlive: row.state === 'fetching' && row.lease_left > 0,
      file: isReady ? { role: 'use', json: row.json ?? '', fetchedAt: row.fetched_at ?? 0, ageMs: row.age } : undefined,
    };
  }

  async function end(key: string): Promise<void> {
    fetching.remove(key);
    await db
      .deleteFrom('flow_files')
      .where('flow_key', '=', key)
      .where('owner', '=', owner)
      .where('state', '=', 'fetching')
      .execute();
  }

  return {
    async take(key, isFresh) {
      for (;;) {
        if (await begin(key, isFresh)) {
          fetching.add(key);
          return { role: 'fetch' };
        }
        const found = await look(key);
        if (found?.isAlive) return { role: 'wait' };
        if (found?.file !== undefined && !isFresh && found.file.ageMs < sharedForMs) return found.file;
        // It ended between the two statements: the next try begins it anew.
      }
    },

    async put(key, json, fetchedAt) {
      fetching.remove(key);
      await db
        .updateTable('flow_files')
        .set({ state: 'ready', json, fetched_at: fetchedAt, ready_at: databaseNow })
        .where('flow_key', '=', key)
        .where('owner', '=', owner)
        .where('state', '=', 'fetching')
        .execute();
    },

    fail: end,

    async waitFor(key, withinMs) {
      const giveUpAt = clock.monotonicMs() + withinMs;
      for (
        let pauseMs = FIRST_LOOK_MS;
        clock.monotonicMs() < giveUpAt;
        pauseMs = Math.min(pauseMs * 1.5, MAX_BETWEEN_LOOKS_MS)
      ) {
        await clock.wait(pauseMs);
        const found = await look(key);
        if (found?.isAlive) continue;
        const { file } = found ?? {};
        return file !== undefined && file.ageMs <= Math.max(sharedForMs, FOUND_WITHIN_MS) ? file : undefined;
      }
      return undefined;
    },
  };
}
