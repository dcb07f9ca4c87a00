import type { Destination } from '../flows/records.ts';

/**
 * The tables as Kysely sees them. Times are Unix ms as numbers (`bigint` columns), IDs are text. Where a flow has no
 * space, `cust_space_id` is `''`: SQL holds two NULLs to be different, so a unique key would let a flow in twice.
 */
export interface Tables {
  workspace_preferences: WorkspacePreferencesTable;
  channel_preferences: ChannelPreferencesTable;
  fetch_history: FetchHistoryTable;
  favourites: FavouritesTable;
}

interface WorkspacePreferencesTable {
  team_id: string;
  destination: Destination;
}

interface ChannelPreferencesTable {
  team_id: string;
  channel_id: string;
  space: string;
}

interface PersonsFlowColumns {
  team_id: string;
  user_id: string;
  account: string;
  cust_space_id: string;
  flow_id: string;
  name: string | null;
}

interface FetchHistoryTable extends PersonsFlowColumns {
  channel_id: string;
  fetched_at: number;
}

interface FavouritesTable extends PersonsFlowColumns {
  added_at: number;
}
