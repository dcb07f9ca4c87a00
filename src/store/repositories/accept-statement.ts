import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Destination } from '../../flows/records.ts';
import type { AssumedPlace, NewRequest, OnceKey, RequestJournal } from '../../requests/journal.ts';
import type { DatabaseMs, Dialect } from '../database-ms.ts';
import { atOnceOf } from '../dialects/at-once.ts';
import { isOpenRequest } from '../open-requests.ts';
import { prepare } from '../prepared.ts';
import type { Tables } from '../schema.ts';
import { AUDIT_COLUMNS, AUDIT_VALUES, auditRow, auditValuesOf } from './audit-columns.ts';

export interface AcceptStatementParts {
  db: Kysely<Tables>;
  dialect: Dialect;
  databaseMs: DatabaseMs;
  owner: string;
  /** Flows that one person may wait for. */
  waitingFlowsPerPerson: number;
}

/** What came of it, with what the channel and the workspace have set. */
interface Row {
  destination: Destination;
  space: string | null;
  /** Flows that the person has asked for and not got. */
  waiting: number;
  accepted: number;
}

const REQUEST_VALUES = ['id', 'teamId', 'userId', 'body', 'flows'] as const;
/** Values of a statement, or what stands for them in one that is prepared. */
type Of<Name extends string> = Readonly<Record<Name, unknown>>;

/** Nothing is assumed, so nothing can be otherwise. */
const NOTHING: AssumedPlace = { channelId: undefined };

const isAsAssumed = ({ destination, space }: Row, assumed: AssumedPlace): boolean =>
  (assumed.destination === undefined || assumed.destination === destination) &&
  (!('space' in assumed) || (assumed.space ?? null) === space);

/**
 * Writes a request down where it was not seen before, its requester does not wait for too many flows, and what it was made
 * of still holds. On PostgreSQL this is one statement, and so one round trip to a server that may be far away; SQLite, which
 * is in the process, does the same in a transaction. The audit's entry is written by the same statement: it is there where the
 * request is.
 */
export function createAcceptStatement(parts: AcceptStatementParts): RequestJournal['accept'] {
  const { db, dialect, databaseMs, owner, waitingFlowsPerPerson } = parts;

  const usualOf = ({ teamId, channelId }: Of<'teamId' | 'channelId'>) => sql`
    coalesce(
      (select destination from workspace_preferences where team_id = ${teamId}), ${sql.lit('conversation')}
    ) as destination,
    (select space from channel_preferences where team_id = ${teamId} and channel_id = ${channelId}) as space
  `;

  const waitingOf = ({ teamId, userId }: Of<'teamId' | 'userId'>) => sql`
    select coalesce(sum(flows), 0) as waiting from requests
    where team_id = ${teamId} and user_id = ${userId} and ${isOpenRequest}
  `;

  const requestRow = ({ id, teamId, userId, body, flows }: Of<(typeof REQUEST_VALUES)[number]>) => sql`
    cast(${id} as text), cast(${teamId} as text), cast(${userId} as text), cast(${body} as text),
    cast(${flows} as integer), ${sql.lit('accepted')}, ${sql.lit('[]')}, cast(${owner} as text), 0, ${databaseMs}
  `;
  const REQUEST_COLUMNS = sql`id, team_id, user_id, body, flows, state, shares, owner, free_at, accepted_at`;

  async function onPostgres(request: NewRequest, once: readonly OnceKey[], assumed: AssumedPlace): Promise<Row> {
    const { teamId, userId, flows } = request;
    const keys = once.map(({ key, withinMs }) => sql`(cast(${key} as text), cast(${Math.round(withinMs)} as bigint))`);
    // Seen further ahead than that: the clock was set back since, and nobody clicked in the future.
    // Two of the same are taken for one: a statement may not meet a row of its own.
    const onceRows = keys.length === 0 ? sql`select '', 0 where false` : sql`values ${sql.join(keys)}`;
    const isAssumed: RawBuilder<unknown>[] = [
      ...(assumed.destination === undefined ? [] : [sql`destination = ${assumed.destination}`]),
      ...('space' in assumed ? [sql`space is not distinct from cast(${assumed.space ?? null} as text)`] : []),
      sql`waiting + ${flows} <= ${waitingFlowsPerPerson}`,
      sql`not exists (
        select 1 from once join seen on seen.key = once.key where abs(seen.at - ${databaseMs}) <= once.within_ms
      )`,
    ];
    const { rows } = await sql<Row>`
      with once (key, within_ms) as (select distinct on (given.key) * from (${onceRows}) as given (key, within_ms)),
      usual as (select ${usualOf({ teamId, channelId: assumed.channelId ?? '' })}),
      waits as (${waitingOf({ teamId, userId })}),
      meant as (select 1 from usual, waits where ${sql.join(isAssumed, sql` and `)}),
      seen_now as (
        insert into seen (key, team_id, at)
        select key, cast(${teamId} as text), ${databaseMs} from once where exists (select 1 from meant) order by key
        on conflict (key) do update set at = excluded.at, team_id = excluded.team_id
          -- Another process may have seen it while this statement ran.
          where abs(seen.at - ${databaseMs}) > (select within_ms from once where once.key = seen.key)
        returning key
      ),
      written as (
        insert into requests (${REQUEST_COLUMNS})
        select ${requestRow(request)}
        where exists (select 1 from meant) and (select count(*) from seen_now) = (select count(*) from once)
        returning id
      ),
      audited as (
        insert into audit_events (${AUDIT_COLUMNS})
        select ${auditRow(auditValuesOf(request.audit), databaseMs)} where exists (select 1 from written)
      )
      select destination, space, waiting, (select count(*) from written) as accepted from usual, waits
    `.execute(db);
    const [row] = rows;
    if (row === undefined) throw new Error('PostgreSQL gave no row for a select of one');
    return { ...row, waiting: Number(row.waiting), accepted: Number(row.accepted) };
  }

  /** By statements that are put together once. */
  function createOnSqlite(): (request: NewRequest, once: readonly OnceKey[], assumed: AssumedPlace) => Promise<Row> {
    const atOnce = atOnceOf(db);
    const rowOf = prepare(
      db,
      ['teamId', 'userId', 'channelId'],
      (of) => sql<Row>`select ${usualOf(of)}, (${waitingOf(of)}) as waiting, 0 as accepted`,
    );
    const seenOf = prepare(
      db,
      ['key', 'withinMs'],
      ({ key, withinMs }) => sql`select key from seen where key = ${key} and abs(at - ${databaseMs}) <= ${withinMs}`,
    );
    const markSeen = prepare(
      db,
      ['key', 'teamId'],
      ({ key, teamId }) => sql`
        insert into seen (key, team_id, at) values (${key}, ${teamId}, ${databaseMs})
        on conflict (key) do update set at = excluded.at, team_id = excluded.team_id
      `,
    );
    const writeRequest = prepare(
      db,
      REQUEST_VALUES,
      (of) => sql`insert into requests (${REQUEST_COLUMNS}) values (${requestRow(of)})`,
    );
    const writeAudit = prepare(
      db,
      AUDIT_VALUES,
      (of) => sql`insert into audit_events (${AUDIT_COLUMNS}) values (${auditRow(of, databaseMs)})`,
    );

    return (request, once, assumed) =>
      atOnce((execute) => {
        const { id, teamId, userId, body, flows } = request;
        const [row] = execute(rowOf({ teamId, userId, channelId: assumed.channelId ?? '' }));
        if (row === undefined) throw new Error('SQLite gave no row for a select of one');
        if (!isAsAssumed(row, assumed) || row.waiting + flows > waitingFlowsPerPerson) return row;
        if (once.some(({ key, withinMs }) => execute(seenOf({ key, withinMs })).length > 0)) return row;
        for (const { key } of once) execute(markSeen({ key, teamId }));
        execute(writeRequest({ id, teamId, userId, body, flows }));
        execute(writeAudit(auditValuesOf(request.audit)));
        return { ...row, accepted: 1 };
      });
  }

  const write = dialect === 'postgres' ? onPostgres : createOnSqlite();

  return async (request, once, assumed = NOTHING) => {
    const row = await write(request, once, assumed);
    if (row.accepted > 0) return true;
    if (!isAsAssumed(row, assumed)) {
      return { why: 'place-changed', place: { destination: row.destination, space: row.space ?? undefined } };
    }
    return row.waiting + request.flows > waitingFlowsPerPerson
      ? { why: 'too-many-waiting', limit: waitingFlowsPerPerson }
      : false;
  };
}
