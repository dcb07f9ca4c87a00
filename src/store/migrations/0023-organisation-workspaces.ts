import type { Kysely } from 'kysely';

/** Which workspaces an organisation's installation serves; the installation is a row of `installations`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('organisation_workspaces')
    .addColumn('team_id', 'text', (column) => column.primaryKey())
    .addColumn('organisation_id', 'text', (column) => column.notNull())
    .addColumn('granted_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('workspaces_of_organisation')
    .on('organisation_workspaces')
    .column('organisation_id')
    .execute();
}
