import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watches')
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('flow_key', 'text', (column) => column.notNull())
    .addColumn('every_ms', 'bigint', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('muted_until', 'bigint')
    .addColumn('paused_why', 'text')
    .addColumn('seen_version', 'integer')
    .addColumn('told_version', 'integer')
    .addColumn('told_at', 'bigint')
    .addColumn('thread_ts', 'text')
    .addColumn('due_at', 'bigint')
    .addColumn('notification', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('watches_key', ['team_id', 'channel_id', 'flow_key'])
    .execute();
  await db.schema.createIndex('watches_flow').on('watches').column('flow_key').execute();
  // What is looked for every few seconds.
  await db.schema.createIndex('watches_due').on('watches').column('due_at').execute();
  await db.schema
    .createTable('watch_polls')
    .addColumn('flow_key', 'text', (column) => column.primaryKey())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('polls', 'integer', (column) => column.notNull())
    .addColumn('errors', 'integer', (column) => column.notNull())
    .addColumn('gone', 'integer', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('watch_polls_next').on('watch_polls').columns(['account', 'next_at']).execute();
  await db.schema
    .createTable('flow_contents')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('json', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('flow_versions')
    .addColumn('flow_key', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('status', 'text')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('first_seen_by', 'text')
    .addPrimaryKeyConstraint('flow_versions_key', ['flow_key', 'version'])
    .execute();
  await db.schema
    .createTable('channel_notify')
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('use_thread', 'integer', (column) => column.notNull())
    .addColumn('broadcast', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('channel_notify_key', ['team_id', 'channel_id'])
    .execute();
  await db.schema
    .createTable('ops_problems')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('problem', 'text', (column) => column.notNull())
    .addColumn('told_at', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('ops_problems_key', ['account', 'problem'])
    .execute();
  await db.schema
    .createTable('ops_channels')
    .addColumn('team_id', 'text', (column) => column.primaryKey())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .execute();
}
