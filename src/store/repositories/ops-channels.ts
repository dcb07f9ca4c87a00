import type { Kysely } from 'kysely';
import type { OpsChannels } from '../../notify/records.ts';
import type { Tables } from '../schema.ts';

/** @throws {StoreError} from each function, where the database fails. */
export function createOpsChannels(db: Kysely<Tables>): OpsChannels {
  async function of(on: Kysely<Tables>, teamId: string): Promise<string | undefined> {
    const row = await on
      .selectFrom('ops_channels')
      .select('channel_id')
      .where('team_id', '=', teamId)
      .executeTakeFirst();
    return row?.channel_id;
  }

  return {
    set(teamId, channelId) {
      return db.transaction().execute(async (transaction) => {
        const before = await of(transaction, teamId);
        await transaction
          .insertInto('ops_channels')
          .values({ team_id: teamId, channel_id: channelId })
          .onConflict((conflict) => conflict.column('team_id').doUpdateSet({ channel_id: channelId }))
          .execute();
        return before;
      });
    },

    async remove(teamId) {
      const removed = await db
        .deleteFrom('ops_channels')
        .where('team_id', '=', teamId)
        .returning('channel_id')
        .executeTakeFirst();
      return removed?.channel_id;
    },

    of: (teamId) => of(db, teamId),

    async all() {
      const rows = await db.selectFrom('ops_channels').selectAll().orderBy('team_id').execute();
      return rows.map((row) => ({ teamId: row.team_id, channelId: row.channel_id }));
    },
  };
}
