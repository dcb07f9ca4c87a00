import type { Kysely } from 'kysely';

/** Where the files of a channel's notifications go. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('channel_notify')
    .addColumn('files_in', 'text', (column) => column.notNull().defaultTo('thread'))
    .execute();
}
