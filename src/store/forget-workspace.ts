import { type Kysely, sql } from 'kysely';
import type { Dialect } from './database-ms.ts';
import { opsAccountOf } from './repositories/ops-states.ts';
import type { Tables } from './schema.ts';
import { TABLES } from './tables.ts';

/** The tables that say whose their rows are. */
type TeamTable = { [Name in keyof Tables]: 'team_id' extends keyof Tables[Name] ? Name : never }[keyof Tables];

const TEAM_TABLES = Object.entries(TABLES).flatMap(([name, { ofWorkspace }]) =>
  ofWorkspace === 'team_id' ? [name as TeamTable] : [],
);

/**
 * Deletes all that the store holds of workspaces, also what only they had use for; the installation of an organisation goes
 * by the organisation's ID.
 */
export type ForgetWorkspaces = (...ids: string[]) => Promise<void>;

/** @returns a function that deletes all or nothing, and throws a `StoreError` where the database fails. */
export function createForgetWorkspaces(db: Kysely<Tables>, dialect: Dialect): ForgetWorkspaces {
  return (...ids) =>
    db.transaction().execute(async (transaction) => {
      // A version that is being added, of a content that is about to go, would be left without its file. SQLite has one
      // writer at a time.
      if (dialect === 'postgres') await sql`lock table flow_contents in share row exclusive mode`.execute(transaction);
      for (const id of ids) {
        // Else the database lets no entry of the audit go.
        const all = { team_id: id, until_at: Number.MAX_SAFE_INTEGER };
        await transaction.insertInto('audit_removals').values(all).execute();
        await transaction.deleteFrom('ops_problems').where('account', '=', opsAccountOf(id)).execute();
        for (const table of TEAM_TABLES) await transaction.deleteFrom(table).where('team_id', '=', id).execute();
      }
      await transaction
        .deleteFrom('flow_contents')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('flow_versions')
                .select('flow_versions.sha256')
                .whereRef('flow_versions.sha256', '=', 'flow_contents.sha256'),
            ),
          ),
        )
        .execute();
      await transaction
        .deleteFrom('watch_polls')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('watches')
                .select('watches.flow_key')
                .whereRef('watches.flow_key', '=', 'watch_polls.flow_key'),
            ),
          ),
        )
        .execute();
    });
}
