import type { Generated } from 'kysely';
import type { AuditEvent } from '../audit/entry.ts';
import type { FlowStatus } from '../cams/types.ts';
import type { Destination } from '../flows/records.ts';
import type { ChannelNotifyPreferences, GoneWhy } from '../notify/records.ts';
import type { Display } from '../requests/display.ts';

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
  organisation_workspaces: OrganisationWorkspacesTable;
  call_slots: CallSlotsTable;
  flow_files: FlowFilesTable;
  watches: WatchesTable;
  watch_polls: WatchPollsTable;
  flow_contents: FlowContentsTable;
  flow_versions: FlowVersionsTable;
  channel_notify: ChannelNotifyTable;
  ops_problems: OpsProblemsTable;
  ops_channels: OpsChannelsTable;
  flow_catalogue: FlowCatalogueTable;
  flow_lists: FlowListsTable;
  pictures: PicturesTable;
  display_preferences: DisplayPreferencesTable;
  audit_events: AuditEventsTable;
  audit_removals: AuditRemovalsTable;
  held_questions: HeldQuestionsTable;
  late_pictures: LatePicturesTable;
  access_reloads: AccessReloadsTable;
  access_answers: AccessAnswersTable;
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
  /** How many flows that is. */
  flows: Generated<number>;
  /** `ending`: what came of it is known, and the requester is being told. */
  state: 'accepted' | 'ending' | 'done';
  /** Shares that were begun, as JSON: which files, where to. */
  shares: string;
  /** The process that works on it. */
  owner: string;
  /** Before this nobody takes it over, where it is nobody's; by the database's clock. */
  free_at: number;
  accepted_at: number;
  /** How often a process took it over from one that had died. */
  takeovers: Generated<number>;
  ended_at: number | null;
  outcome: 'delivered' | 'failed' | 'held' | null;
  /** What the requester is told at the end, as JSON. */
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
  /** Whose: the key may name a person. */
  team_id: Generated<string>;
  at: number;
}

/** The app in each workspace or organisation that installed it. */
interface InstallationsTable {
  /** Or an organisation's. */
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

/** The workspaces that an organisation gave its installation of the app to. */
interface OrganisationWorkspacesTable {
  team_id: string;
  organisation_id: string;
  /** By the database's clock. */
  granted_at: number;
}

/** The slots that an account's calls take: each operation's own, and those that all of them share. */
interface CallSlotsTable {
  account: string;
  /** As `GetFlow`; empty for the slots of the common budget. */
  operation: string;
  /** From 0. */
  slot: number;
  /** The process that has it; empty once it was given back. */
  owner: string;
  /** When it can be taken, by the database's clock. */
  free_at: number;
  /** Until when the account's operations have no slots of their own, by the database's clock; 0 for the common slots. */
  common_until: number;
  /** Until when its operation is not called at all, since Alibaba Cloud asked for that; by the database's clock. */
  paused_until: Generated<number>;
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

/** Which channel watches which flow, and what it was told. All times by the database's clock. */
interface WatchesTable {
  team_id: string;
  channel_id: string;
  flow_key: string;
  every_ms: number;
  created_by: string;
  created_at: number;
  muted_until: number | null;
  paused_why: GoneWhy | null;
  /** The flow's latest version; null, as `told_version`, until one was seen that later ones are compared with. */
  seen_version: number | null;
  told_version: number | null;
  told_at: number | null;
  thread_ts: string | null;
  /** When to look whether there is something to tell; null: there is nothing. */
  due_at: number | null;
  /** The message that was begun, as JSON. */
  notification: string | null;
  /** Attempts at it that failed. */
  tries: number;
  /** The process that tells it. */
  owner: string;
  lease_until: number;
  /** The channel knows that the flow can't be looked at, and of which kind of fault; null: as far as it knows, all is well. */
  blind_told: Generated<string | null>;
  /** IDs of the organisations whose people may see its changes, as JSON; null: its creator was asked about none. */
  consented: Generated<string | null>;
  blind_told_at: Generated<number | null>;
  /** Before this no process sees to what the channel knows of it. */
  blind_free_at: Generated<number>;
}

/** When each flow is looked at. All times by the database's clock. */
interface WatchPollsTable {
  flow_key: string;
  account: string;
  next_at: number;
  polls: number;
  /** In a row. */
  errors: number;
  /** In a row. */
  gone: number;
  /** What an operator has to see to, as the last poll met it. */
  problem: string | null;
  /** When the first of the polls failed that have failed in a row; null: the last one went well. */
  failing_since: Generated<number | null>;
  /** The kind of fault that the last poll met. */
  failure: Generated<string | null>;
  /** When it came to be so many failures in a row that the flow is out of sight, or in sight again. */
  sight_at: Generated<number | null>;
  /** The process that looks at it. */
  owner: string;
  lease_until: number;
}

/** The files of flows' versions, each once. */
interface FlowContentsTable {
  /** Of what the JSON means. */
  sha256: string;
  /** Empty where it is `packed`. */
  json: string;
  /** The JSON by gzip, in UTF-8; null where it is small, or was written by a version of the bot that did not do so. */
  packed: Generated<Uint8Array | null>;
  /** Of the file; null where a version of the bot wrote it that did not know of it. */
  file_sha256: Generated<string | null>;
  file_bytes: Generated<number | null>;
  /** When a version of it was added last, by the database's clock: it may be one that is not committed yet. */
  used_at: number;
}

interface FlowVersionsTable {
  /** The workspace that knows it. */
  team_id: string;
  flow_key: string;
  /** From 1, without gaps; the oldest may have been deleted. */
  version: number;
  sha256: string;
  name: string | null;
  status: FlowStatus | null;
  /** By the database's clock. */
  first_seen_at: number;
  /** User ID of somebody of the workspace; null: the watcher, or another workspace. */
  first_seen_by: string | null;
  /** To the day; by the database's clock. */
  last_seen_at: number;
}

interface ChannelNotifyTable {
  team_id: string;
  channel_id: string;
  mode: ChannelNotifyPreferences['mode'];
  /** 0 or 1, as the next: SQLite has no booleans. */
  use_thread: number;
  broadcast: number;
  /** A version before this column sets none. */
  files_in: Generated<ChannelNotifyPreferences['filesIn']>;
}

/** What the operators were told and is not over. Times by the database's clock. */
interface OpsProblemsTable {
  account: string;
  problem: string;
  told_at: number;
  /** When it was met last. */
  last_at: number;
}

/** Where each workspace's operators are told. */
interface OpsChannelsTable {
  team_id: string;
  channel_id: string;
}

/** The flows of each space, as `ListFlow` gave them. */
interface FlowCatalogueTable {
  account: string;
  cust_space_id: string;
  flow_id: string;
  name: string;
  /** As a JSON array. */
  categories: string;
  /** What is searched by name and ID, folded. */
  title: string;
  /** The same with the categories. */
  search: string;
  /** In the list, from 0. */
  place: number;
  /** When a load brought it last, by the database's clock. */
  seen_at: number;
}

/** The list of each space. All times by the database's clock. */
interface FlowListsTable {
  account: string;
  cust_space_id: string;
  /** The process that loads it. */
  owner: string;
  /** Until when it is that process's, or nobody's. */
  lease_until: number;
  begun_at: number;
  due_at: number;
  /** When the last load that was whole ended. */
  loaded_at: number | null;
  /** Why the last load broke off, as JSON. */
  problem: string | null;
}

/** What was drawn of flows, by what it shows: a row a picture. */
interface PicturesTable {
  /** The workspace that has what it shows. */
  team_id: string;
  /** SHA-256 of all that a drawing depends on; hexadecimal. */
  picture_key: string;
  /** In its drawing, from 0. */
  place: number;
  /** How many pictures the drawing has. */
  places: number;
  /** All of it but the pixels, as JSON. */
  facts: string;
  png: Uint8Array;
  /** By the database's clock. */
  drawn_at: number;
}

/** What is shared of a flow; `channel_id` is empty for what goes for all of a workspace. */
interface DisplayPreferencesTable {
  team_id: string;
  channel_id: string;
  display: Display;
}

/** What was asked and what came of it. The database lets nobody change a row, nor delete one that `audit_removals` doesn't name. */
interface AuditEventsTable {
  id: string;
  /** By the database's clock. */
  at: number;
  event: AuditEvent;
  team_id: string;
  user_id: string;
  channel_id: string | null;
  thread_ts: string | null;
  door: string | null;
  action: string;
  rule: string | null;
  /** Of `requests`, also once that row is gone. */
  request: string | null;
  account: string | null;
  cust_space_id: string | null;
  /** With what came of each, as JSON. */
  flows: string;
  delivered_to: string | null;
}

/** Up to when entries may be deleted. */
interface AuditRemovalsTable {
  /** Whose; empty: everybody's, and then up to the end of a day. */
  team_id: string;
  /** By the database's clock. */
  until_at: number;
}

/** Questions that wait for somebody's answer before something is shared. */
interface HeldQuestionsTable {
  id: string;
  team_id: string;
  /** Who alone may answer. */
  user_id: string;
  channel_id: string;
  /** What is to be done, as JSON. */
  body: string;
  /** By the database's clock. */
  held_at: number;
}

interface LatePicturesTable {
  id: string;
  team_id: string;
  /** Where they go and how far their sharing got, as JSON. */
  body: string;
  /** What is to be drawn, as JSON that is compressed. */
  orders: Uint8Array;
  /** How often another process has taken them over. */
  takeovers: number;
  /** By the database's clock. */
  begun_at: number;
  owner: string;
  lease_until: number;
}

/** How often all processes were asked to read the access rules again. */
interface AccessReloadsTable {
  id: string;
  number: number;
}

/** What each process made of it the last time. */
interface AccessAnswersTable {
  /** Of `processes`. */
  answered_by: string;
  /** Its host and process ID. */
  process: string;
  number: number;
  /** As JSON. */
  outcome: string;
  /** By the database's clock. */
  answered_at: number;
}
