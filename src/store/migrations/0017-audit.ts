import { type Kysely, PostgresAdapter, sql } from 'kysely';

const APPEND_ONLY = sql.lit('audit_events is append-only: retention and the removal of a workspace alone may delete');
const REMOVALS_STAY = sql.lit('audit_removals says what may be deleted, and only ever more of it');

/** Milliseconds. */
const DAY = sql.lit(24 * 60 * 60 * 1000);

/** Whether `audit_removals` lets an entry go; `old` is the row of a trigger. */
const MAY_GO = sql`exists (
  select 1 from audit_removals where (team_id = '' or team_id = old.team_id) and old.at < until_at
)`;
/** Whether a removal may go: that of a workspace, which goes itself, or one that a later one stands for. */
const REMOVAL_MAY_GO = sql`(
  old.team_id != '' or exists (select 1 from audit_removals where team_id = '' and until_at > old.until_at)
)`;

async function onPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function audit_events_guard() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if ${MAY_GO} then return old; end if;
      end if;
      raise exception ${APPEND_ONLY};
    end $$
  `.execute(db);
  await sql`
    create function audit_removals_guard() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if ${REMOVAL_MAY_GO} then return old; end if;
      elsif tg_op = 'INSERT' then
        if new.team_id != '' or new.until_at % ${DAY} = 0 then return new; end if;
      end if;
      raise exception ${REMOVALS_STAY};
    end $$
  `.execute(db);
  await sql`
    create trigger audit_events_guard before update or delete on audit_events
    for each row execute function audit_events_guard()
  `.execute(db);
  await sql`
    create trigger audit_removals_guard before insert or update or delete on audit_removals
    for each row execute function audit_removals_guard()
  `.execute(db);
  for (const table of ['audit_events', 'audit_removals']) {
    await sql`
      create trigger ${sql.id(`${table}_truncate`)} before truncate on ${sql.table(table)}
      for each statement execute function audit_events_guard()
    `.execute(db);
  }
}

async function onSqlite(db: Kysely<unknown>): Promise<void> {
  const trigger = (name: string, when: ReturnType<typeof sql>, then: ReturnType<typeof sql>) =>
    sql`create trigger ${sql.id(name)} ${when} begin select ${then}; end`.execute(db);
  const refuse = (why: typeof APPEND_ONLY) => sql`raise(abort, ${why})`;

  await trigger('audit_events_update', sql`before update on audit_events`, refuse(APPEND_ONLY));
  await trigger('audit_events_delete', sql`before delete on audit_events when not ${MAY_GO}`, refuse(APPEND_ONLY));
  // `insert or replace` would take a row away without a delete that a trigger sees.
  await trigger(
    'audit_events_replace',
    sql`before insert on audit_events when exists (select 1 from audit_events where id = new.id)`,
    sql`raise(ignore)`,
  );
  await trigger('audit_removals_update', sql`before update on audit_removals`, refuse(REMOVALS_STAY));
  await trigger(
    'audit_removals_delete',
    sql`before delete on audit_removals when not ${REMOVAL_MAY_GO}`,
    refuse(REMOVALS_STAY),
  );
  await trigger(
    'audit_removals_insert',
    sql`before insert on audit_removals when new.team_id = '' and new.until_at % ${DAY} != 0`,
    refuse(REMOVALS_STAY),
  );
}

/** What was asked and what came of it, in rows that no statement can change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_events')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text')
    .addColumn('thread_ts', 'text')
    .addColumn('door', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('rule', 'text')
    .addColumn('request', 'text')
    .addColumn('account', 'text')
    .addColumn('cust_space_id', 'text')
    .addColumn('flows', 'text', (column) => column.notNull())
    .addColumn('delivered_to', 'text')
    .execute();
  await db.schema.createIndex('audit_events_at').on('audit_events').columns(['at', 'id']).execute();
  // Up to when entries may be deleted: of all workspaces where `team_id` is empty, whole days then, or of one that goes.
  await db.schema
    .createTable('audit_removals')
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .execute();
  await (db.getExecutor().adapter instanceof PostgresAdapter ? onPostgres(db) : onSqlite(db));
}
