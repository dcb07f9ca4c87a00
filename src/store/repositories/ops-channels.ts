import type { Kysely } from 'kysely';
import type { OpsChannels } from '../../notify/records.ts';
import type { Tables } from '../schema.ts';

/** @throws {StoreError} from each function, where the database fails. */
export function createOpsChannels(db: Kysely<Tables>): OpsChannels {
  return {
    async set(teamId, channelId) {
      await db
        .insertInto('ops_channels')
        .values({ team_id: teamId, channel_id: channelId })
        .onConflict((conflict) => conflict.column('team_id').doUpdateSet({ channel_id: channelId }))
        .execute();
    },

    async all() {
      const rows = await db.selectFrom('ops_channels').selectAll().orderBy('team_id').execute();
      return rows.map((row) => ({ teamId: row.team_id, channelId: row.channel_id }));
    },
  };
}
