import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { RetentionSettings } from '../settings/types.ts';
import type { Tables } from './schema.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A file may serve others for seconds only; what is older was left behind, as was the lease of one who died fetching. */
const FLOW_FILES_MS = MINUTE_MS;
/** Of a space that nobody asks for, or whose list may no longer be read: by then nobody should rely on it. */
const FLOW_LISTS_MS = 7 * DAY_MS;
/** Slack's last retry comes some six minutes after the first try. Source: https://docs.slack.dev/apis/events-api/ */
const SEEN_MS = DAY_MS;
/** Of no interest to anybody by then. */
const ENDED_PROCESSES_MS = DAY_MS;
/** Of no interest to anybody by then: who waited for one has asked again. */
const LATE_PICTURES_MS = DAY_MS;
/** Nobody can answer one after half an hour. */
const HELD_QUESTIONS_MS = DAY_MS;

/** Versions of a watched flow that stay, however old they are. */
const NEWEST_OF_WATCHED = 20;
/** Longer than the transaction that adds a content and its version. */
const UNUSED_CONTENT_MS = 10 * MINUTE_MS;

/** The columns of a table whose values are of a type. */
type ColumnOf<Table extends keyof Tables, Type> = {
  [Name in keyof Selectable<Tables[Table]> & string]: Selectable<Tables[Table]>[Name] extends Type | null
    ? Name
    : never;
}[keyof Selectable<Tables[Table]> & string];

/** Rows that are kept for a while. */
export interface KeptFor<Time extends string = string, Text extends string = string> {
  /** Since when: a column with a time by the database's clock, or null for a row that is not to go yet. */
  since: Time;
  /** Milliseconds. */
  forMs: (settings: RetentionSettings) => number;
  /** Only rows whose column has this value. */
  where?: { column: Text; is: string };
  /** Rows for which this is true stay all the same. */
  unless?: RawBuilder<boolean>;
  /** Rows go by whole days (UTC), up to the time that is written down in this table first. */
  byDaysOf?: 'audit_removals';
}

/** Times by the database's clock that a table has, where its clock is set back. */
export interface Times<Column extends string = string> {
  /** When something happened: what would lie in the future has happened just now. */
  past?: readonly Column[];
  /** When something is to be done, or ends: it comes as much later as it would have. */
  toCome?: readonly Column[];
}

interface TableRules<Table extends keyof Tables> {
  /**
   * How long rows are kept: for a while, until something that is done removes them, or for good. Whatever grows by itself
   * is kept for a while.
   */
  kept: readonly KeptFor<ColumnOf<Table, number>, ColumnOf<Table, string>>[] | 'until-removed' | 'for-good';
  /** By which column rows are found that go with a workspace; `none`: no row is a workspace's. */
  ofWorkspace: 'team_id' extends keyof Tables[Table] ? 'team_id' : 'none';
  /** What is moved where the clock is set back. Ends of leases are not among them: see `leases.ts`. */
  times: Times<ColumnOf<Table, number>>;
}

/**
 * Every table, and what becomes of its rows: what is not said here of a table of `schema.ts` doesn't compile. Tables are
 * cleaned up in this order.
 */
export const TABLES: { readonly [Table in keyof Tables]: TableRules<Table> } = {
  fetch_history: {
    kept: [{ since: 'fetched_at', forMs: ({ historyDays }) => historyDays * DAY_MS }],
    ofWorkspace: 'team_id',
    times: { past: ['fetched_at'] },
  },
  requests: {
    // An ended request has a time of its end; the state is asked as well, since one that is not done would be lost.
    kept: [
      {
        since: 'ended_at',
        forMs: ({ requestsDays }) => requestsDays * DAY_MS,
        where: { column: 'state', is: 'done' },
      },
    ],
    ofWorkspace: 'team_id',
    times: { past: ['accepted_at', 'ended_at'] },
  },
  flow_files: {
    kept: [
      { since: 'ready_at', forMs: () => FLOW_FILES_MS },
      { since: 'lease_until', forMs: () => FLOW_FILES_MS, where: { column: 'state', is: 'fetching' } },
    ],
    ofWorkspace: 'none',
    // One from the future serves nobody: see `file-exchange.ts`.
    times: {},
  },
  seen: { kept: [{ since: 'at', forMs: () => SEEN_MS }], ofWorkspace: 'team_id', times: { past: ['at'] } },
  flow_catalogue: {
    kept: [{ since: 'seen_at', forMs: () => FLOW_LISTS_MS }],
    ofWorkspace: 'none',
    times: { past: ['seen_at'] },
  },
  pictures: {
    kept: [{ since: 'drawn_at', forMs: ({ picturesDays }) => picturesDays * DAY_MS }],
    ofWorkspace: 'team_id',
    times: { past: ['drawn_at'] },
  },
  flow_lists: {
    kept: [{ since: 'begun_at', forMs: () => FLOW_LISTS_MS }],
    ofWorkspace: 'none',
    times: { past: ['begun_at', 'loaded_at'], toCome: ['due_at'] },
  },
  processes: { kept: [{ since: 'alive_until', forMs: () => ENDED_PROCESSES_MS }], ofWorkspace: 'none', times: {} },

  audit_events: {
    kept: [{ since: 'at', forMs: ({ auditDays }) => auditDays * DAY_MS, byDaysOf: 'audit_removals' }],
    ofWorkspace: 'team_id',
    // Nobody changes an entry.
    times: {},
  },
  held_questions: {
    kept: [{ since: 'held_at', forMs: () => HELD_QUESTIONS_MS }],
    ofWorkspace: 'team_id',
    times: { past: ['held_at'] },
  },
  late_pictures: {
    kept: [{ since: 'begun_at', forMs: () => LATE_PICTURES_MS }],
    ofWorkspace: 'team_id',
    times: { past: ['begun_at'] },
  },
  // One row.
  access_reloads: { kept: 'for-good', ofWorkspace: 'none', times: {} },
  access_answers: {
    kept: [{ since: 'answered_at', forMs: () => ENDED_PROCESSES_MS }],
    ofWorkspace: 'none',
    times: { past: ['answered_at'] },
  },
  // After the entries, which may go for as long as it is there. One row for all workspaces.
  audit_removals: { kept: 'until-removed', ofWorkspace: 'team_id', times: {} },

  // Somebody's choice, who takes it back.
  installations: { kept: 'until-removed', ofWorkspace: 'team_id', times: { past: ['updated_at'] } },
  organisation_workspaces: { kept: 'until-removed', ofWorkspace: 'team_id', times: { past: ['granted_at'] } },
  workspace_preferences: { kept: 'until-removed', ofWorkspace: 'team_id', times: {} },
  channel_preferences: { kept: 'until-removed', ofWorkspace: 'team_id', times: {} },
  channel_notify: { kept: 'until-removed', ofWorkspace: 'team_id', times: {} },
  display_preferences: { kept: 'until-removed', ofWorkspace: 'team_id', times: {} },
  ops_channels: { kept: 'until-removed', ofWorkspace: 'team_id', times: {} },
  favourites: { kept: 'until-removed', ofWorkspace: 'team_id', times: { past: ['added_at'] } },
  watches: {
    kept: 'until-removed',
    ofWorkspace: 'team_id',
    times: { past: ['created_at', 'told_at', 'blind_told_at'], toCome: ['muted_until', 'due_at', 'blind_free_at'] },
  },

  // As many as its calls a second for each operation of a limit, and up to five common ones. `call-slots.ts` cuts their times.
  call_slots: { kept: 'for-good', ofWorkspace: 'none', times: {} },
  // One a watched flow: it goes with the last watch.
  watch_polls: {
    kept: 'until-removed',
    ofWorkspace: 'none',
    times: { past: ['failing_since', 'sight_at'], toCome: ['next_at'] },
  },
  // What is over is withdrawn. What is of a workspace goes with it, by the account's name: see `ops-states.ts`.
  ops_problems: { kept: 'until-removed', ofWorkspace: 'none', times: { past: ['told_at', 'last_at'] } },
  flow_versions: {
    kept: [
      {
        since: 'last_seen_at',
        forMs: ({ versionsDays }) => versionsDays * DAY_MS,
        unless: sql<boolean>`exists (
          select 1 from watches
          where watches.team_id = flow_versions.team_id and watches.flow_key = flow_versions.flow_key
            and (
              -- What its channel knows: the next notification is about the difference.
              flow_versions.version >= watches.told_version
              or flow_versions.version > ${sql.lit(-NEWEST_OF_WATCHED)} + (
                select max(newest.version) from flow_versions as newest
                where newest.team_id = flow_versions.team_id and newest.flow_key = flow_versions.flow_key
              )
            )
        )`,
      },
    ],
    ofWorkspace: 'team_id',
    times: { past: ['first_seen_at', 'last_seen_at'] },
  },
  // After the versions: a content goes once nobody has a version of it.
  flow_contents: {
    kept: [
      {
        since: 'used_at',
        forMs: () => UNUSED_CONTENT_MS,
        unless: sql<boolean>`exists (select 1 from flow_versions where flow_versions.sha256 = flow_contents.sha256)`,
      },
    ],
    ofWorkspace: 'none',
    times: { past: ['used_at'] },
  },
};
