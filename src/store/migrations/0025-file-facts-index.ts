import type { Kysely } from 'kysely';

/**
 * What is known of a version's file stands behind the file itself, all of which SQLite would read to come to it: with each share,
 * twice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('flow_contents_facts')
    .on('flow_contents')
    .columns(['sha256', 'file_sha256', 'file_bytes'])
    .execute();
}
