import { type Kysely, sql } from 'kysely';
import type { CallSlots } from '../../cams/call-slots.ts';
import type { Clock } from '../../clock.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createHeldLeases, createLeases, neverClaimed } from '../leases.ts';
import type { Tables } from '../schema.ts';

export interface StoredCallSlotsOptions {
  /** The account's name: each has slots of its own. */
  account: string;
  /** One text for each process and start: what a process held that has ended is not its successor's. */
  owner: string;
  clock: Clock;
  calls?: number;
  /** Milliseconds. */
  windowMs?: number;
  /** The database's own time in Unix ms, if a test wants another. */
  databaseMs?: DatabaseMs;
}

/** A slot comes back so long, and a window, after its process died. */
const LEASE_MS = 6000;
const RENEW_EVERY_MS = 1000;
/** An answer that took longer leaves too little of the lease. */
const CLAIM_WITHIN_MS = LEASE_MS / 2;
/** Times are cut to whole milliseconds. */
const MARGIN_MS = 1;
/** A slot that couldn't be given back is tried again until its lease has run out. */
const FREE_RETRY_MS = 250;

/**
 * CallSlots as rows, which all processes on this database take from. Only the database's clock counts: those of the
 * processes may be wrong.
 */
export function createStoredCallSlots(
  db: Kysely<Tables>,
  dialect: Dialect,
  options: StoredCallSlotsOptions,
): CallSlots {
  const { account, owner, clock, calls = 5, windowMs = 1000, databaseMs = databaseMsOf(dialect) } = options;
  const leases = createLeases('places', { dialect, databaseMs, owner, forMs: LEASE_MS + windowMs });
  const held = createHeldLeases<number>({
    clock,
    everyMs: RENEW_EVERY_MS,
    renew: (slots) => updateMine().set(leases.renewed).where('place', 'in', slots).execute(),
  });
  /** When those that this process gave back are free again, by its own clock; and when there may be one at all. */
  const cooling = new Map<number, number>();
  let noneBefore = Number.NEGATIVE_INFINITY;
  let rows: Promise<unknown> | undefined;

  const updateMine = () => db.updateTable('places').where('account', '=', account).where(leases.isMine);

  async function makeRows(): Promise<void> {
    const slots = Array.from({ length: calls }, (_, slot) => ({ account, place: slot, ...neverClaimed('places') }));
    rows ??= db
      .insertInto('places')
      .values(slots)
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

  async function claim(): Promise<number | undefined> {
    const free = others().select('place').where(leases.isFree).orderBy('free_at').limit(1).$call(leases.skipContested);
    const taken = await db
      .updateTable('places')
      .set(leases.claimed)
      .where('account', '=', account)
      .where('place', '=', free)
      .returning('place')
      .executeTakeFirst();
    return taken?.place;
  }

  async function untilFree(): Promise<number> {
    const row = await others()
      .select(({ fn }) => sql<number | null>`${fn.min('free_at')} - ${databaseMs}`.as('wait'))
      .executeTakeFirstOrThrow();
    // Leases end when their calls do: one that ends right now is free a window later.
    return Math.max(0, Math.min(row.wait ?? windowMs, windowMs)) + MARGIN_MS;
  }

  async function release(slot: number): Promise<void> {
    const giveUpAt = clock.monotonicMs() + LEASE_MS;
    for (;;) {
      try {
        // Nobody's: a renewal that was under way already must not take it back.
        await updateMine()
          .set(leases.released(windowMs + MARGIN_MS))
          .where('place', '=', slot)
          .execute();
        return;
      } catch {
        if (clock.monotonicMs() >= giveUpAt) return;
        await clock.wait(FREE_RETRY_MS);
      }
    }
  }

  return {
    isShared: true,

    async claim() {
      await makeRows();
      const askedAt = clock.monotonicMs();
      const slot = await claim();
      if (slot === undefined) {
        const waitMs = await untilFree();
        noneBefore = clock.monotonicMs() + waitMs;
        return { claimed: false, waitMs };
      }
      if (clock.monotonicMs() - askedAt > CLAIM_WITHIN_MS) {
        await release(slot);
        return { claimed: false, waitMs: 0 };
      }
      held.add(slot);
      return { claimed: true, slot };
    },

    async free(slot) {
      cooling.set(slot, clock.monotonicMs() + windowMs);
      await release(slot);
      // Only now: until then the row still names this process, and a new claim of its own would be freed by an old call.
      held.remove(slot);
    },

    likelyFree() {
      const now = clock.monotonicMs();
      if (now < noneBefore) return 0;
      const isCooling = (slot: number) => (cooling.get(slot) ?? now) > now;
      return Array.from({ length: calls }, (_, slot) => slot).filter((slot) => !held.has(slot) && !isCooling(slot))
        .length;
    },
  };
}
