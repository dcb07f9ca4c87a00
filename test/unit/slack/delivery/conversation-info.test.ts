import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createConnectedOrganisations } from '../../../../src/slack/delivery/connected-organisations.ts';
import { createAskConversation } from '../../../../src/slack/delivery/conversation-info.ts';
import { createAccessFacts } from '../../../../src/slack/workspaces/facts/access-facts.ts';
import { instantClock } from '../../support/fakes.ts';

const SHARED = { ok: true, channel: { id: 'C1', is_private: true, is_ext_shared: true, connected_team_ids: ['T9'] } };

function setUp(token = 'xoxb-1') {
  let now = 0;
  const client = new webApi.WebClient(token);
  const info = vi.spyOn(client.conversations, 'info').mockResolvedValue(SHARED);
  vi.spyOn(client.team, 'info').mockRejectedValue(new Error('not asked here'));
  const clock = { ...instantClock, monotonicMs: () => now };
  const pass = (ms: number) => {
    now += ms;
  };
  return { client, info, clock, pass, ask: createAskConversation(clock) };
}

describe('what Slack says of a conversation', () => {
  it('is asked for once by the rules and by the guard', async () => {
    const { client, info, clock, ask } = setUp();
    const log = { warn: () => {} };
    const people = () => undefined;
    const facts = createAccessFacts({
      clientFor: async () => client,
      askConversation: ask,
      people,
      groups: { isIn: () => undefined },
      clock,
      log,
    });
    const organisationsOf = createConnectedOrganisations(ask, clock, log);
    expect(await Promise.all([facts.placeKind('T1', 'C1'), organisationsOf(client, 'C1')])).toEqual([
      'private',
      [{ id: 'T9', name: undefined }],
    ]);
    expect(info).toHaveBeenCalledOnce();
  });

  it('is asked for again ten seconds later, of another conversation, and by another workspace', async () => {
    const { client, info, pass, ask } = setUp();
    const other = setUp('xoxb-2');
    for (const ms of [0, 9_999, 1]) {
      pass(ms);
      await ask(client, 'C1');
    }
    expect(info).toHaveBeenCalledTimes(2);
    await ask(client, 'C2');
    await ask(other.client, 'C1');
    expect([info.mock.calls.length, other.info.mock.calls.length]).toEqual([3, 1]);
  });

  it('is not kept where Slack did not say it', async () => {
    const { client, info, ask } = setUp();
    info.mockRejectedValueOnce(new Error('socket hang up'));
    info.mockResolvedValueOnce({ ok: true, channel: { id: 'C1', is_private: 'yes' } as never });
    await expect(ask(client, 'C1')).rejects.toThrow('socket hang up');
    await expect(ask(client, 'C1')).rejects.toThrow();
    expect(await ask(client, 'C1')).toMatchObject({ is_private: true });
  });
});
