import type { Kysely } from 'kysely';
import type { Preferences } from '../../flows/records.ts';
import type { Tables } from '../schema.ts';

/** @throws {StoreError} from each function, where the database fails. */
export function createPreferences(db: Kysely<Tables>): Preferences {
  return {
    async destination(teamId) {
      const row = await db
        .selectFrom('workspace_preferences')
        .select('destination')
        .where('team_id', '=', teamId)
        .executeTakeFirst();
      return row?.destination ?? 'conversation';
    },

    async setDestination(teamId, destination) {
      await db
        .insertInto('workspace_preferences')
        .values({ team_id: teamId, destination })
        .onConflict((conflict) => conflict.column('team_id').doUpdateSet({ destination }))
        .execute();
    },

    async space(teamId, channelId) {
      const row = await db
        .selectFrom('channel_preferences')
        .select('space')
        .where('team_id', '=', teamId)
        .where('channel_id', '=', channelId)
        .executeTakeFirst();
      return row?.space;
    },

    async setSpace(teamId, channelId, space) {
      if (space === undefined) {
        await db
          .deleteFrom('channel_preferences')
          .where('team_id', '=', teamId)
          .where('channel_id', '=', channelId)
          .execute();
        return;
      }
      await db
        .insertInto('channel_preferences')
        .values({ team_id: teamId, channel_id: channelId, space })
        .onConflict((conflict) => conflict.columns(['team_id', 'channel_id']).doUpdateSet({ space }))
        .execute();
    },
  };
}
