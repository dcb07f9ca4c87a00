import type { Kysely } from 'kysely';

/** What becomes of a watch whose flow can't be looked at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('watch_polls').addColumn('failing_since', 'bigint').execute();
  await db.schema.alterTable('watch_polls').addColumn('failure', 'text').execute();
  await db.schema.alterTable('watch_polls').addColumn('sight_at', 'bigint').execute();
  await db.schema.alterTable('watches').addColumn('blind_told', 'text').execute();
  await db.schema.alterTable('watches').addColumn('blind_told_at', 'bigint').execute();
  await db.schema
    .alterTable('watches')
    .addColumn('blind_free_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}
