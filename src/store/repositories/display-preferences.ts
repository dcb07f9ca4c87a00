import type { Kysely } from 'kysely';
import type { Display, DisplayPreferences } from '../../requests/display.ts';
import type { Tables } from '../schema.ts';

/** Stands in place of a channel for the workspace itself. */
const WORKSPACE = '';
const USUAL: Display = 'both';

/** @throws {StoreError} from each function, where the database fails. */
export function createDisplayPreferences(db: Kysely<Tables>): DisplayPreferences {
  async function set(teamId: string, channelId: string, display: Display): Promise<void> {
    await db
      .insertInto('display_preferences')
      .values({ team_id: teamId, channel_id: channelId, display })
      .onConflict((conflict) => conflict.columns(['team_id', 'channel_id']).doUpdateSet({ display }))
      .execute();
  }

  return {
    async of(teamId, channelId) {
      const rows = await db
        .selectFrom('display_preferences')
        .select(['channel_id', 'display'])
        .where('team_id', '=', teamId)
        .where('channel_id', 'in', channelId === undefined ? [WORKSPACE] : [WORKSPACE, channelId])
        .execute();
      const of = (id: string) => rows.find((row) => row.channel_id === id)?.display;
      return { channel: channelId === undefined ? undefined : of(channelId), workspace: of(WORKSPACE) ?? USUAL };
    },

    setWorkspace: (teamId, display) => set(teamId, WORKSPACE, display),

    async setChannel(teamId, channelId, display) {
      if (display !== undefined) return set(teamId, channelId, display);
      await db
        .deleteFrom('display_preferences')
        .where('team_id', '=', teamId)
        .where('channel_id', '=', channelId)
        .execute();
    },
  };
}
