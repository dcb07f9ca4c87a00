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
  requests: RequestsTable;
  processes: ProcessesTable;
  seen: SeenTable;
  installations: InstallationsTable;
  places: PlacesTable;
  flow_files: FlowFilesTable;
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

interface RequestsTable {
  id: string;
  team_id: string;
  user_id: string;
  /** What was asked for, as JSON. */
  body: string;
  /** `ending`: what came of it is known, and the asker is being told. */
  state: 'accepted' | 'ending' | 'done';
  /** Shares that were begun, as JSON: which files, where to. */
  shares: string;
  /** The process that works on it. */
  owner: string;
  /** Before this nobody takes it over, where it is nobody's; by the database's clock. */
  free_at: number;
  accepted_at: number;
  ended_at: number | null;
  outcome: 'delivered' | 'failed' | null;
  /** What the asker is told at the end, as JSON. */
  note: string | null;
}

/** Signs of life: one row a process, so that it costs one statement however many requests it has. */
interface ProcessesTable {
  owner: string;
  /** By the database's clock. */
  alive_until: number;
}

/** What was done once and is not to be done again: a trigger that Slack sent twice, a button clicked twice. */
interface SeenTable {
  key: string;
  at: number;
}

/** The app in each workspace that installed it. */
interface InstallationsTable {
  team_id: string;
  /** With the workspace's token, encrypted. */
  installation: string;
  /** Of the key that it is encrypted with. */
  key_id: string;
  /** Until when one process may exchange the token for a fresh one; by the database's clock. */
  refreshing_until: number | null;
  /** By the database's clock. */
  updated_at: number;
}

/** The places that an account's calls take. */
interface PlacesTable {
  account: string;
  /** From 0. */
  place: number;
  /** The process that has it; empty once it was given back. */
  owner: string;
  /** When it can be taken, by the database's clock. */
  free_at: number;
}

/** Flows' files that one process fetches, or has just fetched, for all. */
interface FlowFilesTable {
  flow_key: string;
  state: 'fetching' | 'ready';
  /** The process that fetches it. */
  owner: string;
  /** Until when it is that process's; by the database's clock. */
  lease_until: number;
  /** As the API gave it; up to 10 MB. */
  json: string | null;
  /** When the file was there, by the clock of who fetched it. */
  fetched_at: number | null;
  /** When it was stored, by the database's clock. */
  ready_at: number | null;
}
