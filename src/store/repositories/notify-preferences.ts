import type { Kysely } from 'kysely';
import type { NotifyPreferences } from '../../notify/records.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/**
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createNotifyPreferences(
  db: Kysely<Tables>,
  dialect: Dialect,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): NotifyPreferences {
  return {
    async get(teamId, channelId) {
      const row = await db
        .selectFrom('channel_notify')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('channel_id', '=', channelId)
        .executeTakeFirst();
      return {
        mode: row?.mode ?? 'at-once',
        useThread: row?.use_thread === 1,
        broadcast: row?.broadcast === 1,
        filesIn: row?.files_in ?? 'thread',
      };
    },

    async set(teamId, channelId, { mode, useThread, broadcast, filesIn }) {
      const columns = { mode, use_thread: Number(useThread), broadcast: Number(broadcast), files_in: filesIn };
      await db
        .insertInto('channel_notify')
        .values({ team_id: teamId, channel_id: channelId, ...columns })
        .onConflict((conflict) => conflict.columns(['team_id', 'channel_id']).doUpdateSet(columns))
        .execute();
      await db
        .updateTable('watches')
        .set({ due_at: databaseMs })
        .where('team_id', '=', teamId)
        .where('channel_id', '=', channelId)
        .where('due_at', 'is not', null)
        .execute();
    },
  };
}
