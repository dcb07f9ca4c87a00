import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { createGroups, type UnreadGroup } from '../../../../../src/slack/workspaces/facts/groups.ts';
import { silentLog } from '../../../support/fakes.ts';

interface Listed {
  id: string;
  handle?: string;
  users?: string[];
  user_count?: number;
}

const CAMPAIGNS: Listed = { id: 'S1', handle: 'Campaigns', users: ['U1', 'U2'], user_count: 2 };

/** Slack, and the time: both do what a test says. */
function setUp(named: string[], answers: (Listed[] | string)[]) {
  let now = 0;
  const timers: { at: number; run: () => void }[] = [];
  const asked: unknown[] = [];
  const told: (readonly UnreadGroup[])[] = [];
  const list = async (query: unknown) => {
    asked.push(query);
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    if (typeof answer === 'string') {
      throw new webApi.WebAPIPlatformError({ ok: false, error: answer, response_metadata: {} });
    }
    return { ok: true, usergroups: answer };
  };
  const client = { usergroups: { list } } as unknown as webApi.WebClient;
  const groups = createGroups({
    clientFor: async () => client,
    organisationOf: (teamId) => (teamId === 'T1' ? 'E1' : undefined),
    named: () => [...named],
    onRead: async (_teamId, unread) => void told.push(unread),
    clock: { monotonicMs: () => now, after: (ms, run) => void timers.push({ at: now + ms, run }) },
    log: silentLog,
  });
  async function pass(ms: number): Promise<void> {
    now += ms;
    for (const timer of timers.splice(0)) timer.at <= now ? timer.run() : timers.push(timer);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const isIn = (userId: string, group: string) => groups.isIn({ teamId: 'T1', userId }, group);
  return { groups, isIn, asked, told, named, pass };
}

describe('who is in a group', () => {
  it('is read once for all groups of a workspace, by ID, by handle, and with the workspace or organisation', async () => {
    const names = ['S1', '@campaigns', 'T1/S1', 'E1/S1'];
    const { isIn, asked } = setUp(names, [[CAMPAIGNS]]);
    for (const name of names) {
      expect([name, await isIn('U1', name)]).toEqual([name, true]);
      expect([name, isIn('U3', name)]).toEqual([name, false]);
    }
    expect(asked).toEqual([{ include_users: true, include_count: true, team_id: 'T1' }]);
  });

  it("is nobody of this workspace, where it is another's group", () => {
    const { isIn, asked } = setUp(['T2/S1'], [[CAMPAIGNS]]);
    expect(isIn('U1', 'T2/S1')).toBe(false);
    expect(asked).toEqual([]);
  });

  it('is not known of a group that is not there, and of one whose people Slack leaves out', async () => {
    const names = ['S1', 'S2', 'S3', '@gone'];
    const given = [
      { id: 'S1', user_count: 3 },
      { id: 'S2', user_count: 0 },
    ];
    const { groups, isIn, told } = setUp(names, [given]);
    expect(await isIn('U1', 'S1')).toBeUndefined();
    expect(isIn('U1', 'S2')).toBe(false);
    expect(isIn('U1', 'S3')).toBeUndefined();
    const unread = ['S1', 'S3', '@gone'].map((group) => ({ group, why: 'no-such-group' }));
    expect(told).toEqual([unread]);
    expect(await groups.readNow('T1')).toEqual(unread);
  });

  it.each([
    ['missing_scope', 'missing-scope'],
    ['plan_upgrade_required', 'no-such-group'],
    ['fatal_error', 'no-answer'],
  ])('is not known where Slack says %s', async (code, why) => {
    const { isIn, asked, told, pass } = setUp(['S1'], [code]);
    expect(await isIn('U1', 'S1')).toBeUndefined();
    expect(isIn('U1', 'S1')).toBeUndefined();
    expect(told).toEqual([[{ group: 'S1', why }]]);
    expect(asked).toHaveLength(1);
    await pass(6000);
    await isIn('U1', 'S1');
    expect(asked).toHaveLength(2);
  });

  it('is asked again each minute without anybody waiting: who left is out of it', async () => {
    const { groups, isIn, asked, pass } = setUp(['S1'], [[CAMPAIGNS], [{ ...CAMPAIGNS, users: ['U2'] }]]);
    groups.start();
    await isIn('U1', 'S1');
    await pass(60_000);
    expect(asked).toHaveLength(2);
    expect(isIn('U1', 'S1')).toBe(false);
    groups.stop();
    await pass(60_000);
    await pass(60_000);
    expect(asked).toHaveLength(2);
  });

  it('is what Slack said last while it is asked again, and for ten minutes while it does not answer', async () => {
    const { isIn, asked, pass } = setUp(['S1'], [[CAMPAIGNS], 'fatal_error']);
    await isIn('U1', 'S1');
    await pass(61_000);
    expect(isIn('U1', 'S1')).toBe(true);
    await pass(0);
    expect(asked).toHaveLength(2);
    await pass(8 * 60_000);
    expect(await isIn('U1', 'S1')).toBe(true);
    expect(asked).toHaveLength(3);
    // It has just failed: nobody waits for it again.
    expect(isIn('U1', 'S1')).toBe(true);
    await pass(2 * 60_000);
    expect(await isIn('U1', 'S1')).toBeUndefined();
  });

  it('counts for nobody who left while nobody used the bot: the first to come waits until Slack has said it', async () => {
    const { isIn, asked, pass } = setUp(['S1'], [[CAMPAIGNS], [{ ...CAMPAIGNS, users: ['U2'] }]]);
    await isIn('U1', 'S1');
    await pass(2 * 60_000);
    expect(await isIn('U1', 'S1')).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('is what Slack said last without anybody waiting, while the reading of each minute fails', async () => {
    const { groups, isIn, asked, pass } = setUp(['S1'], [[CAMPAIGNS], 'fatal_error']);
    groups.start();
    await isIn('U1', 'S1');
    for (let minute = 0; minute < 5; minute += 1) await pass(60_000);
    await pass(30_000);
    expect(isIn('U1', 'S1')).toBe(true);
    await pass(0);
    expect(asked).toHaveLength(7);
    groups.stop();
  });

  it('is not asked of a workspace where nobody uses the bot', async () => {
    const { groups, isIn, asked, pass } = setUp(['S1'], [[CAMPAIGNS]]);
    groups.start();
    await isIn('U1', 'S1');
    for (let minute = 0; minute < 59; minute += 1) await pass(60_000);
    expect(asked).toHaveLength(60);
    for (let minute = 0; minute < 10; minute += 1) await pass(60_000);
    expect(asked.length).toBeLessThan(62);
  });

  it('is asked at once for a group that the rules name since they were read again', async () => {
    const { isIn, named, asked } = setUp(['S1'], [[CAMPAIGNS, { id: 'S2', users: ['U1'] }]]);
    await isIn('U1', 'S1');
    named.push('S2');
    expect(await isIn('U1', 'S2')).toBe(true);
    expect(asked).toHaveLength(2);
  });
});
