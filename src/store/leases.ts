import { type Kysely, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { DatabaseMs, Dialect } from './database-ms.ts';
import { isOpenRequest } from './open-requests.ts';
import type { Tables } from './schema.ts';

/**
 * How one of several processes works on a row, and another one takes over where it died: the one mechanism for all that
 * is shared out between processes.
 *
 * A process **claims** a row that is free, by one statement, so that of two that try only one succeeds. That makes it the
 * row's **owner** on a **lease**: until a moment by the database's clock, which all agree on. It **renews** the lease
 * while it works, and **releases** the row in the end. A process that died renews nothing: its leases run out, and its
 * rows are free. One that was only slow finds that the row is no longer its own (`isMine`), and changes nothing.
 *
 * | what                          | rows of         | lease        | renewed                                          |
 * | ----------------------------- | --------------- | ------------ | ------------------------------------------------ |
 * | a call slot of an operation   | `call_slots`    | 6 s + window | each second, while the call runs                 |
 * | the fetch of a flow's file    | `flow_files`    | 15 s         | every 5 s, while it is fetched                   |
 * | the poll of a watched flow    | `watch_polls`   | 60 s         | by the watcher                                   |
 * | the load of a space's flows   | `flow_lists`    | 30 s         | with each page                                   |
 * | the notification of a channel | `watches`       | 120 s        | as the message is begun                          |
 * | the refresh of a token        | `installations` | as asked for | never                                            |
 * | pictures that follow          | `late_pictures` | 15 s         | every 5 s, while they are drawn and shared       |
 * | a process                     | `processes`     | 10 s         | by the requests' recovery                        |
 * | a request                     | `requests`      | its owner's  | with its owner: one statement, however many      |
 *
 * **A clock that is set wrong.** Where the database's clock is set back, leases lie further in the future than any claim
 * could have put them. They are not free for that, since who holds one is not dead: they are **cut** to the length of a
 * lease (`cut`, `isTooFar`). Who lives renews it before that, and what nobody holds is free after it. A clock that jumps
 * ahead lets leases run out early: what is then done twice finds that it is no longer its own (`isMine`), and where that
 * is not enough, as for call slots, the process watches the clock (`database-jumps.ts`). What else is stored of times to come
 * is moved with the clock (`clock-set-back.ts`), but for two of `call_slots`, which are cut (`call-slots.ts`).
 *
 * What lasts as long as a transaction, or as a process has a file open, is no lease but a lock: see `dialects/`.
 */

/** Every table that has an owner, or whose rows are leased without one, and the column with the end of the lease. */
const LEASED_UNTIL = {
  call_slots: 'free_at',
  flow_files: 'lease_until',
  watch_polls: 'lease_until',
  watches: 'lease_until',
  flow_lists: 'lease_until',
  late_pictures: 'lease_until',
  processes: 'alive_until',
  installations: 'refreshing_until',
  requests: 'free_at',
} as const satisfies { [Table in TableWithOwner | 'installations']: keyof Tables[Table] };

type TableWithOwner = { [Table in keyof Tables]: 'owner' extends keyof Tables[Table] ? Table : never }[keyof Tables];
type LeasedTable = keyof typeof LEASED_UNTIL;
type OwnedTable = Exclude<LeasedTable, 'installations'>;
type EndOfLease<Table extends LeasedTable> = Record<(typeof LEASED_UNTIL)[Table], number | RawBuilder<number>>;

/** The owner of a row that nobody holds. */
const NOBODY = '';

/** Rows that one process at a time holds: what to set, and what to ask for, in a statement of their table. */
export interface Leases<Table extends OwnedTable> {
  /** What a statement sets that claims a row; its rows are chosen by `isFree`. */
  readonly claimed: { owner: string } & EndOfLease<Table>;
  /** What a statement sets that renews a lease; its rows are chosen by `isMine`. */
  readonly renewed: EndOfLease<Table>;
  /**
   * @param freeInMs how long nobody can claim the row, counted from the release.
   * @returns what a statement sets that releases a row; its rows are chosen by `isMine`.
   */
  released(freeInMs?: number): { owner: string } & EndOfLease<Table>;
  /** Whether the row can be claimed: it was released, or its owner's lease has run out. */
  readonly isFree: RawBuilder<boolean>;
  /** Whether this process is the owner: nobody has claimed the row since, though the lease may have run out. */
  readonly isMine: RawBuilder<boolean>;
  /** Whether the lease has not run out yet: with `isMine`, that nobody can claim the row at this very moment. */
  readonly isRunning: RawBuilder<boolean>;
  /** Whether the end of the lease lies further in the future than a claim could put it: the clock was set back since. */
  readonly isTooFar: RawBuilder<boolean>;
  /** What a statement sets that gives rows which `isTooFar` holds for the end that a claim would give them now. */
  readonly cut: EndOfLease<Table>;
  /** Passes over rows that another process is claiming at this very moment, instead of waiting for it. */
  readonly skipContested: <TB extends keyof Tables, O>(
    query: SelectQueryBuilder<Tables, TB, O>,
  ) => SelectQueryBuilder<Tables, TB, O>;
}

export interface LeasesParts {
  dialect: Dialect;
  /** The time that all processes share. */
  databaseMs: DatabaseMs;
  /** Names this process and start: no other may have the same. */
  owner: string;
  /** How long a claim, or a renewal, lasts; milliseconds. */
  forMs: number;
  /** The longest `freeInMs` that a row is released with; none if not given. */
  restMs?: number | undefined;
}

const inMs = (databaseMs: DatabaseMs, ms: number) => sql<number>`${databaseMs} + ${Math.round(ms)}`;

const endOfLease = <Table extends LeasedTable>(table: Table, end: number | RawBuilder<number>) =>
  ({ [LEASED_UNTIL[table]]: end }) as EndOfLease<Table>;

const untilOf = (table: LeasedTable) => sql.ref(`${table}.${LEASED_UNTIL[table]}`);
const ownerOf = (table: OwnedTable) => sql.ref(`${table}.owner`);

/** The furthest that the end of a lease can lie in the future, or that of the rest of a row which was released. */
const furthestOf = (
  table: OwnedTable,
  databaseMs: DatabaseMs,
  { forMs, restMs = 0 }: Pick<LeasesParts, 'forMs' | 'restMs'>,
) =>
  sql<number>`${databaseMs} + case when ${ownerOf(table)} = ${NOBODY} then ${sql.lit(Math.round(restMs))} else ${sql.lit(Math.round(forMs))} end`;

/** What a row is made with that nobody has claimed yet, or set to where nobody is to hold it any longer. */
export const neverClaimed = <Table extends OwnedTable>(table: Table): { owner: string } & EndOfLease<Table> => ({
  owner: NOBODY,
  ...endOfLease(table, 0),
});

/** Rows each of which has a lease of its own. */
export function createLeases<Table extends Exclude<OwnedTable, 'requests'>>(
  table: Table,
  { dialect, databaseMs, owner, forMs, restMs }: LeasesParts,
): Leases<Table> {
  const renewed = endOfLease(table, inMs(databaseMs, forMs));
  const furthest = furthestOf(table, databaseMs, { forMs, restMs });
  return {
    claimed: { owner, ...renewed },
    renewed,
    released: (freeInMs) =>
      freeInMs === undefined
        ? neverClaimed(table)
        : { owner: NOBODY, ...endOfLease(table, inMs(databaseMs, freeInMs)) },
    isFree: sql<boolean>`${untilOf(table)} <= ${databaseMs}`,
    isMine: sql<boolean>`${ownerOf(table)} = ${owner}`,
    isRunning: sql<boolean>`${untilOf(table)} > ${databaseMs}`,
    isTooFar: sql<boolean>`${untilOf(table)} > ${furthest}`,
    cut: endOfLease(table, furthest),
    skipContested: skipContestedOn(dialect),
  };
}

/** A row that is leased without an owner: whoever was late is stopped by what the row's work itself needs. */
export function createOwnerlessLeases(table: 'installations', databaseMs: DatabaseMs, forMs: number) {
  return {
    claimed: endOfLease(table, inMs(databaseMs, forMs)),
    released: endOfLease(table, 0),
    // Nobody renews it, and so nothing is lost where one that the clock has put too far off is free at once.
    isFree: sql<boolean>`(
      coalesce(${untilOf(table)}, 0) <= ${databaseMs} or ${untilOf(table)} > ${inMs(databaseMs, forMs)}
    )`,
  };
}

/** Rows that their owner holds for as long as it lives: they share the one lease that the process itself has. */
export interface ProcessLeases
  extends Pick<Leases<'requests'>, 'isFree' | 'isMine' | 'isRunning' | 'released' | 'skipContested'> {
  readonly claimed: { owner: string };
  /** 1 where the row's owner has not released it, else 0: who claims it takes it over from one that died. */
  readonly isAbandoned: RawBuilder<number>;
  /** To be awaited before the first claim: rows of a process that has never renewed its lease are free. Asks once. */
  begin(): Promise<void>;
  /** Renews the lease of the process, and so of all that it holds; cuts the leases that lie too far in the future. */
  renew(): Promise<void>;
}

export function createProcessLeases(db: Kysely<Tables>, table: 'requests', parts: LeasesParts): ProcessLeases {
  const { databaseMs, owner } = parts;
  const processes = createLeases('processes', parts);
  const furthest = furthestOf(table, databaseMs, parts);
  const living = db.selectFrom('processes').select('owner').where(processes.isRunning);
  const [rowOwner, isMine] = [ownerOf(table), sql<boolean>`${ownerOf(table)} = ${owner}`];
  let begun: Promise<void> | undefined;

  async function giveSignOfLife(): Promise<void> {
    await db
      .insertInto('processes')
      .values(processes.claimed)
      .onConflict((conflict) => conflict.column('owner').doUpdateSet(processes.renewed))
      .execute();
    // Whoever begins later need not do it once more.
    begun ??= Promise.resolve();
  }

  /** Not what is done: it is nobody's to take over. */
  async function cutTooFar(): Promise<void> {
    await db.updateTable('processes').set(processes.cut).where(processes.isTooFar).execute();
    await db
      .updateTable(table)
      .set(endOfLease(table, furthest))
      .where(isOpenRequest)
      .where('owner', '=', NOBODY)
      .where(untilOf(table), '>', furthest)
      .execute();
  }

  return {
    claimed: { owner },
    isAbandoned: sql<number>`(case when ${rowOwner} = ${NOBODY} then 0 else 1 end)`,
    released: (freeInMs = 0) => ({ owner: NOBODY, ...endOfLease(table, inMs(databaseMs, freeInMs)) }),
    isFree: sql<boolean>`(
      (${rowOwner} = ${NOBODY} and ${untilOf(table)} <= ${databaseMs})
      or (${rowOwner} != ${NOBODY} and ${rowOwner} not in ${living})
    )`,
    isMine,
    isRunning: sql<boolean>`${rowOwner} in ${living}`,
    skipContested: processes.skipContested,
    async renew() {
      await giveSignOfLife();
      await cutTooFar();
    },
    begin() {
      begun ??= giveSignOfLife().catch((error: unknown) => {
        begun = undefined;
        throw error;
      });
      return begun;
    },
  };
}

/** SQLite has one writer at a time, so nobody else can be claiming there. */
const skipContestedOn =
  (dialect: Dialect) =>
  <TB extends keyof Tables, O>(query: SelectQueryBuilder<Tables, TB, O>) =>
    dialect === 'postgres' ? query.forUpdate().skipLocked() : query;

/** What this process holds, and renews for as long as it lives and holds it. */
export interface HeldLeases<Key> {
  add(key: Key): void;
  remove(key: Key): void;
  has(key: Key): boolean;
  readonly keys: readonly Key[];
}

export interface HeldLeasesOptions<Key> {
  clock: Pick<Clock, 'wait'>;
  /** Milliseconds. */
  everyMs: number;
  /** Renews all leases by one statement; where it fails, the next one makes up for it. */
  renew: (keys: readonly Key[]) => Promise<unknown>;
}

/** Renews only while something is held, so that an idle process leaves the database alone. */
export function createHeldLeases<Key>({ clock, everyMs, renew }: HeldLeasesOptions<Key>): HeldLeases<Key> {
  const held = new Set<Key>();
  let isRenewing = false;

  async function renewWhileHeld(): Promise<void> {
    if (isRenewing) return;
    isRenewing = true;
    await clock.wait(everyMs);
    while (held.size > 0) {
      const next = clock.wait(everyMs);
      await renew([...held]).catch(() => {});
      await next;
    }
    isRenewing = false;
  }

  return {
    add(key) {
      held.add(key);
      void renewWhileHeld();
    },
    remove: (key) => void held.delete(key),
    has: (key) => held.has(key),
    get keys() {
      return [...held];
    },
  };
}
