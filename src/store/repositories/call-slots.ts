import { type Kysely, sql } from 'kysely';
import type { AccountCallSlots, CallSlots, Claim } from '../../cams/call-slots.ts';
import type { CamsOperation } from '../../cams/types.ts';
import type { Clock } from '../../clock.ts';
import { type RetryPolicy, retry } from '../../retry.ts';
import { createDatabaseJumps } from '../database-jumps.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createHeldLeases, createLeases, neverClaimed } from '../leases.ts';
import { prepare } from '../prepared.ts';
import type { Tables } from '../schema.ts';

export interface StoredCallSlotsOptions {
  /** The name of the first account of the settings that has this limit. */
  account: string;
  /** One text for each process and start: what a process held that has ended is not its successor's. */
  owner: string;
  clock: Clock;
  /** Each of them has slots of its own. */
  operations: readonly CamsOperation[];
  /** Of each operation. */
  calls?: number;
  /** Milliseconds. */
  windowMs?: number;
  /** The database's own time in Unix ms, if a test wants another. */
  databaseMs?: DatabaseMs;
  /** Whether other processes take slots from the same rows, so that the database's clock alone rules; on PostgreSQL. */
  hasOthers?: boolean;
}

/** A slot comes back so long, and a window, after its process died. */
const LEASE_MS = 6000;
const RENEW_EVERY_MS = 1000;
/** An answer that took longer leaves too little of the lease. */
const CLAIM_WITHIN_MS = LEASE_MS / 2;
/** Times are cut to whole milliseconds. */
const MARGIN_MS = 1;
const UNTIL_RELEASED: RetryPolicy = { firstDelayMs: 250, factor: 1, giveUpAfterMs: LEASE_MS };
/** How long all operations share one budget after a call was dropped although each kept its own. */
const COMMON_MS = 60 * 60_000;
/** Longer than Alibaba Cloud is heeded, a pause is one from before the clock was set back. */
const MAX_PAUSE_MS = 60 * 60_000;
/** Of the common slots files are taken first, as with a budget's own calls that can wait. */
const FILES_FIRST_MS = 30;

/** Of the slots that all operations share. */
const COMMON = '';
/** As many as Alibaba Cloud allows every account (source: "QPS limit" in the documentation of each operation). */
const MAX_COMMON_CALLS = 5;
const FILES: CamsOperation = 'GetFlowJSONAssest';

interface Slot {
  operation: string;
  slot: number;
}

const keyOf = ({ operation, slot }: Slot) => `${operation}/${slot}`;
const isOf = (operation: string) => (key: string) => key.startsWith(`${operation}/`);
/** One value for however many slots, so that the statement is always the same. */
const inOneText = (keys: Iterable<string>): string => `,${[...keys].join(',')},`;
/** Whether a row is one of those slots. No operation's name has a `%`, a `_` or a comma, which would mean something here. */
const isOneOf = (keys: string) => sql<boolean>`(cast(${keys} as text) like '%,' || operation || '/' || slot || ',%')`;

/**
 * CallSlots as rows, which all processes on this database take from. Only the database's clock counts: those of the
 * processes may be wrong. Where it is set itself, what this process knows by its own clock keeps its own slots, and other
 * processes' are left alone until those have renewed what they hold.
 *
 * When all operations share one budget, nothing is taken of the common slots before each operation's own have rested, nor
 * the other way round. The switch is written into the very rows that a claim locks, so that no claim can miss it.
 */
export function createStoredCallSlots(
  db: Kysely<Tables>,
  dialect: Dialect,
  options: StoredCallSlotsOptions,
): AccountCallSlots {
  const { account, owner, clock, calls = 5, windowMs = 1000, databaseMs = databaseMsOf(dialect) } = options;
  const { operations, hasOthers = dialect === 'postgres' } = options;
  const commonCalls = Math.min(calls, MAX_COMMON_CALLS);
  const untilLostMs = LEASE_MS + windowMs;
  const restMs = windowMs + MARGIN_MS;
  const leases = createLeases('call_slots', { dialect, databaseMs, owner, forMs: untilLostMs, restMs });
  const held = createHeldLeases<string>({
    clock,
    everyMs: RENEW_EVERY_MS,
    renew: (keys) =>
      updateMine()
        .set(leases.renewed)
        .where(isOneOf(inOneText(keys)))
        .execute(),
  });
  /** When those that this process gave back are free again, by its own clock. */
  const cooling = new Map<string, number>();
  const jumps = createDatabaseJumps(clock);
  let takeNothingBefore = Number.NEGATIVE_INFINITY;
  let isCommon = false;
  let rows: Promise<unknown> | undefined;

  const updateMine = () => db.updateTable('call_slots').where('account', '=', account).where(leases.isMine);

  async function makeRows(): Promise<void> {
    const numbered = (operation: string, count: number) =>
      Array.from({ length: count }, (_, slot) => ({
        account,
        operation,
        slot,
        ...neverClaimed('call_slots'),
        common_until: 0,
      }));
    const all = [...operations.flatMap((operation) => numbered(operation, calls)), ...numbered(COMMON, commonCalls)];
    rows ??= db
      .insertInto('call_slots')
      .values(all)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    try {
      await rows;
    } catch (error) {
      rows = undefined;
      throw error;
    }
  }

  /** Not to be taken by this process, whatever the database says: its own by its own clock. */
  function ownSlots(): Set<string> {
    const now = clock.monotonicMs();
    for (const [key, until] of cooling) if (until <= now) cooling.delete(key);
    return new Set([...held.keys, ...cooling.keys()]);
  }

  /** The slots that a call of the operation may be made in, in either state. */
  const isEligible = (operation: CamsOperation) => sql<boolean>`(
    (operation = ${operation} and slot < ${calls}) or (operation = ${COMMON} and slot < ${commonCalls})
  )`;

  /** Of other rows of the account than the one that is claimed. */
  const some = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<boolean>`exists (select 1 from call_slots as other where other.account = ${account} and ${condition})`;
  const isShared = some(sql`other.common_until > ${databaseMs}`);
  // A claim of the common slots that was made just before their end is to be seen by then.
  const wasShared = sql<boolean>`(common_until > ${databaseMs} - ${sql.lit(CLAIM_WITHIN_MS)} or ${some(
    sql`other.common_until > ${databaseMs} - ${sql.lit(CLAIM_WITHIN_MS)}`,
  )})`;
  const isAnyCommonTaken = some(sql`other.operation = ${COMMON} and other.free_at > ${databaseMs}`);
  const isAnyOwnTaken = some(sql`other.operation <> ${COMMON} and other.free_at > ${databaseMs}`);
  const isOpen = sql<boolean>`case when operation = ${COMMON}
    then ${isShared} and not ${isAnyOwnTaken}
    else not ${wasShared} and not ${isAnyCommonTaken}
  end`;

  const prepareClaim = (operation: CamsOperation) =>
    prepare(db, ['own', 'latestMs'], ({ own, latestMs }) => {
      const free = db
        .selectFrom('call_slots')
        .select(['operation', 'slot'])
        .where('account', '=', account)
        .where(isEligible(operation))
        .where(leases.isFree)
        .where('paused_until', '<=', databaseMs)
        .where(isOpen)
        .where(({ not }) => not(isOneOf(own)))
        .where(sql<boolean>`${databaseMs} <= cast(${latestMs} as bigint)`)
        .orderBy('free_at')
        .limit(1)
        .$call(leases.skipContested);
      return db
        .updateTable('call_slots')
        .set(leases.claimed)
        .where('account', '=', account)
        .where(sql<boolean>`(operation, slot) = ${free}`)
        .returning(['operation', 'slot', databaseMs.as('now')]);
    });

  /** When those are free that this process does not hold. */
  const prepareTimes = (operation: CamsOperation) =>
    prepare(db, ['held'], ({ held: mine }) => {
      const freeAt = (of: string, count: number) =>
        sql<
          number | null
        >`min(case when operation = ${of} and slot < ${count} and not ${isOneOf(mine)} then free_at end)`;
      return db
        .selectFrom('call_slots')
        .select([
          freeAt(operation, calls).as('own_free_at'),
          freeAt(COMMON, commonCalls).as('common_free_at'),
          sql<number | null>`max(case when operation <> ${COMMON} then free_at end)`.as('own_taken_until'),
          sql<number | null>`max(case when operation = ${COMMON} then free_at end)`.as('common_taken_until'),
          sql<number | null>`max(common_until)`.as('common_until'),
          sql<number | null>`max(case when operation in (${operation}, ${COMMON}) then paused_until end)`.as(
            'paused_until',
          ),
          sql<number>`sum(case when ${leases.isTooFar} then 1 else 0 end)`.as('too_far'),
          databaseMs.as('now'),
        ])
        .where('account', '=', account);
    });

  const releasedOf = prepare(db, ['operation', 'slot'], ({ operation, slot }) =>
    updateMine().set(leases.released(restMs)).where('operation', '=', operation).where('slot', '=', slot),
  );

  async function claim(claimOf: ReturnType<typeof prepareClaim>): Promise<Slot | undefined> {
    const own = inOneText(ownSlots());
    const latestMs = (hasOthers ? jumps.latestMs() : undefined) ?? Number.MAX_SAFE_INTEGER;
    const askedAt = clock.monotonicMs();
    const [taken] = (await db.executeQuery(claimOf({ own, latestMs }))).rows;
    if (taken === undefined) return undefined;
    jumps.note(Number(taken.now), askedAt);
    isCommon = taken.operation === COMMON;
    return { operation: taken.operation, slot: taken.slot };
  }

  /** Why there was none, which tells when there may be one. */
  async function untilFree(
    operation: CamsOperation,
    timesOf: ReturnType<typeof prepareTimes>,
  ): Promise<{ waitMs: number; pausedMs?: number }> {
    const askedAt = clock.monotonicMs();
    const [times] = (await db.executeQuery(timesOf({ held: inOneText(held.keys) }))).rows;
    if (times === undefined) throw new Error('The database gave no row for a select of one');
    const [now, commonUntil] = [Number(times.now), Number(times.common_until ?? 0)];
    const pausedUntil = Number(times.paused_until ?? 0);
    if (jumps.note(now, askedAt) && hasOthers) takeNothingBefore = clock.monotonicMs() + untilLostMs;
    const isTooFar = commonUntil > now + COMMON_MS || pausedUntil > now + MAX_PAUSE_MS;
    if (Number(times.too_far) > 0 || isTooFar) await cutTooFar();
    isCommon = commonUntil > now;
    const latestOf = (...all: (number | null)[]) => Math.max(...all.map((time) => Number(time ?? now + windowMs)));
    const freeAt = isCommon
      ? latestOf(times.common_free_at, times.own_taken_until, pausedUntil)
      : latestOf(times.own_free_at, times.common_taken_until, commonUntil + CLAIM_WITHIN_MS, pausedUntil);
    const freeInMs = freeAt > now ? freeAt - now : untilRested(isCommon ? COMMON : operation);
    // Leases end when their calls do: one that ends right now is free a window later.
    const waitMs = Math.min(freeInMs, windowMs) + MARGIN_MS + (isCommon && operation !== FILES ? FILES_FIRST_MS : 0);
    return pausedUntil > now ? { waitMs, pausedMs: Math.min(pausedUntil - now, MAX_PAUSE_MS) } : { waitMs };
  }

  /** By this process' clock, where the database's would have given out its slots too early; milliseconds. */
  function untilRested(operation: string): number {
    const isOwn = isOf(operation);
    const own = [...cooling].filter(([key]) => isOwn(key)).map(([, until]) => until);
    return own.length === 0 ? 0 : Math.max(0, Math.min(...own) - clock.monotonicMs());
  }

  /** The clock was set back: a slot that nobody holds rests once more, one that somebody holds is renewed before its end. */
  async function cutTooFar(): Promise<void> {
    await db.updateTable('call_slots').set(leases.cut).where('account', '=', account).where(leases.isTooFar).execute();
    const commonUntil = sql<number>`${databaseMs} + ${sql.lit(COMMON_MS)}`;
    await db
      .updateTable('call_slots')
      .set({ common_until: commonUntil })
      .where('account', '=', account)
      .where('common_until', '>', commonUntil)
      .execute();
    const pausedUntil = sql<number>`${databaseMs} + ${sql.lit(MAX_PAUSE_MS)}`;
    await db
      .updateTable('call_slots')
      .set({ paused_until: pausedUntil })
      .where('account', '=', account)
      .where('paused_until', '>', pausedUntil)
      .execute();
  }

  async function release({ operation, slot }: Slot): Promise<void> {
    // Nobody's: a renewal that was under way already must not take it back.
    const released = () => db.executeQuery(releasedOf({ operation, slot }));
    // Its lease has run out by then.
    await retry(released, UNTIL_RELEASED, { clock }).catch(() => undefined);
  }

  function slotsOf(operation: CamsOperation): CallSlots {
    const [claimOf, timesOf] = [prepareClaim(operation), prepareTimes(operation)];
    let noneBefore = Number.NEGATIVE_INFINITY;
    /** The common slots are numbered behind the operation's own. */
    const numberOf = (slot: Slot) => (slot.operation === COMMON ? calls + slot.slot : slot.slot);
    const slotOf = (number: number): Slot =>
      number < calls ? { operation, slot: number } : { operation: COMMON, slot: number - calls };

    async function claimNow(): Promise<Claim> {
      await makeRows();
      const askedAt = clock.monotonicMs();
      if (askedAt < takeNothingBefore) return { claimed: false, waitMs: takeNothingBefore - askedAt };
      const slot = await claim(claimOf);
      if (slot === undefined) return { claimed: false, ...(await untilFree(operation, timesOf)) };
      if (clock.monotonicMs() - askedAt > CLAIM_WITHIN_MS) {
        await release(slot);
        return { claimed: false, waitMs: 0 };
      }
      held.add(keyOf(slot));
      return { claimed: true, slot: numberOf(slot) };
    }

    return {
      isShared: true,

      async claim() {
        const claimed = await claimNow();
        if (!claimed.claimed) noneBefore = clock.monotonicMs() + claimed.waitMs;
        return claimed;
      },

      async free(number) {
        const slot = slotOf(number);
        cooling.set(keyOf(slot), clock.monotonicMs() + windowMs);
        await release(slot);
        // Only now: until then the row still names this process, and a new claim of its own would be freed by an old call.
        held.remove(keyOf(slot));
      },

      likelyFree() {
        if (clock.monotonicMs() < noneBefore) return 0;
        const pool = isCommon ? COMMON : operation;
        const taken = [...ownSlots()].filter(isOf(pool)).length;
        return Math.max(0, (isCommon ? commonCalls : calls) - taken);
      },
    };
  }

  const slots = Object.fromEntries(operations.map((operation) => [operation, slotsOf(operation)])) as {
    [operation in CamsOperation]: CallSlots;
  };

  return {
    of: (operation) => slots[operation],

    async shareOneBudget() {
      await makeRows();
      await db
        .updateTable('call_slots')
        .set({ common_until: sql<number>`${databaseMs} + ${sql.lit(COMMON_MS)}` })
        .where('account', '=', account)
        .where('operation', '<>', COMMON)
        .execute();
      isCommon = true;
    },

    async pause(operation, ms) {
      await makeRows();
      const until = sql<number>`${databaseMs} + ${Math.round(Math.min(ms, MAX_PAUSE_MS))}`;
      await db
        .updateTable('call_slots')
        .set({ paused_until: until })
        .where('account', '=', account)
        // Of the common slots nobody knows which operation takes them.
        .where('operation', 'in', [operation, COMMON])
        .where('paused_until', '<', until)
        .execute();
    },

    get isCommon() {
      return isCommon;
    },
  };
}
