import { type Kysely, sql } from 'kysely';

/**
 * What is asked of the requests, of which far more are done than are not: what a person waits for (with each ack), what a
 * process holds (every other second), and what ended long ago.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isOpen = sql<boolean>`state != 'done'`;
  await db.schema
    .createIndex('requests_waiting')
    .on('requests')
    // All that is asked for, so that no row is read.
    .columns(['team_id', 'user_id', 'state', 'flows'])
    .where(isOpen)
    .execute();
  await db.schema.createIndex('requests_open').on('requests').column('owner').where(isOpen).execute();
  await db.schema
    .createIndex('requests_ended')
    .on('requests')
    .column('ended_at')
    .where(sql<boolean>`ended_at is not null`)
    .execute();
  await db.schema.dropIndex('requests_owner').execute();
}
