import type { Kysely } from 'kysely';

/** Pictures that follow what was shared, so that a crash meanwhile loses none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('late_pictures')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    // SQLite keeps bytes as they are in a column of any type.
    .addColumn('orders', 'bytea', (column) => column.notNull())
    .addColumn('takeovers', 'integer', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .execute();
}
