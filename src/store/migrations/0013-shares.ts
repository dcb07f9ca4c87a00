import type { Kysely } from 'kysely';

/** What each person takes of the queue, and whose a key is that was seen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('requests')
    .addColumn('flows', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('seen')
    .addColumn('team_id', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.createIndex('watches_creator').on('watches').columns(['team_id', 'created_by']).execute();
}
