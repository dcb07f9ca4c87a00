import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../src/cams/errors.ts';
import { publishHome } from '../../../src/slack/home-tab.ts';
import { parseRequestValue } from '../../../src/slack/request-value.ts';
import { ACCOUNTS } from './support/bolt.ts';
import { buttonsIn, chinese, shownIn } from './support/texts.ts';

const person = { teamId: 'T1', userId: 'U1' };
const flow = { flowId: '17b6aa11', account: 'default', custSpaceId: 'cams-eu', name: 'Sign-up', at: 0 };
const never = () => Promise.reject(new Error('not asked here'));

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const publish = vi.spyOn(client.views, 'publish').mockResolvedValue({ ok: true });
  const parts = {
    accounts: ACCOUNTS,
    camsAccounts: [
      {
        name: 'default',
        getFlowJsonAsset: never,
        getFlow: never,
        listFlows: never,
        queue: () => ({ ahead: 0, expectedWaitMs: 0 }),
        health: () => ({
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
    textsFor: async () => chinese,
    version: '0.1.0',
  };
  return { client, publish, parts };
}

describe('publishHome', () => {
  it("publishes the person's own tab, in the person's language", async () => {
    const { client, publish, parts } = setUp();
    await publishHome(parts, client, person);
    expect(parts.history.recent).toHaveBeenCalledWith('T1', 'U1', 10);
    expect(parts.favourites.list).toHaveBeenCalledWith('T1', 'U1');
    const [{ user_id: userId, view }] = publish.mock.calls[0] as unknown as [webApi.ViewsPublishArguments];
    expect(userId).toBe('U1');
    const text = shownIn(view);
    for (const part of [
      '最近获取',
      '*Sign-up* `17b6aa11` · `eu-shop`',
      '`17b6aa12`',
      '12/300',
      '阿里云在 10 秒内没有应答。',
    ]) {
      expect(text).toContain(part);
    }
    const values = buttonsIn(view.blocks).flatMap(({ value }) => parseRequestValue(value) ?? []);
    expect(values).toMatchObject([
      { flowIds: ['17b6aa12'], account: 'default', custSpaceId: 'cams-eu' },
      { flowIds: ['17b6aa12'], account: 'default', custSpaceId: 'cams-eu' },
      { flowIds: ['17b6aa11'], account: 'default', custSpaceId: 'cams-eu' },
    ]);
  });

  it('throws where Slack does not take it', async () => {
    const { client, publish, parts } = setUp();
    publish.mockRejectedValue(new Error('no network'));
    await expect(publishHome(parts, client, person)).rejects.toThrow('no network');
  });
});
