import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { MIGRATIONS } from '../../../src/store/migrations/index.ts';
import { openInMemory } from './support.ts';

/** The tables as they were before versions belonged to workspaces. */
async function before() {
  const { db } = await openInMemory();
  for (const table of ['flow_versions', 'flow_contents', 'watches', 'watch_polls']) {
    await sql`drop table ${sql.table(table)}`.execute(db);
  }
  for (const table of ['channel_notify', 'ops_problems', 'ops_channels']) {
    await sql`drop table ${sql.table(table)}`.execute(db);
  }
  await MIGRATIONS['0008-watches']?.up(db);
  const version = (key: string, number: number, by: string | null) =>
    sql`insert into flow_versions values (${key}, ${number}, ${`s${number}`}, null, null, ${number * 10}, ${by})`.execute(
      db,
    );
  const fetchedBy = (team: string, user: string, flowId: string) =>
    sql`insert into fetch_history values (${team}, ${user}, 'a', '', ${flowId}, null, 'C1', 1)`.execute(db);
  const migrate = async () => {
    await MIGRATIONS['0011-versions-by-team']?.up(db);
    const rows = await db
      .selectFrom('flow_versions')
      .select(['team_id', 'flow_key', 'version', 'first_seen_by'])
      .orderBy('team_id')
      .orderBy('flow_key')
      .orderBy('version')
      .execute();
    return rows.map((row) => Object.values(row));
  };
  return { version, fetchedBy, migrate };
}

it('gives the versions of before to the workspaces that fetched the flow, each without the strangers of the others', async () => {
  const { version, fetchedBy, migrate } = await before();
  await version('a//f1', 1, 'U1');
  await version('a//f1', 2, 'U2');
  await version('a//f2', 1, null);
  await fetchedBy('T1', 'U1', 'f1');
  await fetchedBy('T2', 'U2', 'f1');
  expect(await migrate()).toEqual([
    ['T1', 'a//f1', 1, 'U1'],
    ['T1', 'a//f1', 2, null],
    ['T2', 'a//f1', 1, null],
    ['T2', 'a//f1', 2, 'U2'],
  ]);
});

it('gives all of them to the one workspace, where there is but one', async () => {
  const { version, fetchedBy, migrate } = await before();
  await version('a//f1', 1, 'U1');
  await version('a//f2', 1, 'U9');
  await fetchedBy('T1', 'U1', 'f1');
  expect(await migrate()).toEqual([
    ['T1', 'a//f1', 1, 'U1'],
    ['T1', 'a//f2', 1, null],
  ]);
});
