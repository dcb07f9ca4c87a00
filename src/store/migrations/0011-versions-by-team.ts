import { type Kysely, sql } from 'kysely';

/**
 * A version belongs to the workspace that knows it. Those of before are given to each workspace that watches or has fetched
 * the flow, with the person only where that is one of its own; where nobody is known to, and there is but one workspace,
 * to that one.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('flow_versions_of_teams')
    .addColumn('team_id', 'text', (column) => column.notNull())
    .addColumn('flow_key', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('status', 'text')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('first_seen_by', 'text')
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('flow_versions_of_teams_key', ['team_id', 'flow_key', 'version'])
    .execute();
  await sql`
    insert into flow_versions_of_teams
    with flows_of_teams as (
      select team_id, flow_key from watches
      union select team_id, account || '/' || cust_space_id || '/' || flow_id from fetch_history
      union select team_id, account || '/' || cust_space_id || '/' || flow_id from favourites
    ), people as (
      select team_id, user_id from fetch_history
      union select team_id, user_id from favourites
      union select team_id, user_id from requests
      union select team_id, created_by from watches
    ), teams as (
      select team_id from people
      union select team_id from workspace_preferences
      union select team_id from channel_preferences
      union select team_id from installations
    ), known as (
      select team_id, flow_key from flows_of_teams
      union select teams.team_id, flow_versions.flow_key from flow_versions, teams
      where (select count(*) from teams) = 1
    )
    select known.team_id, versions.flow_key, versions.version, versions.sha256, versions.name, versions.status,
      versions.first_seen_at,
      case when exists (
        select 1 from people where people.team_id = known.team_id and people.user_id = versions.first_seen_by
      ) then versions.first_seen_by end,
      -- It was the flow until the next one came; when the latest was seen last, nobody knows: it counts as seen now.
      coalesce(
        (select next.first_seen_at from flow_versions as next
          where next.flow_key = versions.flow_key and next.version = versions.version + 1),
        ${Date.now()}
      )
    from flow_versions as versions
    join known on known.flow_key = versions.flow_key
  `.execute(db);
  await db.schema.dropTable('flow_versions').execute();
  await db.schema.alterTable('flow_versions_of_teams').renameTo('flow_versions').execute();
  // What a version of a content is looked for by, before the content is deleted.
  await db.schema.createIndex('flow_versions_sha256').on('flow_versions').column('sha256').execute();
  await db.schema
    .alterTable('flow_contents')
    .addColumn('used_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}
