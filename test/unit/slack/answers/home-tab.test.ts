import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { FlowVersionFacts } from '../../../../src/flows/fetch/flow-versions.ts';
import type { EffectiveInterval } from '../../../../src/notify/poll-intervals.ts';
import type { Watch } from '../../../../src/notify/records.ts';
import { publishHome } from '../../../../src/slack/answers/home-tab.ts';
import { COMMAND_FORMS } from '../../../../src/slack/listeners/commands/table.ts';
import { parseHomeWatchValue } from '../../../../src/slack/payloads/home-watch-value.ts';
import { parseRequestValue } from '../../../../src/slack/payloads/request-value.ts';
import type { OptionalScope } from '../../../../src/slack/workspaces/installations/bot-scopes.ts';
import { ACCOUNTS } from '../support/bolt.ts';
import { buttonsIn, chinese, shownIn } from '../support/texts.ts';

const person = { teamId: 'T1', userId: 'U1' };
const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: 'cams-eu', name: 'Sign-up', at: 0 };
const watch: Watch = {
  teamId: 'T1',
  channelId: 'C1',
  flow: { flowId: '17b6aa13', account: 'default', custSpaceId: 'cams-us' },
  everyMs: 600_000,
  createdBy: 'U1',
  createdAt: 0,
  pausedUntil: undefined,
  pausedWhy: undefined,
};
const seen: FlowVersionFacts = {
  flow: watch.flow,
  version: 3,
  contentHash: 'ab',
  file: { sha256: 'cd', bytes: 2 },
  name: 'Booking',
  status: undefined,
  firstSeenAt: 0,
  firstSeenBy: undefined,
};
const never = () => Promise.reject(new Error('not asked here'));

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const publish = vi.spyOn(client.views, 'publish').mockResolvedValue({ ok: true });
  const parts = {
    refusal: () => undefined,
    isOffered: () => true,
    may: vi.fn(() => true),
    missingScopes: vi.fn(async (): Promise<readonly OptionalScope[] | undefined> => []),
    accounts: ACCOUNTS,
    camsAccounts: () => [
      {
        name: 'default',
        health: () => ({
          operation: 'GetFlowJSONAssest' as const,
          callsInLastMinute: 12,
          limitPerMinute: 300,
          queue: { ahead: 0, expectedWaitMs: 0 },
          lastSuccessAt: undefined,
          lastError: { at: 0, error: new CamsError('timeout') },
        }),
      },
    ],
    history: { add: never, recent: vi.fn(async () => [{ ...flow, channelId: 'C1' }]) },
    favourites: { add: never, remove: never, list: vi.fn(async () => [{ ...flow, flowId: '17b6aa12' }]) },
    watches: {
      add: never,
      remove: never,
      find: never,
      ofChannel: never,
      ofCreator: vi.fn(async (): Promise<Watch[]> => [watch]),
      mute: never,
      countOf: never,
      fullFor: never,
      blindFlows: async () => new Map<string, number>(),
      pauseUnserved: never,
      pauseChannel: never,
      pauseFlow: never,
      pauseShared: never,
    },
    versions: {
      latest: vi.fn(async (): Promise<FlowVersionFacts | undefined> => seen),
      get: never,
      oldest: never,
      list: never,
    },
    watcher: { interval: (): EffectiveInterval | undefined => undefined },
    textsFor: async () => chinese,
    version: '0.1.0',
  };
  return { client, publish, parts };
}

describe('publishHome', () => {
  it("publishes the person's own tab, in the person's language", async () => {
    const { client, publish, parts } = setUp();
    await publishHome(parts, client, person, { forms: COMMAND_FORMS });
    expect(parts.history.recent).toHaveBeenCalledWith('T1', 'U1', 10);
    expect(parts.favourites.list).toHaveBeenCalledWith('T1', 'U1');
    const [{ user_id: userId, view }] = publish.mock.calls[0] as unknown as [webApi.ViewsPublishArguments];
    expect(userId).toBe('U1');
    const text = shownIn(view);
    for (const part of [
      '最近获取',
      '*Sign-up* `17b6aa11` · `eu-shop`',
      '`17b6aa12`',
      '`GetFlowJSONAssest` 调用 12/300 次',
      '阿里云在 10 秒内没有应答。',
    ]) {
      expect(text).toContain(part);
    }
    const values = buttonsIn(view.blocks).flatMap(({ value }) => parseRequestValue(value) ?? []);
    expect(values).toMatchObject([
      { flowIds: ['17b6aa12'], account: 'default', custSpaceId: 'cams-eu' },
      { flowIds: ['17b6aa12'], account: 'default', custSpaceId: 'cams-eu' },
      { flowIds: ['17b6aa12'], account: 'default', custSpaceId: 'cams-eu' },
      { flowIds: ['17b6aa11'], account: 'default', custSpaceId: 'cams-eu' },
      { flowIds: ['17b6aa11'], account: 'default', custSpaceId: 'cams-eu' },
    ]);
  });

  it('shows which optional scopes are missing, to administrators alone', async () => {
    const setup = setUp();
    setup.parts.missingScopes.mockResolvedValue(['team:read']);
    expect((await shownWatches(setup)).text).toContain('team:read');
    expect(setup.parts.may).toHaveBeenCalledWith('administer', 'workspace');
    expect(setup.parts.missingScopes).toHaveBeenCalledWith('T1');
    const others = setUp();
    others.parts.may.mockReturnValue(false);
    expect((await shownWatches(others)).text).not.toContain('team:read');
    expect(others.parts.missingScopes).not.toHaveBeenCalled();
  });

  it('is shown where Slack does not say which scopes there are', async () => {
    const setup = setUp();
    setup.parts.missingScopes.mockResolvedValue(undefined);
    expect((await shownWatches(setup)).text).toContain('17b6aa11');
  });

  /** What the tab shows, and what its buttons to unwatch give back. */
  async function shownWatches({ client, publish, parts }: ReturnType<typeof setUp>) {
    await publishHome(parts, client, person, { forms: COMMAND_FORMS });
    const [{ view }] = publish.mock.calls[0] as unknown as [webApi.ViewsPublishArguments];
    return {
      text: shownIn(view),
      values: buttonsIn(view.blocks).flatMap(({ value }) => parseHomeWatchValue(value) ?? []),
    };
  }

  it('shows what the person watches, by the name that was seen last', async () => {
    const setup = setUp();
    const { text, values } = await shownWatches(setup);
    expect(setup.parts.watches.ofCreator).toHaveBeenCalledWith('T1', 'U1');
    expect(setup.parts.versions.latest).toHaveBeenCalledWith(watch.flow);
    expect(text).toContain('*Booking* `17b6aa13` · `us-shop`\n<#C1> · 每 10 分钟 · 进行中');
    expect(values).toEqual([{ channelId: 'C1', flow: watch.flow }]);
  });

  it('shows no name where the flow was never seen, and the direct message in words', async () => {
    const setup = setUp();
    setup.parts.versions.latest.mockResolvedValue(undefined);
    setup.parts.watches.ofCreator.mockResolvedValue([{ ...watch, channelId: 'D1' }]);
    const { text, values } = await shownWatches(setup);
    expect(text).toContain('\n`17b6aa13` · `us-shop`\n');
    expect(text).not.toContain('<#D1>');
    expect(values).toMatchObject([{ channelId: 'D1' }]);
  });

  it('says that a watch is muted, or paused', async () => {
    const setup = setUp();
    setup.parts.watches.ofCreator.mockResolvedValue([
      { ...watch, pausedWhy: 'muted', pausedUntil: 1_700_000_000_000 },
      { ...watch, pausedWhy: 'channel-gone' },
      { ...watch, pausedWhy: 'flow-gone' },
    ]);
    const { text } = await shownWatches(setup);
    for (const state of ['静音至 <!date^1700000000^', '我无法再在那里发布', '流程已不存在'])
      expect(text).toContain(state);
  });

  it.each([
    [16, true, '目前为每 16 分钟'],
    [10, true, undefined],
    [5, false, undefined],
  ])('tells openly of intervals that are stretched to %i minutes: %j', async (minutes, isStretched, said) => {
    const setup = setUp();
    setup.parts.watcher.interval = () => ({ everyMs: minutes * 60_000, isStretched, flows: 1000 });
    const { text } = await shownWatches(setup);
    if (said === undefined) expect(text).not.toContain('目前为');
    else expect(text).toContain(said);
  });

  it('looks up the names of those alone that are shown', async () => {
    const setup = setUp();
    setup.parts.watches.ofCreator.mockResolvedValue(Array.from({ length: 200 }, () => watch));
    await shownWatches(setup);
    expect(setup.parts.versions.latest).toHaveBeenCalledTimes(10);
  });

  it('throws where Slack does not take it', async () => {
    const { client, publish, parts } = setUp();
    publish.mockRejectedValue(new Error('no network'));
    await expect(publishHome(parts, client, person, { forms: COMMAND_FORMS })).rejects.toThrow('no network');
  });
});
