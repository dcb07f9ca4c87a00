import type { Kysely } from 'kysely';

/** Big files are kept compressed: then `json` is empty. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // SQLite takes any name for a type, and keeps bytes as they are.
  await db.schema.alterTable('flow_contents').addColumn('packed', 'bytea').execute();
}
