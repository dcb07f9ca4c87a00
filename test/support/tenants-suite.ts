import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { createAuditRecords } from '../../src/store/repositories/audit-records.ts';
import { createDisplayPreferences } from '../../src/store/repositories/display-preferences.ts';
import { createFavourites } from '../../src/store/repositories/favourites.ts';
import { createFetchHistory } from '../../src/store/repositories/fetch-history.ts';
import { createFlowVersions } from '../../src/store/repositories/flow-versions.ts';
import { createHeldQuestions } from '../../src/store/repositories/held-questions.ts';
import { createNotifyPreferences } from '../../src/store/repositories/notify-preferences.ts';
import { createOpsChannels } from '../../src/store/repositories/ops-channels.ts';
import { createOrganisationWorkspaces } from '../../src/store/repositories/organisation-workspaces.ts';
import { createPreferences } from '../../src/store/repositories/preferences.ts';
import { createWatches } from '../../src/store/repositories/watches.ts';
import type { Tables } from '../../src/store/schema.ts';
import { TABLES } from '../../src/store/tables.ts';
import { fillWorkspace, OWN_FLOW } from './forget-workspace-suite.ts';
import type { OpenDatabase } from './store-suites.ts';

type Read = (database: Database, teamId: string, held: string) => Promise<unknown>;

async function auditOf({ db, dialect }: Database, teamId: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const page of createAuditRecords(db, dialect).read({ teamId, since: 0 })) found.push(...page);
  return found;
}

type TeamTable = { [Name in keyof Tables]: 'team_id' extends keyof Tables[Name] ? Name : never }[keyof Tables];

/** Nobody reads these for a workspace. */
const READ_BY_NO_DOOR = [
  // By the processes, for the requests that they run.
  'requests',
  'seen',
  // By the process that shares them, for the message whose file they belong to.
  'late_pictures',
  // By the key of their content: who has that has it already.
  'pictures',
  // By Bolt, for the token.
  'installations',
  'organisation_workspaces',
  // By retention and by an uninstall.
  'audit_removals',
] as const;

/** How a door reads each other table that has rows of workspaces: a table that is in neither doesn't compile. */
const READS: Record<Exclude<TeamTable, (typeof READ_BY_NO_DOOR)[number]>, Read> = {
  workspace_preferences: async ({ db }, teamId) => (await createPreferences(db).of(teamId, undefined)).destination,
  channel_preferences: async ({ db }, teamId) => (await createPreferences(db).of(teamId, 'C1')).space,
  fetch_history: ({ db, dialect }, teamId) => createFetchHistory(db, dialect).recent(teamId, 'U1', 10),
  favourites: ({ db, dialect }, teamId) => createFavourites(db, dialect).list(teamId, 'U1'),
  watches: async ({ db, dialect }, teamId) => {
    const watches = createWatches(db, dialect);
    return [await watches.ofChannel(teamId, 'C1'), await watches.ofCreator(teamId, 'U1')];
  },
  flow_versions: ({ db, dialect }, teamId) => createFlowVersions(db, dialect).ofTeam(teamId).list(OWN_FLOW, 10),
  channel_notify: ({ db, dialect }, teamId) => createNotifyPreferences(db, dialect).get(teamId, 'C1'),
  ops_channels: ({ db }, teamId) => createOpsChannels(db).of(teamId),
  display_preferences: ({ db }, teamId) => createDisplayPreferences(db).of(teamId, 'C1'),
  audit_events: auditOf,
  held_questions: ({ db, dialect }, teamId, held) => createHeldQuestions(db, dialect).find(held, teamId),
};

/** Two workspaces of an organisation share its token, and nothing that is stored. */
export const tenantsSuite = (open: OpenDatabase) =>
  describe('two workspaces of an organisation', () => {
    it('are asked of each table that has rows of workspaces', () => {
      const ofWorkspaces = Object.entries(TABLES).flatMap(([name, { ofWorkspace }]) =>
        ofWorkspace === 'team_id' ? [name] : [],
      );
      expect([...Object.keys(READS), ...READ_BY_NO_DOOR].toSorted()).toEqual(ofWorkspaces.toSorted());
    });

    it.each(Object.entries(READS))('read nothing of each other in %s', async (_table, read) => {
      const database = await open();
      const { db, dialect } = database;
      await createOrganisationWorkspaces(db, dialect).add('E7', ['T71', 'T72']);
      const held = createHeldQuestions(db, dialect);
      const nothing = await read(database, 'T71', '0f8fad5b-d9cb-469f-a165-70867728950e');
      await fillWorkspace(database, 'T71');
      const ofFirst = await held.keep({ teamId: 'T71', userId: 'U1', channelId: 'C1', body: '{}' });
      expect(await read(database, 'T71', ofFirst)).not.toEqual(nothing);
      expect(await read(database, 'T72', ofFirst)).toEqual(nothing);
      expect(await read(database, 'E7', ofFirst)).toEqual(nothing);
    });
  });
