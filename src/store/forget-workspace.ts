import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** The tables that say whose their rows are. */
type TeamTable = { [Name in keyof Tables]: 'team_id' extends keyof Tables[Name] ? Name : never }[keyof Tables];

/** Every one of them, or this doesn't compile. */
const OF_A_TEAM: Readonly<Record<TeamTable, true>> = {
  installations: true,
  workspace_preferences: true,
  channel_preferences: true,
  fetch_history: true,
  favourites: true,
  requests: true,
  watches: true,
  channel_notify: true,
  ops_channels: true,
};

/** Deletes all that the store holds of a workspace. */
export type ForgetWorkspace = (teamId: string) => Promise<void>;

/** @returns a function that deletes all or nothing, and throws a `StoreError` where the database fails. */
export function createForgetWorkspace(db: Kysely<Tables>): ForgetWorkspace {
  const tables = Object.keys(OF_A_TEAM) as TeamTable[];
  return (teamId) =>
    db.transaction().execute(async (transaction) => {
      for (const table of tables) await transaction.deleteFrom(table).where('team_id', '=', teamId).execute();
    });
}
