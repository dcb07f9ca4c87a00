import { describe, expect, it } from 'vitest';
import { createAccountAccess } from '../../../../../src/access/account-access.ts';
import { createClients } from '../../../../../src/slack/workspaces/clients.ts';
import { createInstallationChanges } from '../../../../../src/slack/workspaces/installations/installation-changes.ts';
import { learnOrganisations } from '../../../../../src/slack/workspaces/installations/organisations.ts';
import { createForgetWorkspaces } from '../../../../../src/store/forget-workspace.ts';
import { instantClock, silentLog } from '../../../support/fakes.ts';
import { installationOf, organisationInstallation, setUpInstallations } from './support.ts';

const NOT_INSTALLED = { original: { kind: 'not-installed' } };
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** `E7` has installed the app, and gave it to `T71` and `T72`. */
async function setUpOrganisation() {
  const parts = await setUpInstallations();
  parts.slackSays.teams.set('xoxb-E7', ['T71', 'T72']);
  await parts.store.storeInstallation(organisationInstallation('E7'));
  await parts.learnWorkspaces('E7');
  return parts;
}

describe('an installation for an organisation', () => {
  it('is kept by the ID of the organisation, and serves the workspaces that Slack names', async () => {
    const { tokenOf, tokenFor, installations, workspaces, organisations } = await setUpOrganisation();
    expect((await installations.all()).map(({ id }) => id)).toEqual(['E7']);
    expect([await tokenFor('E7', 'T71'), await tokenFor('E7', 'T72')]).toEqual(['xoxb-E7', 'xoxb-E7']);
    expect(await tokenOf('T71')).toBe('xoxb-E7');
    expect(await workspaces.of('E7')).toEqual(['T71', 'T72']);
    expect([organisations.of('T71'), organisations.of('T73')]).toEqual(['E7', undefined]);
  });

  it('is refused where SLACK_ALLOWED_TEAMS does not name the organisation', async () => {
    const { store, installations } = await setUpInstallations();
    const refused = { kind: 'organisation-not-allowed', teamId: 'E8' };
    // Not by naming one of its workspaces either: nobody knows yet which it will serve.
    for (const team of [undefined, { id: 'T1' }]) {
      const given = { ...organisationInstallation('E8'), team } as never;
      await expect(store.storeInstallation(given)).rejects.toMatchObject(refused);
    }
    expect(await installations.all()).toEqual([]);
  });

  it('is the organisation\u2019s, also where Slack names a workspace of it with the token', async () => {
    const { store, installations } = await setUpInstallations();
    await store.storeInstallation({ ...organisationInstallation('E7'), team: { id: 'T71' } } as never);
    expect((await installations.all()).map(({ id }) => id)).toEqual(['E7']);
  });

  it('serves no workspace that Slack does not name, whatever a payload says', async () => {
    const { store, tokenFor, tokenOf } = await setUpOrganisation();
    await store.storeInstallation(installationOf('T1'));
    await expect(tokenFor('E7', 'T73')).rejects.toMatchObject(NOT_INSTALLED);
    await expect(tokenOf('T73')).rejects.toMatchObject(NOT_INSTALLED);
    // A workspace that is none of the organisation's is answered with its own token alone.
    expect(await tokenFor('E7', 'T1')).toBe('xoxb-T1');
    // And one of the organisation's by no other organisation's.
    await expect(tokenFor('E6', 'T71')).rejects.toMatchObject(NOT_INSTALLED);
  });

  it('asks Slack for the workspaces of an organisation once a minute at the most', async () => {
    const { tokenFor, calls } = await setUpOrganisation();
    for (const teamId of ['T73', 'T74', 'T75']) {
      await expect(tokenFor('E7', teamId)).rejects.toMatchObject(NOT_INSTALLED);
    }
    // Two pages of one workspace each.
    expect(calls.filter(({ method }) => method === 'auth.teams.list')).toHaveLength(2);
  });

  it('has its token exchanged once for all of its workspaces', async () => {
    const { store, createProcess, exchanges } = await setUpOrganisation();
    const ending = { refreshToken: 'xoxe-first', expiresAt: inSeconds(600) };
    await store.storeInstallation(organisationInstallation('E7', ending));
    const processes = [createProcess(), createProcess()];
    const tokens = await Promise.all(
      processes.flatMap(({ tokenFor }) => ['T71', 'T72', 'T71'].map((teamId) => tokenFor('E7', teamId))),
    );
    expect(exchanges).toEqual([{ grantType: 'refresh_token', refreshToken: 'xoxe-first' }]);
    expect(new Set(tokens)).toEqual(new Set(['xoxb-E7', 'xoxe.xoxb-fresh-1']));
    expect(await createProcess().tokenOf('T72')).toBe('xoxe.xoxb-fresh-1');
  });

  it('gives clients that say which workspace their calls are about', async () => {
    const { authorize, calls, slackSays } = await setUpOrganisation();
    const fetch = async (url: string | URL | Request, init?: RequestInit) => {
      calls.push({
        method: new URL(String(url)).pathname.slice('/api/'.length),
        token: new Headers(init?.headers).get('authorization')?.replace('Bearer ', ''),
        args: Object.fromEntries(new URLSearchParams(String(init?.body))),
      });
      return Response.json({ ok: true });
    };
    const options = { slackApiUrl: 'https://slack.test/api/', fetch };
    const clients = createClients(authorize, { people: options, background: options });
    calls.splice(0);
    await (await clients.clientFor('T71')).usergroups.users.list({ usergroup: 'S1' });
    await (await clients.backgroundClientFor('T72')).files.list({ channel: 'C1' });
    expect(calls.map(({ method, token, args }) => [method, token, args.team_id])).toEqual([
      ['usergroups.users.list', 'xoxb-E7', 'T71'],
      ['files.list', 'xoxb-E7', 'T72'],
    ]);
    expect(slackSays.revoked.size).toBe(0);
  });

  it('opens the accounts of its workspaces alone, which may be said by the organisation', async () => {
    const { installations, workspaces, createProcess } = await setUpOrganisation();
    const { organisations } = createProcess();
    const warned: unknown[] = [];
    const log = { warn: (facts: unknown) => void warned.push(facts) };
    const account = (name: string, ...served: string[]) => ({ name, workspaces: served }) as never;
    const accounts = [account('of-organisation', 'E7'), account('of-first', 'T71'), account('of-other', 'T1')];
    const access = createAccountAccess({ accounts, allowedTeams: ['T1', 'E7'], organisationOf: organisations.of });
    const { isAllowed } = access;
    expect(await learnOrganisations({ installations, workspaces, organisations, isAllowed, log })).toEqual(['E7']);
    const namesOf = (teamId: string) => access.accountsOf(teamId).map(({ name }) => name);
    expect([namesOf('T71'), namesOf('T72'), namesOf('T73')]).toEqual([
      ['of-organisation', 'of-first'],
      ['of-organisation'],
      [],
    ]);
    expect(warned).toEqual([]);
    // Taken off the list after it was installed.
    const without = createAccountAccess({ accounts, allowedTeams: ['T1'], organisationOf: organisations.of });
    await learnOrganisations({ installations, workspaces, organisations, isAllowed: without.isAllowed, log });
    expect(without.accountsOf('T71')).toEqual([]);
    expect(warned).toEqual([{ id: 'E7' }]);
  });
});

describe('what becomes of the app in an organisation', () => {
  /** What is stored of each workspace, by one table that stands for all. */
  async function setUpRows() {
    const parts = await setUpOrganisation();
    await parts.tokenFor('E7', 'T71');
    const add = (teamId: string) =>
      parts.db.insertInto('ops_channels').values({ team_id: teamId, channel_id: 'C1' }).execute();
    for (const teamId of ['T1', 'T71', 'T72']) await add(teamId);
    await parts.store.storeInstallation(installationOf('T1'));
    const rows = async () =>
      (await parts.db.selectFrom('ops_channels').select('team_id').orderBy('team_id').execute()).map(
        ({ team_id: teamId }) => teamId,
      );
    return { ...parts, rows };
  }
  const ofOrganisation = { teamId: undefined, organisationId: 'E7', isOfOrganisation: true };

  it('is forgotten again, since what was under way may have stored something of it meanwhile', async () => {
    const { changes, rows, db, later, store } = await setUpRows();
    const lateRow = (teamId: string) =>
      db.insertInto('ops_channels').values({ team_id: teamId, channel_id: 'C2' }).execute();
    expect(await changes.ended({ teamId: 'T1', organisationId: undefined, isOfOrganisation: false })).toEqual(['T1']);
    await changes.revoked('E7', ['T71']);
    expect(await rows()).toEqual(['T72']);
    await lateRow('T1');
    await lateRow('T71');
    expect(later.map(({ ms }) => ms)).toEqual([20_000, 120_000, 900_000, 20_000, 120_000, 900_000]);
    for (const { run } of later) run();
    await expect.poll(rows).toEqual(['T72']);
    // Who has installed it anew meanwhile keeps what is stored.
    await store.storeInstallation(installationOf('T1'));
    await lateRow('T1');
    await lateRow('T71');
    for (const { run } of later) run();
    await expect.poll(rows).toEqual(['T1', 'T72']);
  });

  it('is given to another workspace', async () => {
    const { changes, tokenFor, tokenOf } = await setUpRows();
    await expect(tokenFor('E7', 'T73')).rejects.toMatchObject(NOT_INSTALLED);
    await changes.granted('E7', ['T73']);
    expect([await tokenFor('E7', 'T73'), await tokenOf('T73')]).toEqual(['xoxb-E7', 'xoxb-E7']);
  });

  it('is given by no organisation that has not installed it', async () => {
    const { changes, workspaces, tokenOf } = await setUpRows();
    await changes.granted('E6', ['T1', 'T71', 'T76']);
    expect(await workspaces.all()).toEqual(['T71', 'T72'].map((teamId) => ({ teamId, organisationId: 'E7' })));
    expect(await tokenOf('T1')).toBe('xoxb-T1');
  });

  it('is taken from one workspace: that one is forgotten, the other goes on', async () => {
    const { changes, rows, tokenFor, tokenOf, slackSays, createProcess, organisations } = await setUpRows();
    slackSays.teams.set('xoxb-E7', ['T72']);
    expect(await changes.revoked('E7', ['T71', 'T1'])).toEqual(['T71']);
    expect(await rows()).toEqual(['T1', 'T72']);
    await expect(tokenFor('E7', 'T71')).rejects.toMatchObject(NOT_INSTALLED);
    await expect(tokenOf('T71')).rejects.toMatchObject(NOT_INSTALLED);
    await expect(createProcess().tokenOf('T71')).rejects.toMatchObject(NOT_INSTALLED);
    expect(organisations.of('T71')).toBeUndefined();
    expect([await tokenFor('E7', 'T72'), await tokenOf('T1')]).toEqual(['xoxb-E7', 'xoxb-T1']);
  });

  it('is taken by no other organisation', async () => {
    const { changes, rows, tokenOf } = await setUpRows();
    expect(await changes.revoked('E6', ['T71', 'T1'])).toEqual([]);
    expect(await changes.ended({ ...ofOrganisation, organisationId: 'E6' })).toEqual([]);
    expect(await rows()).toEqual(['T1', 'T71', 'T72']);
    expect(await tokenOf('T71')).toBe('xoxb-E7');
  });

  it('is uninstalled: all of its workspaces are forgotten, and no other', async () => {
    const { changes, rows, tokenOf, installations, workspaces } = await setUpRows();
    expect(await changes.ended(ofOrganisation)).toEqual(['T71', 'T72']);
    expect(await rows()).toEqual(['T1']);
    expect((await installations.all()).map(({ id }) => id)).toEqual(['T1']);
    expect(await workspaces.all()).toEqual([]);
    for (const teamId of ['T71', 'T72']) await expect(tokenOf(teamId)).rejects.toMatchObject(NOT_INSTALLED);
    expect(await tokenOf('T1')).toBe('xoxb-T1');
  });

  it('is uninstalled, and the event names but one of its workspaces', async () => {
    const { changes, rows, slackSays } = await setUpRows();
    slackSays.revoked.add('xoxb-E7');
    expect(await changes.ended({ teamId: 'T71', organisationId: 'E7', isOfOrganisation: false })).toEqual([
      'T71',
      'T72',
    ]);
    expect(await rows()).toEqual(['T1']);
  });

  it('is uninstalled, and installed again: it begins anew', async () => {
    const { changes, store, tokenFor, rows } = await setUpRows();
    await changes.ended(ofOrganisation);
    await store.storeInstallation(organisationInstallation('E7', { token: 'xoxb-again' }));
    await changes.granted('E7', ['T71']);
    expect(await tokenFor('E7', 'T71')).toBe('xoxb-again');
    expect(await rows()).toEqual(['T1']);
  });

  it('of a workspace that has it by itself too ends with the last of both', async () => {
    const { changes, store, rows, tokenOf, slackSays } = await setUpRows();
    await store.storeInstallation({ ...installationOf('T71'), enterprise: { id: 'E7' } });
    expect(await tokenOf('T71')).toBe('xoxb-E7');
    // Its own: the organisation's goes on.
    const own = { teamId: 'T71', organisationId: 'E7', isOfOrganisation: false };
    expect(await changes.ended(own)).toEqual([]);
    expect([await rows(), await tokenOf('T71')]).toEqual([['T1', 'T71', 'T72'], 'xoxb-E7']);
    // Installed again; then the organisation takes its own from it.
    await store.storeInstallation({ ...installationOf('T71'), enterprise: { id: 'E7' } });
    slackSays.teams.set('xoxb-E7', ['T72']);
    expect(await changes.revoked('E7', ['T71'])).toEqual([]);
    expect([await rows(), await tokenOf('T71')]).toEqual([['T1', 'T71', 'T72'], 'xoxb-T71']);
    expect(await changes.ended(ofOrganisation)).toEqual(['T72']);
    expect([await rows(), await tokenOf('T71')]).toEqual([['T1', 'T71'], 'xoxb-T71']);
    expect(await changes.ended(own)).toEqual(['T71']);
    expect(await rows()).toEqual(['T1']);
  });

  it('is not ended where Slack names the organisation but goes on to take its token', async () => {
    const { changes, store, rows, installations } = await setUpRows();
    await store.storeInstallation({ ...installationOf('T71'), enterprise: { id: 'E7' } });
    expect(await changes.ended({ ...ofOrganisation, teamId: 'T71' })).toEqual([]);
    expect(await rows()).toEqual(['T1', 'T71', 'T72']);
    expect((await installations.all()).map(({ id }) => id)).toEqual(['E7', 'T1']);
  });

  it.each([
    ['the organisation, and one of its workspaces', true],
    ['one of its workspaces alone', false],
  ])(
    'loses nothing while Slack can not be asked whether it has ended, where the event names %s',
    async (_names, isOfOrganisation) => {
      const { changes, rows, installations, workspaces, slackSays } = await setUpRows();
      const ended = { ...ofOrganisation, teamId: 'T71', isOfOrganisation };
      slackSays.silences = Number.POSITIVE_INFINITY;
      await expect(changes.ended(ended)).rejects.toMatchObject({ kind: 'installation-unknown' });
      slackSays.silences = 0;
      // Another token of the same installation works, or will soon.
      slackSays.testError = 'token_expired';
      await expect(changes.ended(ended)).rejects.toMatchObject({ kind: 'installation-unknown' });
      expect(await rows()).toEqual(['T1', 'T71', 'T72']);
      expect((await installations.all()).map(({ id }) => id)).toEqual(['E7', 'T1']);
      expect(await workspaces.of('E7')).toEqual(['T71', 'T72']);
    },
  );

  it('is asked for again where Slack does not answer at once', async () => {
    const { changes, rows, slackSays, store } = await setUpRows();
    await store.storeInstallation({ ...installationOf('T71'), enterprise: { id: 'E7' } });
    slackSays.silences = 2;
    expect(await changes.ended({ ...ofOrganisation, teamId: 'T71' })).toEqual([]);
    expect(await rows()).toEqual(['T1', 'T71', 'T72']);
    slackSays.silences = 2;
    slackSays.revoked.add('xoxb-E7');
    expect(await changes.ended({ ...ofOrganisation, teamId: 'T72' })).toEqual(['T71', 'T72']);
    expect(await rows()).toEqual(['T1']);
  });

  it('has ended where nothing is stored of it: the rest of its workspaces is forgotten', async () => {
    const { changes, rows, installations, workspaces, forgetKept } = await setUpRows();
    await installations.remove('E7');
    forgetKept('E7');
    expect(await changes.ended({ ...ofOrganisation, teamId: 'T71' })).toEqual(['T71', 'T72']);
    expect([await rows(), await workspaces.all()]).toEqual([['T1'], []]);
  });

  it.each([
    ['uninstalled', 'remove'],
    ['uninstalled', 'forgetStored'],
    ['revoked', 'remove'],
    ['revoked', 'forgetStored'],
  ])('is %s to the end when the event comes again, where the database fails at %s', async (change, failing) => {
    const { db, dialect, rows, slackSays, store, installations, workspaces, isTokenTaken, forgetKept } =
      await setUpRows();
    await store.storeInstallation({ ...installationOf('T72'), enterprise: { id: 'E7' } });
    slackSays.revoked.add('xoxb-E7');
    let failures = 1;
    const failOnce = (name: string) => {
      if (name === failing && failures-- > 0) throw new Error('the database is gone');
    };
    const forget = createForgetWorkspaces(db, dialect);
    const changes = createInstallationChanges({
      installations,
      workspaces: {
        ...workspaces,
        async remove(...given) {
          failOnce('remove');
          await workspaces.remove(...given);
        },
      },
      async forgetStored(...ids) {
        failOnce('forgetStored');
        await forget(...ids);
      },
      forgetKept,
      isTokenTaken,
      clock: instantClock,
      log: silentLog,
    });
    const happens = () =>
      change === 'revoked'
        ? changes.revoked('E7', ['T71', 'T72'])
        : changes.ended({ teamId: 'T71', organisationId: undefined, isOfOrganisation: false });
    await expect(happens()).rejects.toThrow('the database is gone');
    expect(await happens()).toEqual(['T71']);
    expect([await rows(), await workspaces.all()]).toEqual([['T1', 'T72'], []]);
  });
});
