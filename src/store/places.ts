import { type Kysely, sql } from 'kysely';
import type { Places } from '../cams/places.ts';
import type { Clock } from '../clock.ts';
import { createHeartbeat } from './heartbeat.ts';
import { type Dialect, nowMs } from './now.ts';
import type { Tables } from './schema.ts';

export interface StoredPlacesOptions {
  /** The account's name: each has places of its own. */
  account: string;
  /** One text for each process and start: what a process held that has ended is not its successor's. */
  owner: string;
  clock: Clock;
  calls?: number;
  /** Milliseconds. */
  windowMs?: number;
  /** The database's own time in Unix ms, if a test wants another. */
  databaseNow?: ReturnType<typeof nowMs>;
}

/** A place comes back so long, and a window, after the last sign of life of the process that held it. */
const LEASE_MS = 6000;
const PROLONG_EVERY_MS = 1000;
/** An answer that took longer leaves too little of the lease. */
const CLAIM_WITHIN_MS = LEASE_MS / 2;
/** Times are cut to whole milliseconds. */
const MARGIN_MS = 1;
/** A place that couldn't be given back is tried again until its lease has run out. */
const FREE_RETRY_MS = 250;

/**
 * Places as rows, which all processes on this database take from. Only the database's clock counts: those of the
 * processes may be wrong. `free_at` is when a place can be taken, whoever had it: while its call runs, a lease that the
 * process prolongs.
 */
export function createStoredPlaces(db: Kysely<Tables>, dialect: Dialect, options: StoredPlacesOptions): Places {
  const { account, owner, clock, calls = 5, windowMs = 1000, databaseNow = nowMs(dialect) } = options;
  const leaseEnd = sql<number>`${databaseNow} + ${sql.lit(LEASE_MS + windowMs)}`;
  const held = createHeartbeat<number>({
    clock,
    everyMs: PROLONG_EVERY_MS,
    prolong: (places) =>
      mine(db.updateTable('places').set({ free_at: leaseEnd }))
        .where('place', 'in', places)
        .execute(),
  });
  /** When those that this process gave back are free again, by its own clock; and when there may be one at all. */
  const cooling = new Map<number, number>();
  let noneBefore = Number.NEGATIVE_INFINITY;
  let rows: Promise<unknown> | undefined;

  function mine<Query extends { where(column: 'account' | 'owner', is: '=', value: string): Query }>(query: Query) {
    return query.where('account', '=', account).where('owner', '=', owner);
  }

  async function makeRows(): Promise<void> {
    const places = Array.from({ length: calls }, (_, place) => ({ account, place, owner: '', free_at: 0 }));
    rows ??= db
      .insertInto('places')
      .values(places)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    try {
      await rows;
    } catch (error) {
      rows = undefined;
      throw error;
    }
  }

  /** Those of this account; what this process believes to hold is not taken anew, even if its lease has run out. */
  const others = () => {
    const all = db.selectFrom('places').where('account', '=', account).where('place', '<', calls);
    return held.keys.length === 0 ? all : all.where('place', 'not in', held.keys);
  };

  async function take(): Promise<number | undefined> {
    const free = others()
      .select('place')
      .where('free_at', '<=', databaseNow)
      .orderBy('free_at')
      .limit(1)
      .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked());
    const taken = await db
      .updateTable('places')
      .set({ owner, free_at: leaseEnd })
      .where('account', '=', account)
      .where('place', '=', free)
      .returning('place')
      .executeTakeFirst();
    return taken?.place;
  }

  async function untilFree(): Promise<number> {
    const row = await others()
      .select(({ fn }) => sql<number | null>`${fn.min('free_at')} - ${databaseNow}`.as('wait'))
      .executeTakeFirstOrThrow();
    // Leases end when their calls do: one that ends right now is free a window later.
    return Math.max(0, Math.min(row.wait ?? windowMs, windowMs)) + MARGIN_MS;
  }

  async function giveBack(place: number): Promise<void> {
    const giveUpAt = clock.now() + LEASE_MS;
    for (;;) {
      try {
        // Nobody's: a sign of life that was under way already must not take it back.
        await mine(db.updateTable('places'))
          .set({ owner: '', free_at: sql<number>`${databaseNow} + ${sql.lit(windowMs + MARGIN_MS)}` })
          .where('place', '=', place)
          .execute();
        return;
      } catch {
        if (clock.now() >= giveUpAt) return;
        await clock.wait(FREE_RETRY_MS);
      }
    }
  }

  return {
    isShared: true,

    async claim() {
      await makeRows();
      const askedAt = clock.now();
      const place = await take();
      if (place === undefined) {
        const waitMs = await untilFree();
        noneBefore = clock.now() + waitMs;
        return { claimed: false, waitMs };
      }
      if (clock.now() - askedAt > CLAIM_WITHIN_MS) {
        await giveBack(place);
        return { claimed: false, waitMs: 0 };
      }
      held.add(place);
      return { claimed: true, place };
    },

    async free(place) {
      cooling.set(place, clock.now() + windowMs);
      await giveBack(place);
      // Only now: until then the row still names this process, and a new claim of its own would be freed by an old call.
      held.remove(place);
    },

    likelyFree() {
      const now = clock.now();
      if (now < noneBefore) return 0;
      const isCooling = (place: number) => (cooling.get(place) ?? now) > now;
      return Array.from({ length: calls }, (_, place) => place).filter((place) => !held.has(place) && !isCooling(place))
        .length;
    },
  };
}
