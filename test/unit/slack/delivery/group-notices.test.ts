import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createGroupNotices, type GroupNoticesParts } from '../../../../src/slack/delivery/group-notices.ts';
import { createWorkspaceOpsStates } from '../../../../src/store/repositories/ops-states.ts';
import { openInMemory } from '../../store/support.ts';
import { silentLog } from '../../support/fakes.ts';
import { english } from '../support/texts.ts';

const UNREAD = [{ group: '@campaigns', why: 'missing-scope' as const }];

async function setUp({ chosen, ...more }: Partial<GroupNoticesParts> & { chosen?: string }) {
  const { db, dialect } = await openInMemory();
  const client = new webApi.WebClient('xoxb-1');
  const post = vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true });
  const tell = createGroupNotices({
    states: createWorkspaceOpsStates(db, dialect),
    opsChannels: { of: async () => chosen },
    opsChannel: undefined,
    watches: { ofChannel: async () => [] },
    textsFor: async () => english,
    clientFor: async () => client,
    log: silentLog,
    ...more,
  });
  return {
    post,
    channels: () => post.mock.calls.map(([message]) => message?.channel),
    tell,
    /** As if it had been met last so long ago. */
    age: (byMs: number) =>
      db
        .updateTable('ops_problems')
        .set({ last_at: Date.now() - byMs })
        .execute(),
  };
}

describe('operators', () => {
  it('are notified once of groups that cannot be read, and once that they can', async () => {
    const { tell, post, channels, age } = await setUp({ chosen: 'C1', opsChannel: { teamId: '', channelId: 'C0OPS' } });
    await tell('T1', UNREAD);
    await tell('T1', UNREAD);
    expect(channels()).toEqual(['C1', 'C0OPS']);
    expect(JSON.stringify(post.mock.calls[0])).toMatch(/`@campaigns`: the app lacks the scope `usergroups:read`/);
    await tell('T1', []);
    // Another process may not read them yet.
    expect(channels()).toHaveLength(2);
    await age(4 * 60_000);
    await tell('T1', []);
    await tell('T1', []);
    expect(channels()).toHaveLength(4);
    expect(JSON.stringify(post.mock.calls[3])).toContain('I know again who is in the user groups');
  });

  it('are notified by the next reading where no channel was chosen, or it could not be posted', async () => {
    const parts: { chosen?: string } = {};
    const { tell, post, channels } = await setUp({ opsChannels: { of: async () => parts.chosen } });
    await tell('T1', UNREAD);
    expect(channels()).toEqual([]);
    parts.chosen = 'C1';
    post.mockRejectedValueOnce(new Error('down'));
    await tell('T1', UNREAD);
    await tell('T1', UNREAD);
    expect(channels()).toEqual(['C1', 'C1']);
    await tell('T1', UNREAD);
    expect(channels()).toHaveLength(2);
  });

  it('are notified once where the answer to the message was lost', async () => {
    const { tell, post, channels } = await setUp({ chosen: 'C1' });
    post.mockRejectedValueOnce(new webApi.WebAPIRequestError(new Error('socket hang up')));
    await tell('T1', UNREAD);
    await tell('T1', UNREAD);
    expect(channels()).toEqual(['C1']);
  });

  it.each([
    ["the workspace's own channel", 'C1'],
    ['that of the settings', 'C0OPS'],
  ])('are notified once in the other channel where %s cannot be posted to', async (_name, broken) => {
    const { tell, post, channels, age } = await setUp({ chosen: 'C1', opsChannel: { teamId: '', channelId: 'C0OPS' } });
    post.mockImplementation(async (message) => {
      if (message?.channel === broken) throw new Error('is_archived');
      return { ok: true };
    });
    await tell('T1', UNREAD);
    await tell('T1', UNREAD);
    expect(channels()).toEqual(['C1', 'C0OPS']);
    await age(4 * 60_000);
    await tell('T1', []);
    await tell('T1', []);
    expect(channels()).toEqual(['C1', 'C0OPS', 'C1', 'C0OPS']);
  });

  it('are notified by the next reading where no channel could be posted to', async () => {
    const { tell, post, channels } = await setUp({ chosen: 'C1', opsChannel: { teamId: '', channelId: 'C0OPS' } });
    post.mockRejectedValueOnce(new Error('down')).mockRejectedValueOnce(new Error('down'));
    await tell('T1', UNREAD);
    await tell('T1', UNREAD);
    await tell('T1', UNREAD);
    expect(channels()).toEqual(['C1', 'C0OPS', 'C1', 'C0OPS']);
  });
});
