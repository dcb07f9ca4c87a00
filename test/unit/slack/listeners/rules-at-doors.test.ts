import { describe, expect, it, type Mock } from 'vitest';
import type { Access } from '../../../../src/access/access.ts';
import type { Clock } from '../../../../src/clock.ts';
import { RIGHTS } from '../../../../src/settings/access/policy.ts';
import type { AccessPolicy, Right } from '../../../../src/settings/types.ts';
import { SUBCOMMANDS } from '../../../../src/slack/listeners/commands/table.ts';
import { homeWatchValueOf } from '../../../../src/slack/payloads/home-watch-value.ts';
import { accessWith } from '../../support/access.ts';
import { instantClock } from '../../support/fakes.ts';
import { homeButton, messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { homeOpened } from '../fixtures/events.ts';
import { outsidersMention } from '../fixtures/messages.ts';
import { CHANNEL, TEAM, USER } from '../fixtures/people.ts';
import { chosen, chosenFlows, submission } from '../fixtures/views.ts';
import { setUpApp } from '../support/bolt.ts';
import { catalogued } from '../support/flows.ts';
import { english } from '../support/texts.ts';
import { DOORS, ID, nameOf, ORIGIN, REQUEST, WAYS } from '../support/ways.ts';

const MEMBERS_ONLY = english('membersOnly', { workspace: 'Harbour & Co' });
const NOBODY: Partial<AccessPolicy> = { default: 'deny' };
/** What anybody may do: these open nothing, and end only what is the person's own. Each is here by a decision. */
const OPEN = ['action open_preview', 'action remove_favourite', 'action home_refresh', 'event app_home_opened'];
/** Of installations: nobody did them, and they reach nothing but installations. */
const BY_NOBODY = ['app_uninstalled', 'team_access_granted', 'team_access_revoked', 'tokens_revoked'].map(
  (name) => `event ${name}`,
);
const ASKING = WAYS.filter(([name]) => ![...OPEN, ...BY_NOBODY].includes(name));

function setUp(access: Access, clock?: Pick<Clock, 'wait'>) {
  const app = setUpApp({}, undefined, access, clock);
  app.lookAtFlow.mockRejectedValue(new Error('was asked for'));
  const { client } = app;
  /** Everything by which something is seen, changed or posted. */
  const reached: Record<string, Mock> = {
    accept: app.accept,
    find: app.find,
    lookUp: app.lookUp,
    checkFlow: app.checkFlow,
    lookAtFlow: app.lookAtFlow,
    share: app.share,
    readThread: app.readThread,
    addWatch: app.watches.add,
    removeWatch: app.watches.remove,
    muteWatch: app.watches.mute,
    watchesOfChannel: app.watches.ofChannel,
    addFavourite: app.favourites.add,
    latest: app.versions.latest,
    get: app.versions.get,
    list: app.versions.list,
    setSpace: app.preferences.setSpace,
    setDestination: app.preferences.setDestination,
    setNotify: app.notifyPreferences.set,
    ops: app.opsChannels.set,
    openView: client.openView,
    joinConversation: client.joinConversation,
  };
  const shown = () =>
    // Plain text and mrkdwn alike.
    JSON.stringify([
      app.acks,
      app.posts,
      [client.openView, client.publishView, client.postMessage, client.postEphemeral].map(({ mock }) => mock.calls),
    ]).replaceAll('&amp;', '&');
  const touched = () => Object.entries(reached).flatMap(([name, { mock }]) => (mock.calls.length > 0 ? [name] : []));
  return { ...app, shown, touched };
}

describe('every door and subcommand', () => {
  it('asks the rules, or is open by a decision that this test knows', () => {
    const open = DOORS.flatMap((door) => ('right' in door && door.right === 'open' ? [nameOf(door)] : []));
    expect(open.toSorted()).toEqual(OPEN.filter((name) => !name.startsWith('event ')).toSorted());
    expect(SUBCOMMANDS.flatMap(({ name, right }) => (right === 'open' ? [name] : []))).toEqual(['help']);
    const events = DOORS.flatMap((door) => (door.kind === 'event' ? [`event ${door.name}: ${door.isOf}`] : []));
    expect(events.toSorted()).toEqual(
      ['event app_home_opened: person', ...BY_NOBODY.map((name) => `${name}: installation`)].toSorted(),
    );
    expect(ASKING.length).toBeGreaterThan(40);
  });

  it.each(ASKING)('%s does nothing for whom no rule allows anything, and says whom to ask', async (name, payload) => {
    const ask = { kind: 'channel', id: 'C0HELP' } as const;
    const { send, touched, shown, lines } = setUp(accessWith({ ...NOBODY, ask }));
    expect(await send(payload)).toHaveLength(1);
    expect(touched()).toEqual([]);
    expect(shown()).toMatch(/don't have permission to/);
    if (!/^(view|options) /.test(name)) expect(shown()).toContain('<#C0HELP>');
    if (!name.startsWith('options ')) expect(shown()).toContain('default: deny');
    expect(lines).toEqual(['info: Refused by a rule']);
  });

  it.each(ASKING)('%s says to a guest that it is no matter for guests', async (_name, payload) => {
    const { send, touched, shown } = setUp(accessWith({}, { person: () => ({ kind: 'guest', isAdmin: false }) }));
    await send(payload);
    expect(touched()).toEqual([]);
    expect(shown()).toContain("guests don't have permission to");
  });

  it.each(ASKING.filter(([name]) => !name.startsWith('options ')))(
    '%s says to somebody of another organisation whom it is for',
    async (_name, payload) => {
      const { send, touched, shown } = setUp(accessWith({}, { person: () => ({ kind: 'outsider', isAdmin: false }) }));
      await send(payload);
      expect(touched()).toEqual([]);
      expect(shown()).toContain(MEMBERS_ONLY);
    },
  );

  it.each(ASKING)('%s does nothing where Slack does not say who it is', async (name, payload) => {
    const { send, touched, shown } = setUp(accessWith({}, { person: async () => undefined }));
    await send(payload);
    expect(touched()).toEqual([]);
    if (!name.startsWith('options ')) expect(shown()).toContain('Slack did not say who you are');
  });

  it.each(RIGHTS)(
    'that needs the right to %s opens with that right, and with fetch where it shows JSON',
    async (right) => {
      const opening = SUBCOMMANDS.filter((subcommand) => subcommand.right === right);
      const others = SUBCOMMANDS.filter((subcommand) => ![right, 'open'].includes(subcommand.right));
      const text = async (name: string, rights: readonly Right[] = [right]): Promise<string> => {
        const rules = [{ ...allow(right), rights }];
        const app = setUp(accessWith({ ...NOBODY, rules }));
        for (const [way, payload] of WAYS) if (way === `command /flow-json ${name}`) await app.send(payload);
        return app.shown();
      };
      for (const { name, showsJson } of opening) {
        expect(await text(name, showsJson ? [right, 'fetch'] : [right])).not.toContain("don't have permission");
      }
      for (const { name } of others) expect(await text(name)).toContain("don't have permission");
    },
  );
});

const allow = (right: Right, more: Partial<AccessPolicy['rules'][number]> = {}) => ({
  name: `allows to ${right}`,
  effect: 'allow' as const,
  rights: [right],
  who: [{ kind: 'everybody' as const }],
  where: undefined,
  which: undefined,
  ...more,
});
const settingsDenied = { rules: [{ ...allow('settings'), name: 'no settings', effect: 'deny' as const }] };

describe('a watch', () => {
  const flow = { flowId: ID, account: 'default', custSpaceId: undefined };
  const WATCH = {
    teamId: TEAM.id,
    channelId: CHANNEL.id,
    flow,
    everyMs: 600_000,
    createdAt: 0,
    pausedUntil: undefined,
    pausedWhy: 'muted' as const,
  };
  const ways = WAYS.filter(([name]) => /unwatch|mute_watch/.test(name));

  it.each(ways)('of another is not ended or muted without the right to the settings: %s', async (_name, payload) => {
    const { send, watches, shown } = setUp(accessWith(settingsDenied));
    watches.find.mockResolvedValue({ ...WATCH, createdBy: 'U0OTHER' });
    await send(payload);
    expect(watches.remove).not.toHaveBeenCalled();
    expect(watches.mute).not.toHaveBeenCalled();
    expect(shown()).toContain('The rule `no settings` denies it.');
  });

  it.each(ways)("is its creator's to end and to mute: %s", async (_name, payload) => {
    const { send, watches } = setUp(accessWith(settingsDenied));
    watches.find.mockResolvedValue({ ...WATCH, createdBy: USER.id });
    await send(payload);
    expect([...watches.remove.mock.calls, ...watches.mute.mock.calls]).toHaveLength(1);
  });

  it('of another is not changed without the right to the settings', async () => {
    const { send, watches, shown } = setUp(accessWith(settingsDenied));
    watches.find.mockResolvedValue({ ...WATCH, createdBy: 'U0OTHER' });
    await send(slashCommand(`watch ${ID} every 1h`));
    expect(watches.add).not.toHaveBeenCalled();
    expect(shown()).toContain('no settings');
  });

  it('of another channel is not ended by what came back through Slack', async () => {
    const rules = [allow('watch'), allow('settings', { where: [{ kind: 'channel', id: CHANNEL.id }] })];
    const { send, watches, shown } = setUp(accessWith({ ...NOBODY, rules }));
    watches.find.mockResolvedValue({ ...WATCH, channelId: 'C0SECRET', createdBy: 'U0OTHER' });
    await send(homeButton('home_unwatch', homeWatchValueOf({ channelId: 'C0SECRET', flow })));
    expect(watches.remove).not.toHaveBeenCalled();
    expect(shown()).toContain("don't have permission to change the settings");
  });
});

describe('what came back through Slack', () => {
  const only = (more: Partial<AccessPolicy['rules'][number]>) =>
    accessWith({ ...NOBODY, rules: [allow('fetch', more)] });
  const anySpace = { space: undefined, flow: undefined };

  it.each([
    ['account', only({ which: [{ ...anySpace, account: 'own' }] })],
    ['space', only({ which: [{ ...anySpace, account: 'default', space: { custSpaceId: 'cams-eu' } }] })],
    ['flow', only({ which: [{ ...anySpace, account: 'default', flow: '99*' }] })],
    ['channel', only({ where: [{ kind: 'channel', id: 'C0OTHER' }] })],
  ])('a button of another %s fetches nothing', async (_what, access) => {
    const { send, started, shown } = setUp(access);
    await send(messageButton('get_flow', REQUEST));
    expect(started).toEqual([]);
    expect(shown()).toContain("don't have permission to fetch flows");
  });

  it('a modal does not send to a channel that the rules close, whatever its private_metadata says', async () => {
    const access = only({ where: [{ kind: 'direct-message' }, { kind: 'channel', id: CHANNEL.id }] });
    const flows = { flows: chosenFlows(ID), destination: chosen('conversation') };
    const { send, started } = setUp(access);
    expect(await send(submission('picker', flows, ORIGIN))).toEqual([undefined]);
    expect(started).toHaveLength(1);
    const [ack] = await send(submission('picker', flows, { ...ORIGIN, channelId: 'C0SECRET' }));
    expect(ack).toMatchObject({ response_action: 'errors' });
    expect(started).toHaveLength(1);
  });

  it('a modal has its answer posted to no address but Slack’s, whatever its private_metadata says', async () => {
    const picked = { flows: chosenFlows(ID), destination: chosen('conversation') };
    const { send, posts, client } = setUp(accessWith());
    await send(submission('picker', picked, ORIGIN));
    expect(posts.map(({ url }) => url)).toEqual([ORIGIN.responseUrl]);
    await send(submission('picker', picked, { ...ORIGIN, responseUrl: 'https://evil.example/actions/1' }));
    expect(posts).toHaveLength(1);
    expect(client.postEphemeral).toHaveBeenCalledTimes(1);
  });

  it("a modal of the settings does not change the workspace's for whom only the channel's are", async () => {
    const rules = [allow('settings', { where: [{ kind: 'channel', id: CHANNEL.id }] })];
    const app = setUp(accessWith({ ...NOBODY, rules }));
    await app.send(slashCommand('settings'));
    expect(JSON.stringify(app.client.openView.mock.calls)).not.toContain('"block_id":"destination"');
    const [ack] = await app.send(submission('settings', { destination: chosen('only-me') }, ORIGIN));
    expect(ack).toMatchObject({ response_action: 'errors' });
    expect(app.preferences.setDestination).not.toHaveBeenCalled();
  });
});

describe('what is shown', () => {
  it('of a list are those flows that the person may list, and the number of those', async () => {
    const which = [{ account: 'default', space: undefined, flow: '17b6*' }];
    const { send, find, shown } = setUp(accessWith({ ...NOBODY, rules: [allow('list', { which })] }));
    const flows = [
      catalogued({ flowId: '17b6seen', name: 'Seen' }),
      catalogued({ flowId: '99hidden', name: 'Hidden' }),
    ];
    find.mockResolvedValue({ flows, total: 2, isComplete: true });
    await send(slashCommand('list'));
    expect(shown()).toContain('17b6seen');
    expect(shown()).not.toMatch(/99hidden|Hidden/);
  });

  it('of the help and the Home tab is what the person may do', async () => {
    const app = setUp(accessWith({ ...NOBODY, rules: [allow('list')] }));
    await app.send(slashCommand('help'));
    await app.send(homeOpened('home'));
    expect(app.shown()).toContain('/flow-json list');
    expect(app.shown()).not.toMatch(/\/flow-json (watch|diff|settings|ops)/);
  });

  it('in the Home tab of whom nothing is allowed is whom to ask', async () => {
    const { send, shown, touched } = setUp(accessWith({ ...NOBODY, ask: { kind: 'group', id: 'S0PLATFORM' } }));
    await send(homeOpened('home'));
    expect(shown()).toContain('Ask <!subteam^S0PLATFORM> for it.');
    expect(touched()).toEqual([]);
  });
});

describe('where Slack takes long to say who it is', () => {
  it('a request is written down all the same: the rules are asked again as it runs', async () => {
    const { send, started } = setUp(
      { ask: () => ({ now: () => undefined, asked: new Promise(() => {}) }) },
      instantClock,
    );
    await send(slashCommand(ID));
    expect(started).toHaveLength(1);
  });
});

it("a mention by somebody whom its event calls another organisation's is refused, whatever users.info says", async () => {
  const { send, shown, started } = setUp(accessWith());
  await send(outsidersMention(ID));
  expect(shown()).toContain(MEMBERS_ONLY);
  expect(started).toEqual([]);
});
