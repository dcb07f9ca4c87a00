import type { Kysely } from 'kysely';
import type { OrganisationWorkspaces } from '../../slack/workspaces/installations/installations.ts';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** @throws {StoreError} from each function, where the database fails. */
export function createOrganisationWorkspaces(db: Kysely<Tables>, dialect: Dialect): OrganisationWorkspaces {
  const databaseMs = databaseMsOf(dialect);
  return {
    async organisationOf(teamId) {
      const row = await db
        .selectFrom('organisation_workspaces')
        .select('organisation_id')
        .where('team_id', '=', teamId)
        .executeTakeFirst();
      return row?.organisation_id;
    },

    async of(organisationId) {
      const rows = await db
        .selectFrom('organisation_workspaces')
        .select('team_id')
        .where('organisation_id', '=', organisationId)
        .orderBy('team_id')
        .execute();
      return rows.map(({ team_id: teamId }) => teamId);
    },

    async add(organisationId, teamIds) {
      if (teamIds.length === 0) return;
      const columns = { organisation_id: organisationId, granted_at: databaseMs };
      await db
        .insertInto('organisation_workspaces')
        .values(teamIds.map((teamId) => ({ team_id: teamId, ...columns })))
        .onConflict((conflict) => conflict.column('team_id').doUpdateSet(columns))
        .execute();
    },

    async remove(organisationId, teamIds) {
      if (teamIds.length === 0) return;
      await db
        .deleteFrom('organisation_workspaces')
        .where('organisation_id', '=', organisationId)
        .where('team_id', 'in', teamIds)
        .execute();
    },

    async all() {
      const rows = await db.selectFrom('organisation_workspaces').selectAll().orderBy('team_id').execute();
      return rows.map((row) => ({ teamId: row.team_id, organisationId: row.organisation_id }));
    },
  };
}
