import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { TABLES } from './tables.ts';

/** The tables that say whose their rows are. */
type TeamTable = { [Name in keyof Tables]: 'team_id' extends keyof Tables[Name] ? Name : never }[keyof Tables];

const TEAM_TABLES = Object.entries(TABLES).flatMap(([name, { ofWorkspace }]) =>
  ofWorkspace === 'team_id' ? [name as TeamTable] : [],
);

/** Deletes all that the store holds of a workspace. */
export type ForgetWorkspace = (teamId: string) => Promise<void>;

/** @returns a function that deletes all or nothing, and throws a `StoreError` where the database fails. */
export function createForgetWorkspace(db: Kysely<Tables>): ForgetWorkspace {
  return (teamId) =>
    db.transaction().execute(async (transaction) => {
      for (const table of TEAM_TABLES) await transaction.deleteFrom(table).where('team_id', '=', teamId).execute();
    });
}
