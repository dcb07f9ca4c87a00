import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createEncryption } from '../../src/store/encryption.ts';
import { createForgetWorkspaces } from '../../src/store/forget-workspace.ts';
import { createDisplayPreferences } from '../../src/store/repositories/display-preferences.ts';
import { createFavourites } from '../../src/store/repositories/favourites.ts';
import { createFetchHistory } from '../../src/store/repositories/fetch-history.ts';
import { createFlowVersions } from '../../src/store/repositories/flow-versions.ts';
import { createInstallations } from '../../src/store/repositories/installations.ts';
import { createLatePictures } from '../../src/store/repositories/late-pictures.ts';
import { createNotifyPreferences } from '../../src/store/repositories/notify-preferences.ts';
import { createOpsChannels } from '../../src/store/repositories/ops-channels.ts';
import { createWorkspaceOpsStates, opsAccountOf } from '../../src/store/repositories/ops-states.ts';
import { createPictures } from '../../src/store/repositories/pictures.ts';
import { createPreferences } from '../../src/store/repositories/preferences.ts';
import { createRequestJournal } from '../../src/store/repositories/request-journal.ts';
import { createWatches } from '../../src/store/repositories/watches.ts';
import { audited } from './audit-entries.ts';
import type { OpenDatabase } from './store-suites.ts';

/** A flow that the filled workspace has a version of. */
export const OWN_FLOW = { flowId: 'of-its-own', account: 'a', custSpaceId: undefined };

/** A row of the workspace in every table. */
export async function fillWorkspace({ db, dialect }: Database, teamId: string): Promise<void> {
  const encryption = createEncryption(randomBytes(32));
  await createInstallations({ db, dialect, encryption }).put(teamId, '{}');
  await createPreferences(db).setDestination(teamId, 'only-me');
  await createPreferences(db).setSpace(teamId, 'C1', 'eu-shop');
  const flow = { teamId, userId: 'U1', flowId: '17b6aa11', account: 'a', custSpaceId: undefined, name: 'x', at: 1 };
  await createFavourites(db, dialect).add(flow);
  await createFetchHistory(db, dialect).add({ ...flow, channelId: 'C1' });
  const channel = { teamId, channelId: 'C1' };
  await createWatches(db, dialect).add({ ...channel, flow, everyMs: 1, createdBy: 'U1' }, { firstPollInMs: 0 });
  const daily = { mode: 'daily', useThread: false, broadcast: false, filesIn: 'thread' as const } as const;
  await createNotifyPreferences(db, dialect).set(teamId, 'C1', daily);
  await createOpsChannels(db).set(teamId, 'C1');
  await createWorkspaceOpsStates(db, dialect).raise(teamId, 'groups-unread');
  await createDisplayPreferences(db).setWorkspace(teamId, 'json');
  const picture = {
    kind: 'whole' as const,
    page: 0,
    screens: [],
    alt: '',
    width: 1,
    height: 1,
    png: Buffer.from('png'),
  };
  await createPictures(db, dialect).put(teamId, 'shared', [picture]);
  const late = { id: `late-${teamId}`, teamId, body: '{}', orders: '[]' };
  await createLatePictures(db, dialect, { owner: 'one', clock: { wait: () => new Promise(() => {}) } }).begin(late);
  const facts = { name: undefined, status: undefined, ageMs: 0 };
  const versions = createFlowVersions(db, dialect);
  const person = { teamId, userId: `U-of-${teamId}` };
  await versions.see(flow, '{"shared":1}', { ...facts, contentHash: 'shared' }, person);
  const own = { ...flow, flowId: `of-${teamId}` };
  await versions.see(OWN_FLOW, '{"shared":1}', { ...facts, contentHash: 'shared' }, person);
  await versions.see(own, `{"of":"${teamId}"}`, { ...facts, contentHash: `of-${teamId}` }, person);
  await createWatches(db, dialect).add({ ...channel, flow: own, everyMs: 1, createdBy: 'U1' }, { firstPollInMs: 0 });
  const request = audited({ id: `r-${teamId}`, ...person, body: '{}', flows: 1 });
  await createRequestJournal(db, dialect, 'one').accept(request, [{ key: `click:${teamId}`, withinMs: 1 }]);
}

/** Every row of every table, as text. */
async function allOf({ db }: Database): Promise<string> {
  const tables = await db.introspection.getTables();
  const rows = await Promise.all(tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(db)));
  return JSON.stringify(rows.map((result) => result.rows));
}

/** Rows of each table that has the column, as the database itself has it. */
async function rowsOf({ db }: Database, teamId: string): Promise<Record<string, number>> {
  const tables = await db.introspection.getTables();
  const ofATeam = tables.filter(({ columns }) => columns.some(({ name }) => name === 'team_id'));
  const counts: Record<string, number> = {};
  for (const { name } of ofATeam) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(name)} where team_id = ${teamId}
    `.execute(db);
    counts[name] = Number(rows[0]?.count);
  }
  return counts;
}

/** What forgetting a workspace promises, on whatever database it is given. */
export const forgetWorkspaceSuite = (open: OpenDatabase) =>
  describe('createForgetWorkspaces', () => {
    it("deletes all of a workspace, from every table, and nothing of another's", async () => {
      const database = await open();
      await fillWorkspace(database, 'T1');
      await fillWorkspace(database, 'T2');
      const before = await rowsOf(database, 'T2');
      expect(before).toMatchObject({
        installations: 1,
        workspace_preferences: 1,
        channel_preferences: 1,
        fetch_history: 1,
        favourites: 1,
        watches: 2,
        requests: 1,
        seen: 1,
        flow_versions: 3,
        channel_notify: 1,
        ops_channels: 1,
        display_preferences: 1,
        pictures: 1,
        late_pictures: 1,
        audit_events: 1,
      });
      await createForgetWorkspaces(database.db, database.dialect)('T1');
      expect(new Set(Object.values(await rowsOf(database, 'T1')))).toEqual(new Set([0]));
      expect(await rowsOf(database, 'T2')).toEqual({ ...before });
      // Nor in any other table: what both had is the other's alone.
      const left = await allOf(database);
      expect(left).not.toMatch(/T1/);
      expect(left).toContain('U-of-T2');
      expect(left).toContain(opsAccountOf('T2'));
      const contents = await database.db.selectFrom('flow_contents').select('sha256').orderBy('sha256').execute();
      expect(contents.map(({ sha256 }) => sha256)).toEqual(['of-T2', 'shared']);
    });

    it('is content with a workspace that nobody knows', async () => {
      const { db, dialect } = await open();
      await expect(createForgetWorkspaces(db, dialect)('T9')).resolves.toBeUndefined();
    });
  });
