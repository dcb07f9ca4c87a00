import { type Kysely, sql } from 'kysely';
import type { AccountProblem } from '../../notify/notice.ts';
import type { Sights } from '../../notify/records.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';
import { failureOf } from './poll-failure.ts';
import { flowKeyOf, flowOfKey } from './watch-columns.ts';

/** For a message on a slow day; a channel whose process died is the next one's after this. */
const LEASE_MS = 120_000;

/** What operators see to that is no fault of the account. */
const OF_A_FLOW: AccountProblem = 'flows-out-of-sight';

/**
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createSights(
  db: Kysely<Tables>,
  dialect: Dialect,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): Sights {
  const ofChannel = ({ teamId, channelId }: { teamId: string; channelId: string }) =>
    db.updateTable('watches').where('team_id', '=', teamId).where('channel_id', '=', channelId);

  return {
    async claim() {
      const isFree = sql<boolean>`watches.blind_free_at <= ${databaseMs}`;
      const isHeard = sql<boolean>`
        watches.paused_why is null and (watches.muted_until is null or watches.muted_until <= ${databaseMs})
      `;
      const [claimed] = await db
        .updateTable('watches')
        .set({ blind_free_at: sql<number>`${databaseMs} + ${sql.lit(LEASE_MS)}` })
        // Two processes that choose the same channel: the second finds its rows taken.
        .where(isFree)
        .where(
          sql<boolean>`(team_id, channel_id) = (
            select watches.team_id, watches.channel_id from watches
            join watch_polls on watch_polls.flow_key = watches.flow_key
            where ${isFree} and ${isHeard} and (
              (watch_polls.failure is not null and watches.blind_told is null)
              or (watch_polls.errors = 0 and watches.blind_told is not null)
            )
            order by watches.team_id, watches.channel_id limit 1
          )`,
        )
        .returning(['team_id', 'channel_id', databaseMs.as('now')])
        .execute();
      if (claimed === undefined) return undefined;
      const { team_id: teamId, channel_id: channelId, now } = claimed;
      const rows = await db
        .selectFrom('watches')
        .innerJoin('watch_polls', 'watch_polls.flow_key', 'watches.flow_key')
        .select(['watches.flow_key', 'created_by', 'blind_told', 'blind_told_at'])
        .select(['errors', 'problem', 'failure', 'failing_since', 'sight_at'])
        .where('team_id', '=', teamId)
        .where('channel_id', '=', channelId)
        .where(isHeard)
        .orderBy('created_at')
        .orderBy('watches.flow_key')
        .execute();
      const sights = rows.map((row) => ({
        flow: flowOfKey(row.flow_key),
        createdBy: row.created_by,
        failure: failureOf(row.failure),
        failingSince: row.failing_since ?? undefined,
        changedAt: row.sight_at ?? undefined,
        // Of the flow alone, whatever the operators were told.
        problem: row.problem === OF_A_FLOW ? undefined : (row.problem ?? undefined),
        hasSucceeded: row.errors === 0,
        toldScope: row.blind_told ?? undefined,
        toldAt: row.blind_told_at ?? undefined,
      }));
      return { teamId, channelId, now: Number(now), sights };
    },

    async release(channel, inMs) {
      await ofChannel(channel)
        .set({ blind_free_at: sql<number>`${databaseMs} + ${Math.round(Math.max(0, inMs))}` })
        .execute();
    },

    async told(channel, { blind, seen, isLoud }) {
      for (const { flow, scope } of blind) {
        await ofChannel(channel)
          .set({ blind_told: scope, ...(isLoud ? { blind_told_at: databaseMs } : {}) })
          .where('flow_key', '=', flowKeyOf(flow))
          .execute();
      }
      if (seen.length > 0) {
        await ofChannel(channel).set({ blind_told: null }).where('flow_key', 'in', seen.map(flowKeyOf)).execute();
      }
      await ofChannel(channel).set({ blind_free_at: 0 }).execute();
    },
  };
}
