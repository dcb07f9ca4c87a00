import { type Kysely, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Destination, PlacePreferences, Preferences } from '../../flows/records.ts';
import type { Tables } from '../schema.ts';

/** Workspaces and channels whose preferences this process remembers. */
const MAX_KEPT = 10_000;
const USUAL: Destination = 'conversation';

/**
 * @param urgentDb for what an ack waits for.
 * @throws {StoreError} from each function but `assumed` and `learn`, where the database fails.
 */
export function createPreferences(db: Kysely<Tables>, urgentDb: Kysely<Tables> = db): Preferences {
  const destinations = new LRUCache<string, Destination>({ max: MAX_KEPT });
  const spaces = new LRUCache<string, { space: string | undefined }>({ max: MAX_KEPT });
  const keyOf = (teamId: string, channelId: string) => `${teamId}/${channelId}`;

  function learn(teamId: string, channelId: string | undefined, { destination, space }: PlacePreferences): void {
    destinations.set(teamId, destination);
    if (channelId !== undefined) spaces.set(keyOf(teamId, channelId), { space });
  }

  async function placeOf(teamId: string, channelId: string | undefined): Promise<PlacePreferences> {
    const { rows } = await sql<{ destination: Destination | null; space: string | null }>`
      select
        (select destination from workspace_preferences where team_id = ${teamId}) as destination,
        (select space from channel_preferences where team_id = ${teamId} and channel_id = ${channelId ?? ''}) as space
    `.execute(urgentDb);
    const place = { destination: rows[0]?.destination ?? USUAL, space: rows[0]?.space ?? undefined };
    learn(teamId, channelId, place);
    return place;
  }

  return {
    of: placeOf,
    learn,

    assumed: (teamId, channelId) => ({
      destination: destinations.get(teamId) ?? USUAL,
      space: channelId === undefined ? undefined : spaces.get(keyOf(teamId, channelId))?.space,
    }),

    async destination(teamId) {
      return (await placeOf(teamId, undefined)).destination;
    },

    async setDestination(teamId, destination) {
      await db
        .insertInto('workspace_preferences')
        .values({ team_id: teamId, destination })
        .onConflict((conflict) => conflict.column('team_id').doUpdateSet({ destination }))
        .execute();
      destinations.set(teamId, destination);
    },

    async space(teamId, channelId) {
      return (await placeOf(teamId, channelId)).space;
    },

    async setSpace(teamId, channelId, space) {
      spaces.delete(keyOf(teamId, channelId));
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
      spaces.set(keyOf(teamId, channelId), { space });
    },
  };
}
