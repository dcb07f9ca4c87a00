import type { Kysely } from 'kysely';

/** Until when an operation is not called at all, since Alibaba Cloud asked for that, in every process. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('call_slots')
    .addColumn('paused_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}
