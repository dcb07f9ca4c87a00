import { type Kysely, sql } from 'kysely';

/** Of this moment; an operation that comes later makes slots of its own. */
const OPERATIONS = ['GetFlowJSONAssest', 'GetFlow', 'ListFlow', 'GetFlowPreviewUrl', ''];

/**
 * Each operation gets slots of its own. A bot of before takes its calls from `places`: beside the new ones that would be a
 * second budget for the same account, so the table goes, and an older bot makes no call until it is replaced. What it had
 * under way at this moment keeps a slot of each operation taken.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('call_slots')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('free_at', 'bigint', (column) => column.notNull())
    .addColumn('common_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('call_slots_key', ['account', 'operation', 'slot'])
    .execute();
  for (const operation of OPERATIONS) {
    await sql`
      insert into call_slots (account, operation, slot, owner, free_at, common_until)
      select account, ${operation}, place, owner, free_at, 0 from places
    `.execute(db);
  }
  await db.schema.dropTable('places').execute();
}
