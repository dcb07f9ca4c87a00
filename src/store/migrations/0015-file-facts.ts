import type { Kysely } from 'kysely';

/** The fingerprint of a version's file. Of what is there it is found out when somebody asks for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('flow_contents').addColumn('file_sha256', 'text').execute();
  await db.schema.alterTable('flow_contents').addColumn('file_bytes', 'integer').execute();
}
