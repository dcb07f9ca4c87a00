import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { COMMAND_FORMS } from '../../../../src/slack/listeners/commands/table.ts';
import {
  bar,
  type Home,
  type HomeAccount,
  type HomeWatch,
  homeView,
  type RequestableFlow,
} from '../../../../src/slack/messages/home.ts';
import { OPTIONAL_SCOPES } from '../../../../src/slack/workspaces/installations/bot-scopes.ts';
import { FAULTS, KINDS } from '../support/faults.ts';
import { HOSTILE, longId } from '../support/flows.ts';
import { problemsOfView } from '../support/limits.ts';
import { buttonsIn, chinese, english, expectReadable, LANGUAGES, shownIn } from '../support/texts.ts';

const AT = 1_700_000_000_000;
const calm = {
  operation: 'GetFlowJSONAssest' as const,
  callsInLastMinute: 12,
  limitPerMinute: 300,
  queue: { ahead: 0, expectedWaitMs: 0 },
  lastSuccessAt: undefined,
};
const account: HomeAccount = { name: 'default', health: calm, lastError: undefined, blindFlows: 0 };
const home: Home = {
  may: { fetch: true, watch: true, settings: true },
  recent: [],
  favourites: [],
  watches: [],
  accounts: [account],
  missingScopes: [],
  forms: COMMAND_FORMS,
  version: '0.1.0',
};
const flowOf = (index: number, name?: string): RequestableFlow => ({
  canWatch: true,
  flow: { flowId: `17b6aa${10 + index}`, space: undefined },
  name,
  value: `value ${index}`,
});
const MINUTE_MS = 60_000;
const watchOf = (given: Partial<HomeWatch> = {}): HomeWatch => ({
  ...flowOf(3, 'Sign-up'),
  channelId: 'C000000001',
  everyMs: 10 * MINUTE_MS,
  stretchedToMs: undefined,
  state: { is: 'on' },
  ...given,
});
const view = (given: Partial<Home>, t = english) => homeView(t, { ...home, ...given });
const idsOf = (given: Partial<Home>) => buttonsIn(view(given).blocks).map(({ action_id: id, value }) => [id, value]);

describe('homeView', () => {
  it('begins with what a person can do', () => {
    expect(idsOf({}).map(([id]) => id)).toEqual(['home_choose', 'home_settings', 'home_refresh']);
    expect(shownIn(view({}))).toContain('Nothing yet. The flows that you get show up here.');
    expect(shownIn(view({}))).toContain('None yet. Choose *Add to favourites* below a result.');
    expect(shownIn(view({}))).toContain('Version 0.1.0');
  });

  it.each(LANGUAGES)(
    'names each optional scope that is missing, what it costs, and who can add it, in %s',
    (language) => {
      const t = translateTo(language);
      expect(shownIn(view({}, t))).not.toContain(t('home.scopes'));
      const costs = OPTIONAL_SCOPES.map((scope) => {
        const text = shownIn(view({ missingScopes: [scope] }, t));
        expect(text).toContain(t('home.scopes'));
        expect(text).toContain(t('home.addScopes'));
        expect(OPTIONAL_SCOPES.filter((each) => text.includes(`\`${each}\``))).toEqual([scope]);
        return text.split('\n').find((line) => line.includes(scope));
      });
      expect(new Set(costs).size).toBe(OPTIONAL_SCOPES.length);
      const all = view({ missingScopes: OPTIONAL_SCOPES }, t);
      for (const line of costs) expect(shownIn(all)).toContain(line);
      // One block below its header.
      expect(all.blocks).toHaveLength(view({}, t).blocks.length + 2);
      expect(problemsOfView(all)).toEqual([]);
    },
  );

  it('says below the flow that was requested where its answer comes to, and below no other', () => {
    const recent = [
      { ...flowOf(1, 'Sign-up'), at: AT },
      { ...flowOf(2, 'Survey'), at: AT },
    ];
    const given = { recent, favourites: [flowOf(1, 'Sign-up'), flowOf(3)] };
    const said = 'Requested. The answer comes to the *Messages* tab.';
    expect(shownIn(view(given))).not.toContain(said);
    expect(shownIn(view({ ...given, requested: 'value 1' })).split(said)).toHaveLength(3);
  });

  it('lists recent fetches, each with two buttons', () => {
    const recent = [{ ...flowOf(1, 'Sign-up <1>'), at: AT }];
    expect(shownIn(view({ recent }))).toContain('*Sign-up &lt;1&gt;* `17b6aa11`\nfetched <!date^1700000000^');
    expect(idsOf({ recent }).slice(3)).toEqual([
      ['get_again', 'value 1'],
      ['watch_flow', 'value 1'],
    ]);
  });

  it('lists favourites, each with three buttons', () => {
    const given = { ...flowOf(2), flow: { flowId: '17b6aa12', space: 'eu-shop' } };
    expect(shownIn(view({ favourites: [given] }))).toContain('`17b6aa12` · `eu-shop`');
    expect(idsOf({ favourites: [given] }).slice(3)).toEqual([
      ['get_flow', 'value 2'],
      ['watch_flow', 'value 2'],
      ['remove_favourite', 'value 2'],
    ]);
  });

  it("lists the reader's watches, each with a button that ends it", () => {
    const watches = [watchOf()];
    expect(shownIn(view({ watches }))).toContain(
      'Your watches\n*Sign-up* `17b6aa13`\n<#C000000001> · every 10 minutes · on',
    );
    expect(idsOf({ watches }).slice(3)).toEqual([['home_unwatch', 'value 3']]);
    expect(shownIn(view({}))).toContain('Your watches\nNone yet. Choose *Watch* below a result.');
  });

  it.each<[string, Partial<HomeWatch>]>([
    ['your direct message with me · every 10 minutes · on', { channelId: undefined }],
    ['<#C000000001> · every 24 hours · on', { everyMs: 24 * 60 * MINUTE_MS }],
    ['<#C000000001> · every 90 minutes · on', { everyMs: 90 * MINUTE_MS }],
    [
      'every 10 minutes, currently every 16 minutes because many flows are watched · on',
      { stretchedToMs: 16 * MINUTE_MS },
    ],
    ['muted until <!date^1700000000^', { state: { is: 'muted', until: AT } }],
    ['every 10 minutes · paused: I can no longer post there', { state: { is: 'channel-gone' } }],
    ['every 10 minutes · paused: the flow is gone', { state: { is: 'flow-gone' } }],
  ])('says of a watch: %s', (said, given) => {
    expect(shownIn(view({ watches: [watchOf(given)] }))).toContain(said);
  });

  it('lists ten watches, and counts the rest', () => {
    const watches = Array.from({ length: 12 }, (_, index) => watchOf({ value: `watch ${index}` }));
    expect(idsOf({ watches }).slice(3)).toHaveLength(10);
    expect(shownIn(view({ watches }))).toContain('and 2 more');
    expect(shownIn(view({ watches: watches.slice(2) }))).not.toContain('more:');
  });

  it('says how the account is doing', () => {
    const text = shownIn(view({}));
    expect(text).toContain(
      '▰▱▱▱▱▱▱▱▱▱ 12 of 300 `GetFlowJSONAssest` calls in the last minute\nNo requests are waiting.',
    );
    expect(text).toContain('No call has succeeded since I started.\nNo errors since I started.');
  });

  it('says that all operations share one budget', () => {
    const common = { ...account, health: { ...calm, operation: undefined } };
    expect(shownIn(view({ accounts: [common] }))).toContain(
      '12 of 300 calls in the last minute. Alibaba Cloud dropped a call, so all operations share one limit',
    );
  });

  it('says what waits, and what went wrong', () => {
    const busy: HomeAccount = {
      ...account,
      health: { ...calm, queue: { ahead: 2, expectedWaitMs: 1600 }, lastSuccessAt: AT },
      lastError: { at: AT, fault: { kind: 'timeout' } },
      blindFlows: 0,
    };
    const text = shownIn(view({ accounts: [busy] }));
    expect(text).toContain('2 requests are waiting, about 2 s.');
    expect(text).toContain('Last success: <!date^1700000000^');
    expect(text).toContain("2023-11-14 22:13 UTC>, Alibaba Cloud didn't answer within 10 seconds.");
    expect(shownIn(view({ accounts: [busy] }, chinese))).toContain('2 个请求等待中，约 2 秒。');
  });

  it('names the accounts where there are several', () => {
    expect(shownIn(view({}))).not.toContain('Alibaba Cloud: default');
    const accounts = [account, { ...account, name: 'eu' }];
    expect(shownIn(view({ accounts }))).toContain('Alibaba Cloud: eu');
  });

  it('still names a flow whose name is endless', () => {
    const text = shownIn(view({ favourites: [flowOf(1, HOSTILE)], recent: [{ ...flowOf(2, HOSTILE), at: AT }] }));
    expect(text).toContain('`17b6aa11`');
    expect(text).toContain('`17b6aa12`');
  });

  it.each(LANGUAGES)('in %s it is within limits, and has no hole', (language) => {
    const t = translateTo(language);
    for (const kind of KINDS) {
      const accounts = [{ ...account, lastError: { at: AT, fault: { kind, ...FAULTS[kind] } } }];
      expectReadable(shownIn(view({ accounts }, t)));
    }
    for (const is of ['on', 'channel-gone', 'flow-gone'] as const) {
      expectReadable(shownIn(view({ watches: [watchOf({ state: { is }, stretchedToMs: 60 * MINUTE_MS })] }, t)));
    }
    const flow = (index: number): RequestableFlow => ({
      flow: { flowId: longId(index), space: HOSTILE },
      name: HOSTILE,
      value: 'v'.repeat(2000),
      canWatch: true,
    });
    const full = view(
      {
        recent: Array.from({ length: 100 }, (_, index) => ({ ...flow(index), at: AT })),
        favourites: Array.from({ length: 25 }, (_, index) => flow(index)),
        watches: Array.from({ length: 100 }, (_, index) => ({
          ...watchOf({ stretchedToMs: 16 * MINUTE_MS, state: { is: 'muted', until: AT } }),
          ...flow(index),
        })),
        accounts: Array.from({ length: 10 }, (_, index) => ({
          ...account,
          name: `${'a'.repeat(31)}${index}`,
          lastError: {
            at: AT,
            fault: { kind: 'unknown-code' as const, code: HOSTILE, apiMessage: HOSTILE, requestId: 'R1' },
          },
        })),
      },
      t,
    );
    expect(problemsOfView(full)).toEqual([]);
    expect(shownIn(full)).not.toContain('<!channel>');
  });
});

describe('bar', () => {
  it.each([
    [0, '▱▱▱▱▱▱▱▱▱▱'],
    [1, '▰▱▱▱▱▱▱▱▱▱'],
    [150, '▰▰▰▰▰▱▱▱▱▱'],
    [300, '▰▰▰▰▰▰▰▰▰▰'],
    [900, '▰▰▰▰▰▰▰▰▰▰'],
  ])('%i of 300', (value, text) => {
    expect(bar(value, 300)).toBe(text);
  });
});
