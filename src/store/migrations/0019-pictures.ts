import type { Kysely } from 'kysely';

/** What was drawn of flows, and what is shared of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pictures')
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('picture_key', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('places', 'integer', (column) => column.notNull())
    .addColumn('facts', 'text', (column) => column.notNull())
    // SQLite keeps bytes as they are in a column of any type.
    .addColumn('png', 'bytea', (column) => column.notNull())
    .addColumn('drawn_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('pictures_key', ['team_id', 'picture_key', 'place'])
    .execute();
  await db.schema.createIndex('pictures_of_any_team').on('pictures').column('picture_key').execute();
  await db.schema.createIndex('pictures_age').on('pictures').column('drawn_at').execute();
  await db.schema
    .createTable('display_preferences')
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('display', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('display_preferences_key', ['team_id', 'channel_id'])
    .execute();
}
