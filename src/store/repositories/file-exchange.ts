import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { FileExchange, ReadyFile } from '../../flows/fetch/file-exchange.ts';
import { type RetryDelays, retry } from '../../retry.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createHeldLeases, createLeases } from '../leases.ts';
import type { Tables } from '../schema.ts';

export interface StoredFileExchangeOptions {
  /** One text for each process and start. */
  owner: string;
  clock: Clock;
  /** How long a file serves others; milliseconds, by the database's clock. */
  sharedForMs?: number;
  /** The database's own time in Unix ms, if a test wants another. */
  databaseMs?: DatabaseMs;
}

/** A fetch whose process died is the next one's after this; a queue may be longer, so it is renewed. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5000;
/** Who waits looks for the first time after what an API call takes, then less and less often. */
const FIRST_LOOK_MS = 40;
const BETWEEN_LOOKS: RetryDelays = { firstDelayMs: 60, factor: 1.5, maxDelayMs: 400 };
/** Who waited gets the file even if it serves nobody who asks now: a look or two may lie between. */
const FOUND_WITHIN_MS = 2000;

/** Whoever fetches the file is not done yet. */
class StillFetching extends Error {
  readonly kind = 'still-fetching';
}
const isStillFetching = (error: unknown): boolean => error instanceof StillFetching;

/** Flows' files as rows: whoever makes a flow's row fetches it, the others wait for it. */
export function createStoredFileExchange(
  db: Kysely<Tables>,
  dialect: Dialect,
  options: StoredFileExchangeOptions,
): FileExchange {
  const { owner, clock, sharedForMs = 5000, databaseMs = databaseMsOf(dialect) } = options;
  const leases = createLeases('flow_files', { dialect, databaseMs, owner, forMs: LEASE_MS });
  const fetching = createHeldLeases<string>({
    clock,
    everyMs: RENEW_EVERY_MS,
    renew: (keys) => updateMine(keys).set(leases.renewed).execute(),
  });

  /** Of a fetch that this process has under way. */
  const updateMine = (keys: readonly string[]) =>
    db.updateTable('flow_files').where('flow_key', 'in', keys).where(leases.isMine).where('state', '=', 'fetching');

  /** Makes the fetch this process', unless another one's is under way or has just ended well. */
  async function claim(key: string, isFresh: boolean): Promise<boolean> {
    const begun = { ...leases.claimed, state: 'fetching', json: null, fetched_at: null, ready_at: null } as const;
    const claimed = await db
      .insertInto('flow_files')
      .values({ flow_key: key, ...begun })
      .onConflict((conflict) =>
        conflict
          .column('flow_key')
          .doUpdateSet(begun)
          .where(({ eb, or, and }) =>
            or([
              and([eb('flow_files.state', '=', 'fetching'), leases.isFree]),
              eb('flow_files.state', '=', 'ready').and(
                isFresh
                  ? sql<boolean>`1 = 1`
                  : // One from the future would serve others until its time has come: the clock was set back since.
                    or([
                      eb('flow_files.ready_at', '<=', sql<number>`${databaseMs} - ${sql.lit(sharedForMs)}`),
                      eb('flow_files.ready_at', '>', databaseMs),
                    ]),
              ),
            ]),
          ),
      )
      .returning('flow_key')
      .executeTakeFirst();
    return claimed !== undefined;
  }

  /** The row of another one's fetch; `isAlive`: it is under way. The file comes with it only where it is there. */
  async function look(key: string): Promise<{ isAlive: boolean; file: ReadyFile | undefined } | undefined> {
    const row = await db
      .selectFrom('flow_files')
      .select([
        'state',
        'json',
        'fetched_at',
        sql<number>`${databaseMs} - coalesce(ready_at, 0)`.as('age'),
        leases.isRunning.as('is_running'),
        leases.isTooFar.as('is_too_far'),
      ])
      .where('flow_key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    if (row.state === 'fetching' && row.is_too_far) await cut(key);
    const isReady = row.state === 'ready' && row.json !== null && row.fetched_at !== null;
    return {
      isAlive: row.state === 'fetching' && Boolean(row.is_running),
      file: isReady ? { role: 'use', json: row.json ?? '', fetchedAt: row.fetched_at ?? 0, ageMs: row.age } : undefined,
    };
  }

  /** The clock was set back: who fetches the file renews the lease before it runs out. */
  async function cut(key: string): Promise<void> {
    await db
      .updateTable('flow_files')
      .set(leases.cut)
      .where('flow_key', '=', key)
      .where('state', '=', 'fetching')
      .where(leases.isTooFar)
      .execute();
  }

  /** Releases the flow by leaving no row of it. */
  async function release(key: string): Promise<void> {
    fetching.remove(key);
    await db
      .deleteFrom('flow_files')
      .where('flow_key', '=', key)
      .where(leases.isMine)
      .where('state', '=', 'fetching')
      .execute();
  }

  return {
    async take(key, isFresh) {
      for (;;) {
        if (await claim(key, isFresh)) {
          fetching.add(key);
          return { role: 'fetch' };
        }
        const found = await look(key);
        if (found?.isAlive) return { role: 'wait' };
        if (found?.file !== undefined && !isFresh && found.file.ageMs >= 0 && found.file.ageMs < sharedForMs)
          return found.file;
        // It ended between the two statements: the next try begins it anew.
      }
    },

    async put(key, json, fetchedAt) {
      fetching.remove(key);
      await updateMine([key]).set({ state: 'ready', json, fetched_at: fetchedAt, ready_at: databaseMs }).execute();
    },

    fail: release,

    async waitFor(key, withinMs) {
      async function lookOnce(): Promise<ReadyFile | undefined> {
        const found = await look(key);
        if (found?.isAlive) throw new StillFetching();
        const { file } = found ?? {};
        return file !== undefined && file.ageMs <= Math.max(sharedForMs, FOUND_WITHIN_MS) ? file : undefined;
      }
      const policy = { ...BETWEEN_LOOKS, giveUpAfterMs: withinMs - FIRST_LOOK_MS };
      await clock.wait(FIRST_LOOK_MS);
      try {
        return await retry(lookOnce, policy, { clock, shouldRetry: isStillFetching });
      } catch (error) {
        if (isStillFetching(error)) return undefined;
        throw error;
      }
    },
  };
}
