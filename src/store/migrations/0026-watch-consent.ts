import type { Kysely } from 'kysely';

/**
 * To the people of which other organisations the changes of a flow may be shown, by whoever made the watch: a list of their IDs as
 * JSON. Null: nobody was asked.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('watches').addColumn('consented', 'text').execute();
}
