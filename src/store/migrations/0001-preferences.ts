import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workspace_preferences')
    .addColumn('team_id', 'text', (column) => column.primaryKey())
    .addColumn('destination', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('channel_preferences')
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('space', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('channel_preferences_key', ['team_id', 'channel_id'])
    .execute();
}
