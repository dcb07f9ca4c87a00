import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DueNotification, Notifications, StartedNotification, WatchKey } from '../../notify/records.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createLeases } from '../leases.ts';
import type { Tables } from '../schema.ts';
import { flowOfKey, watchColumnsOf } from './watch-columns.ts';

/** For a message with its files on a slow day; a notification whose process died is the next one's after this. */
const LEASE_MS = 120_000;
/** No attempt that failed is repeated later than this. */
const MAX_RETRY_MS = 15 * 60_000;

const startedNotification = z.object({
  id: z.string(),
  upTo: z.number(),
  changes: z.number(),
  isFlapping: z.boolean(),
  isDigest: z.boolean(),
  postedTs: z.string().optional(),
});

const consentedOf = (json: string | null): string[] =>
  json === null ? [] : z.array(z.string()).parse(JSON.parse(json));

const startedOf = (json: string | null): StartedNotification | undefined =>
  json === null ? undefined : startedNotification.parse(JSON.parse(json));

/** The same text for the same notification, whoever writes it. */
const textOf = (notification: StartedNotification): string => JSON.stringify(startedNotification.parse(notification));

/**
 * @param owner names this process: no other may have the same.
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createNotifications(
  db: Kysely<Tables>,
  dialect: Dialect,
  owner: string,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): Notifications {
  const leases = createLeases('watches', { dialect, databaseMs, owner, forMs: LEASE_MS, restMs: MAX_RETRY_MS });
  const update = (key: WatchKey) => db.updateTable('watches').where((row) => row.and(watchColumnsOf(key)));
  const updateMine = (key: WatchKey) => update(key).where(leases.isMine);
  /** What was seen meanwhile is looked at next. */
  const dueAfter = (upTo: number) =>
    sql<number | null>`case when seen_version > ${upTo} then ${databaseMs} else null end`;

  return {
    async claim() {
      const due = sql<boolean>`due_at <= ${databaseMs} and ${leases.isFree} and paused_why is null`;
      const rows = await db
        .updateTable('watches')
        .set(leases.claimed)
        // Two processes that choose the same channel: the second finds its rows taken.
        .where(due)
        .where(
          sql<boolean>`(team_id, channel_id) = (
            select team_id, channel_id from watches where ${due} order by due_at, team_id, channel_id limit 1
          )`,
        )
        .returning([
          'team_id',
          'channel_id',
          'flow_key',
          'told_version',
          'told_at',
          'thread_ts',
          'muted_until',
          'notification',
          'tries',
          'created_by',
          'every_ms',
          'consented',
          databaseMs.as('now'),
        ])
        .execute();
      if (rows.length === 0) await db.updateTable('watches').set(leases.cut).where(leases.isTooFar).execute();
      return rows.map(
        (row): DueNotification => ({
          teamId: row.team_id,
          channelId: row.channel_id,
          flow: flowOfKey(row.flow_key),
          notifiedVersion: row.told_version ?? 0,
          notifiedAt: row.told_at ?? undefined,
          threadTs: row.thread_ts ?? undefined,
          mutedUntil: row.muted_until ?? undefined,
          started: startedOf(row.notification),
          tries: row.tries,
          createdBy: row.created_by,
          everyMs: row.every_ms,
          consented: consentedOf(row.consented),
          now: Number(row.now),
        }),
      );
    },

    async begin(key, notification) {
      const begun = await updateMine(key)
        .set({ ...leases.renewed, notification: textOf(notification) })
        .where(leases.isRunning)
        .where('paused_why', 'is', null)
        .returning('flow_key')
        .executeTakeFirst();
      return begun !== undefined;
    },

    async posted(key, notification, ts) {
      await update(key)
        .set({ notification: textOf({ ...notification, postedTs: ts }) })
        .where('notification', '=', textOf(notification))
        .execute();
    },

    async notified(key, notification, ts) {
      // By whomever: what has been told must not be told by the next process, even if this one was slow.
      await update(key)
        .set({
          ...leases.released(),
          told_version: notification.upTo,
          told_at: databaseMs,
          thread_ts: sql<string | null>`coalesce(thread_ts, ${ts ?? null})`,
          due_at: dueAfter(notification.upTo),
          notification: null,
          tries: 0,
        })
        .where('notification', 'in', [textOf(notification), textOf({ ...notification, postedTs: undefined })])
        .execute();
    },

    async skip(key, upTo) {
      await updateMine(key)
        .set({ ...leases.released(), told_version: upTo, due_at: dueAfter(upTo), notification: null, tries: 0 })
        .execute();
    },

    async postpone(key, until) {
      await updateMine(key)
        .set({ ...leases.released(), due_at: until })
        .execute();
    },

    async failed(key, retryInMs) {
      await updateMine(key)
        .set({ ...leases.released(Math.min(retryInMs, MAX_RETRY_MS)), tries: sql<number>`tries + 1` })
        .execute();
    },
  };
}
