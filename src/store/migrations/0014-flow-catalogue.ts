import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('flow_catalogue')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('cust_space_id', 'text', (column) => column.notNull())
    .addColumn('flow_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('categories', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('search', 'text', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('flow_catalogue_key', ['account', 'cust_space_id', 'flow_id'])
    .execute();
  await db.schema.createIndex('flow_catalogue_flow').on('flow_catalogue').column('flow_id').execute();
  await db.schema
    .createTable('flow_lists')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('cust_space_id', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('loaded_at', 'bigint')
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('flow_lists_key', ['account', 'cust_space_id'])
    .execute();
}
