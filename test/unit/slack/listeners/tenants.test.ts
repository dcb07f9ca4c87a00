import { describe, expect, it, type Mock } from 'vitest';
import { type AccountAccessParts, createAccountAccess } from '../../../../src/access/account-access.ts';
import type { CamsAccount } from '../../../../src/cams/account.ts';
import type { AccountSettings } from '../../../../src/settings/types.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { ORGANISATION, TEAM } from '../fixtures/people.ts';
import { messageShortcut } from '../fixtures/shortcuts.ts';
import { setUpApp } from '../support/bolt.ts';
import { catalogued } from '../support/flows.ts';
import { ID, NEEDS_NOTHING, WAYS } from '../support/ways.ts';

/** The account that every forged button of `ways.ts` names; it serves another workspace. */
const OTHERS: AccountSettings = {
  name: 'default',
  endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
  accessKey: undefined,
  custSpaceId: undefined,
  callsPerSecond: 5,
  spaces: [{ name: 'their-shop', custSpaceId: 'cams-theirs' }],
  workspaces: ['T0OWNER'],
};
const OWN: AccountSettings = { ...OTHERS, name: 'own', spaces: [], workspaces: [TEAM.id] };
/** What only the other workspace may ever read. */
const SECRETS = ['their-shop', 'cams-theirs', 'Secret flow', 'U0STRANGER', '"default"', '`default`', ' default '];

const person = { flowId: ID, account: 'default', custSpaceId: 'cams-theirs', name: 'Secret flow', at: 1 };
const theirs = { flowId: ID, account: 'default', custSpaceId: 'cams-theirs' };

/** A bot that has an account of another workspace, and all that is stored of it; `accounts`: what it has besides. */
function setUpTenant(...accounts: AccountSettings[]) {
  return setUpWith(
    {
      allowedTeams: ['T0OWNER', ...(accounts.length > 0 ? [TEAM.id] : [])],
      organisationOf: () => undefined,
    },
    ...accounts,
  );
}

function setUpWith(tenancy: Omit<AccountAccessParts, 'accounts'>, ...accounts: AccountSettings[]) {
  const access = createAccountAccess({ accounts: [OTHERS, ...accounts], ...tenancy });
  const healthOf = (name: string) =>
    ({
      name,
      health: () => ({
        callsInLastMinute: 1,
        limitPerMinute: 300,
        queue: { ahead: 0, expectedWaitMs: 0 },
        lastSuccessAt: undefined,
        lastError: undefined,
      }),
    }) as Partial<CamsAccount> as CamsAccount;
  const app = setUpApp({ camsAccounts: () => [OTHERS, ...accounts].map(({ name }) => healthOf(name)) }, access);
  app.find.mockResolvedValue({
    flows: [catalogued({ ...theirs, name: 'Secret flow' })],
    total: 1,
    isComplete: true,
  });
  const version = {
    flow: theirs,
    version: 2,
    contentHash: 'a'.repeat(64),
    file: { sha256: 'b'.repeat(64), bytes: 23 },
    json: '{"title":"Secret flow"}',
    name: 'Secret flow',
    status: undefined,
    firstSeenAt: 1,
    firstSeenBy: 'U0STRANGER',
  };
  const isTheirs = ({ account }: { account: string }) => account === 'default';
  app.versions.latest.mockImplementation(async (flow) => (isTheirs(flow) ? version : undefined));
  app.versions.get.mockImplementation(async (flow) => (isTheirs(flow) ? version : undefined));
  app.versions.list.mockImplementation(async (flow) => (isTheirs(flow) ? [version] : []));
  app.lookAtFlow.mockImplementation(async (flow) =>
    isTheirs(flow) ? version : { ...version, flow, json: '{}', name: undefined, firstSeenBy: undefined },
  );
  app.favourites.list.mockResolvedValue([person]);
  app.history.recent.mockResolvedValue([{ ...person, channelId: 'C9' }]);
  const watch = { teamId: TEAM.id, channelId: 'C9', flow: theirs, everyMs: 600_000, createdBy: 'U0STRANGER' };
  const asMade = { ...watch, createdAt: 0, pausedUntil: undefined, pausedWhy: undefined };
  app.watches.ofChannel.mockResolvedValue([asMade]);
  app.watches.ofCreator.mockResolvedValue([asMade]);
  /** Everything by which flows, lists, versions and accounts can be reached or changed. */
  const reached: Record<string, Mock> = {
    accept: app.accept,
    find: app.find,
    lookUp: app.lookUp,
    checkFlow: app.checkFlow,
    lookAtFlow: app.lookAtFlow,
    share: app.share,
    addWatch: app.watches.add,
    mute: app.watches.mute,
    addFavourite: app.favourites.add,
    latest: app.versions.latest,
    get: app.versions.get,
    list: app.versions.list,
  };
  const { client } = app;
  const shown = () =>
    JSON.stringify(
      [app.acks, app.posts, client.openView, client.publishView, client.postMessage, client.postEphemeral].map((one) =>
        'mock' in one ? one.mock.calls : one,
      ),
    );
  return { ...app, reached, shown };
}

const DOORS = WAYS.filter(
  ([name]) => !NEEDS_NOTHING.includes(name) && !/event (app_uninstalled|tokens_revoked|team_access)/.test(name),
);

describe('a guest, whose workspace no account serves', () => {
  it.each(DOORS)('%s shows nothing, and reaches nothing', async (name, payload) => {
    const { send, reached, shown, opsChannels, started } = setUpTenant();
    await send(payload);
    for (const [what, call] of Object.entries(reached)) expect([what, call.mock.calls]).toEqual([what, []]);
    expect(opsChannels.set).not.toHaveBeenCalled();
    expect(started).toEqual([]);
    for (const secret of SECRETS) expect(shown()).not.toContain(secret);
    if (!name.startsWith('options ')) expect(shown()).toContain("doesn't serve your workspace");
  });
});

describe('a tenant, whose workspace has an account of its own', () => {
  it.each(DOORS)(
    "%s reaches nothing of another workspace's account, whatever its button says",
    async (_name, payload) => {
      const { send, reached, shown } = setUpTenant(OWN);
      await send(payload);
      for (const [what, call] of Object.entries(reached)) {
        expect(JSON.stringify([what, call.mock.calls])).not.toMatch(/"account":"default"|cams-theirs/);
      }
      // A name that its own button holds is nothing new to who clicks it.
      for (const secret of ['their-shop', 'cams-theirs', 'U0STRANGER']) expect(shown()).not.toContain(secret);
    },
  );

  it.each([
    `${ID} space:their-shop`,
    `${ID} space:default`,
    `watch ${ID} space:default`,
    `history ${ID} space:default`,
  ])('is not let in by a name: %s', async (text) => {
    const { send, reached } = setUpTenant(OWN);
    await send(slashCommand(text));
    // The name of another's space is what any unknown word is: at the most a CustSpaceId of the own account.
    for (const call of Object.values(reached)) {
      expect(JSON.stringify(call.mock.calls)).not.toMatch(/"account":"default"|cams-theirs/);
    }
  });

  it('finds the IDs of a message in its own lists alone', async () => {
    const { send, lookUp, started } = setUpTenant(OWN);
    await send(messageShortcut({ text: `flow ID: ${ID}` }));
    expect(lookUp).toHaveBeenCalledOnce();
    expect(lookUp.mock.calls[0]?.[0].map(({ account }) => account)).not.toContain('default');
    expect(started).toMatchObject([{ flows: [{ flowId: ID, account: 'own' }] }]);
  });

  it('is told of a name in its own lists alone', async () => {
    const { send, find } = setUpTenant(OWN);
    await send(slashCommand('secret space:default'));
    await send(slashCommand('secret'));
    // The other's name is to this workspace a space that its own account does not name.
    expect(find.mock.calls.map(([space]) => space.account)).toEqual(['own', 'own']);
  });

  it('fetches from its own', async () => {
    const { send, started } = setUpTenant(OWN);
    await send(slashCommand(ID));
    expect(started).toMatchObject([{ flows: [{ flowId: ID, account: 'own' }], teamId: TEAM.id }]);
  });
});

/** Both workspaces are of one organisation, which has installed the app once for both. */
const IN_ORGANISATION = { allowedTeams: [ORGANISATION.id], organisationOf: () => ORGANISATION.id };
/** As Slack sends it then, once it is known where it was. */
const ofOrganisation = (payload: object) => ({
  ...payload,
  enterprise: ORGANISATION,
  ...('team' in payload || 'team_id' in payload ? {} : { team: TEAM }),
  is_enterprise_install: 'command' in payload ? 'true' : true,
});

describe('a workspace of an organisation, whose account serves another workspace of it', () => {
  it.each(DOORS)('%s shows nothing, and reaches nothing', async (name, payload) => {
    const { send, reached, shown, opsChannels, started } = setUpWith(IN_ORGANISATION);
    await send(ofOrganisation(payload));
    for (const [what, call] of Object.entries(reached)) expect([what, call.mock.calls]).toEqual([what, []]);
    expect(opsChannels.set).not.toHaveBeenCalled();
    expect(started).toEqual([]);
    for (const secret of SECRETS) expect(shown()).not.toContain(secret);
    if (!name.startsWith('options ')) expect(shown()).toContain("doesn't serve your workspace");
  });

  it.each(DOORS)('%s reaches only its own account, whatever its button says', async (_name, payload) => {
    const { send, reached, shown } = setUpWith(IN_ORGANISATION, OWN);
    await send(ofOrganisation(payload));
    for (const [what, call] of Object.entries(reached)) {
      expect(JSON.stringify([what, call.mock.calls])).not.toMatch(/"account":"default"|cams-theirs/);
    }
    for (const secret of ['their-shop', 'cams-theirs', 'U0STRANGER']) expect(shown()).not.toContain(secret);
  });

  it('reaches one that serves the whole organisation', async () => {
    const ofAll = { ...OWN, workspaces: [ORGANISATION.id] };
    const { send, started } = setUpWith(IN_ORGANISATION, ofAll);
    await send(ofOrganisation(slashCommand(ID)));
    expect(started).toMatchObject([{ flows: [{ flowId: ID, account: 'own' }], teamId: TEAM.id }]);
  });
});
