import { describe, expect, it } from 'vitest';
import { offeredRights } from '../../../../src/access/offered.ts';
import type { AccessPolicy, AccessRule, Right } from '../../../../src/settings/types.ts';
import { resultButtons } from '../../../../src/slack/messages/result/buttons.ts';
import { accessWith } from '../../support/access.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { homeOpened } from '../fixtures/events.ts';
import { USER } from '../fixtures/people.ts';
import { suggestion } from '../fixtures/views.ts';
import { setUpApp } from '../support/bolt.ts';
import { catalogued, resultOf } from '../support/flows.ts';
import { buttonsIn, english } from '../support/texts.ts';
import { ORIGIN } from '../support/ways.ts';

/** What somebody sees who may do only what rules allow: each surface offers that, and nothing else. */

const allow = (rights: readonly Right[], more: Partial<AccessRule> = {}): AccessRule => ({
  name: 'some',
  effect: 'allow',
  rights,
  who: [{ kind: 'everybody' }],
  where: undefined,
  which: undefined,
  ...more,
});
const only = (...rules: AccessRule[]): Partial<AccessPolicy> => ({ default: 'deny', rules });

function setUp(policy: Partial<AccessPolicy>) {
  const app = setUpApp({}, undefined, accessWith(policy));
  const { client } = app;
  const view = () => JSON.stringify([client.openView, client.publishView].map(({ mock }) => mock.calls));
  const homeIds = () => [...new Set(view().match(/(?<="action_id":")[^"]+/g) ?? [])];
  return { ...app, view, homeIds };
}
const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: undefined };

describe('the help', () => {
  it.each<[Right[], RegExp, RegExp]>([
    [['list'], /\/flow-json list/, /watch|diff|settings|ops|audit|reload/],
    [['administer'], /\/flow-json reload/, /\/flow-json (list|watch|diff|settings|ops)/],
    [['watch'], /\/flow-json watches/, /\/flow-json (list|diff|settings|ops|audit)/],
  ])('lists what takes the right to %j', async (rights, listed, others) => {
    const app = setUp(only(allow(rights)));
    await app.send(slashCommand('help'));
    expect(app.notified()).toMatch(listed);
    expect(app.notified().replaceAll(/^.*(whereToFind|Slack doesn't take).*$/gm, '')).not.toMatch(others);
  });
});

describe('the Home tab', () => {
  const open = async (policy: Partial<AccessPolicy>) => {
    const app = setUp(policy);
    app.history.recent.mockResolvedValue([{ ...flow, name: 'Booking', at: 1, channelId: 'C1' }]);
    app.favourites.list.mockResolvedValue([{ ...flow, flowId: '99ff', name: 'Survey', at: 1 }]);
    const watch = { teamId: 'T1', channelId: 'C1', flow, everyMs: 600_000, createdBy: USER.id, createdAt: 0 };
    app.watches.ofCreator.mockResolvedValue([{ ...watch, pausedUntil: undefined, pausedWhy: undefined }]);
    await app.send(homeOpened('home'));
    return app;
  };

  it('has all where all is allowed', async () => {
    expect((await open({})).homeIds()).toEqual([
      'home_choose',
      'home_settings',
      'home_refresh',
      'get_flow',
      'watch_flow',
      'remove_favourite',
      'get_again',
      'home_unwatch',
    ]);
  });

  it.each<[Right[], string[]]>([
    [['fetch'], ['home_choose', 'home_refresh', 'get_flow', 'remove_favourite', 'get_again']],
    [
      ['fetch', 'watch'],
      ['home_choose', 'home_refresh', 'get_flow', 'watch_flow', 'remove_favourite', 'get_again', 'home_unwatch'],
    ],
    // To watch brings the files.
    [['watch'], ['home_refresh', 'home_unwatch']],
    [['list'], ['home_refresh']],
    [['settings'], ['home_settings', 'home_refresh']],
  ])('has for the right to %j the buttons of that', async (rights, ids) => {
    expect((await open(only(allow(rights)))).homeIds()).toEqual(ids);
  });

  it('lists only flows that the person may get', async () => {
    const which = [{ account: undefined, space: undefined, flow: '17b6*' }];
    const app = await open(only(allow(['fetch'], { which })));
    expect(app.view()).toContain('17b6aa11');
    expect(app.view()).not.toMatch(/99ff|Survey/);
  });
});

describe('the window to choose flows', () => {
  it('offers only spaces in which the person may get a flow', async () => {
    const which = [{ account: 'default', space: { custSpaceId: 'cams-eu' }, flow: undefined }];
    const app = setUp(only(allow(['fetch'], { which })));
    await app.send(slashCommand(''));
    expect(app.view()).toContain('eu-shop');
    expect(app.view()).not.toContain('us-shop');
  });

  it('suggests only flows that the person may get', async () => {
    const which = [{ account: undefined, space: undefined, flow: '17b6*' }];
    const app = setUp(only(allow(['fetch'], { which })));
    const flows = [
      catalogued({ flowId: '17b6seen', name: 'Seen' }),
      catalogued({ flowId: '99hidden', name: 'Hidden' }),
    ];
    app.find.mockResolvedValue({ flows, total: 2, isComplete: true });
    const [ack] = await app.send(suggestion('', {}, ORIGIN));
    expect(JSON.stringify(ack)).toContain('17b6seen');
    expect(JSON.stringify(ack)).not.toMatch(/99hidden|Hidden/);
  });
});

describe('a list', () => {
  it('has a button only at flows that the person may get', async () => {
    const which = [{ account: undefined, space: undefined, flow: '17b6*' }];
    const app = setUp(only(allow(['list']), allow(['fetch'], { name: 'more', which })));
    const flows = [catalogued({ flowId: '17b6seen', name: 'Seen' }), catalogued({ flowId: '99other', name: 'Other' })];
    app.find.mockResolvedValue({ flows, total: 2, isComplete: true });
    await app.send(slashCommand('list'));
    expect(app.notified()).toContain('99other');
    const values = JSON.stringify(app.posts).match(/"action_id":"get_flow"/g);
    expect(values).toHaveLength(1);
  });
});

describe('a result', () => {
  const idsFor = async (policy: Partial<AccessPolicy>) => {
    const asking = accessWith(policy).ask({ person: { teamId: 'T1', userId: 'U1' }, channelId: 'C1' });
    const offered = offeredRights(await asking.asked, flow);
    const { fetched, ...result } = resultOf();
    const shown = { ...result, stepValue: 'v', fetched: { ...fetched, offered } };
    return buttonsIn([resultButtons(english, shown)]).map(({ action_id: id }) => id);
  };

  it.each<[Right[], string[]]>([
    [['fetch'], ['get_again', 'open_preview', 'add_favourite']],
    [
      ['fetch', 'watch'],
      ['get_again', 'open_preview', 'add_favourite', 'watch_flow'],
    ],
    [
      ['fetch', 'compare'],
      ['what_changed', 'get_again', 'open_preview', 'add_favourite'],
    ],
  ])('has for the right to %j the buttons of that', async (rights, ids) => {
    expect(await idsFor(only(allow(rights)))).toEqual(ids);
  });

  it('has all where all is allowed', async () => {
    expect(await idsFor({})).toEqual(['what_changed', 'get_again', 'open_preview', 'add_favourite', 'watch_flow']);
  });
});
