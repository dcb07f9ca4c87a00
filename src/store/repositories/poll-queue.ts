import { type Kysely, sql } from 'kysely';
import type { PollQueue } from '../../notify/records.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createLeases } from '../leases.ts';
import type { Tables } from '../schema.ts';
import { failureText } from './poll-failure.ts';
import { flowKeyOf, flowOfKey, isWatched } from './watch-columns.ts';

/** A flow whose process died is the next one's after this; `renew` is called far more often. */
const LEASE_MS = 60_000;

/**
 * @param owner names this process: no other may have the same.
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createPollQueue(
  db: Kysely<Tables>,
  dialect: Dialect,
  owner: string,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): PollQueue {
  const leases = createLeases('watch_polls', { dialect, databaseMs, owner, forMs: LEASE_MS });
  const updateMine = () => db.updateTable('watch_polls').where(leases.isMine);
  const freeAndDue = (account: string) =>
    db
      .selectFrom('watch_polls')
      .where('account', '=', account)
      .where('next_at', '<=', databaseMs)
      .where(leases.isFree)
      .where(isWatched(sql<string>`watch_polls.flow_key`));

  /** The clock was set back: who polls a flow renews the lease before it runs out. */
  async function cutTooFar(account: string): Promise<void> {
    await db.updateTable('watch_polls').set(leases.cut).where('account', '=', account).where(leases.isTooFar).execute();
  }

  return {
    async claim(account) {
      const due = freeAndDue(account).select('flow_key').orderBy('next_at').limit(1).$call(leases.skipContested);
      const row = await db
        .updateTable('watch_polls')
        .set(leases.claimed)
        .where('flow_key', '=', due)
        .returning(['flow_key', 'polls', 'errors', 'gone'])
        .executeTakeFirst();
      if (row === undefined) await cutTooFar(account);
      return row && { flow: flowOfKey(row.flow_key), polls: row.polls, errors: row.errors, gone: row.gone };
    },

    async renew(flows) {
      await updateMine().set(leases.renewed).where('flow_key', 'in', flows.map(flowKeyOf)).execute();
    },

    async postpone(flow, nextInMs) {
      await updateMine()
        .set({ ...leases.released(), next_at: sql<number>`${databaseMs} + ${Math.round(nextInMs)}` })
        .where('flow_key', '=', flowKeyOf(flow))
        .execute();
    },

    async ended(flow, { nextInMs, polls, errors, gone, problem, failure }) {
      const wasBlind = sql<boolean>`failure is not null`;
      const hasChanged = failure === undefined ? wasBlind : sql<boolean>`not (${wasBlind})`;
      await updateMine()
        .set({
          ...leases.released(),
          next_at: sql<number>`${databaseMs} + ${Math.round(nextInMs)}`,
          polls,
          errors,
          gone,
          problem: problem ?? null,
          failing_since: errors === 0 ? null : sql<number>`coalesce(failing_since, ${databaseMs})`,
          failure: failure === undefined ? null : failureText(failure),
          sight_at: sql<number | null>`case when ${hasChanged} then ${databaseMs} else sight_at end`,
        })
        .where('flow_key', '=', flowKeyOf(flow))
        .execute();
    },

    async wanted() {
      const rows = await db
        .selectFrom('watches')
        .select(({ fn }) => ['flow_key', fn.min('every_ms').as('every_ms')])
        .where('paused_why', 'is', null)
        .groupBy('flow_key')
        .execute();
      return rows.map((row) => ({ flow: flowOfKey(row.flow_key), everyMs: Number(row.every_ms) }));
    },

    async latenessMs(account) {
      const row = await freeAndDue(account)
        .select(({ fn }) => sql<number | null>`${databaseMs} - ${fn.min('next_at')}`.as('late'))
        .executeTakeFirst();
      return Math.max(0, Number(row?.late ?? 0));
    },
  };
}
