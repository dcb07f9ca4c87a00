import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { createMissingScopes } from '../../../../../src/slack/workspaces/facts/missing-scopes.ts';
import { BOT_SCOPES, OPTIONAL_SCOPES } from '../../../../../src/slack/workspaces/installations/bot-scopes.ts';
import { silentLog } from '../../../support/fakes.ts';

function setUp(answer: () => Response) {
  let now = 0;
  const asked: string[] = [];
  const missing = createMissingScopes({
    clientFor: async (teamId) => {
      asked.push(teamId);
      const slackApiUrl = 'https://slack.test/api/';
      return new webApi.WebClient('xoxb-1', { slackApiUrl, fetch: async () => answer(), retryConfig: { retries: 0 } });
    },
    clock: { monotonicMs: () => now, wait: () => new Promise(() => {}) },
    log: silentLog,
  });
  return { missing, asked, pass: (ms: number) => (now += ms) };
}

const withScopes = (scopes: readonly string[]) =>
  Response.json({ ok: true, team: 'Harbour' }, { headers: { 'x-oauth-scopes': scopes.join(',') } });

describe('createMissingScopes', () => {
  it.each(OPTIONAL_SCOPES)('finds that %s is missing, and no other', async (scope) => {
    const { missing } = setUp(() => withScopes(BOT_SCOPES.filter((each) => each !== scope)));
    expect(await missing('T1')).toEqual([scope]);
  });

  it('finds none missing where all are there, and names none that is not optional', async () => {
    expect(await setUp(() => withScopes([...BOT_SCOPES, 'reactions:read'])).missing('T1')).toEqual([]);
    expect(await setUp(() => withScopes(OPTIONAL_SCOPES)).missing('T1')).toEqual([]);
  });

  it('asks for each workspace, and again after a minute: the app may have been installed again', async () => {
    let scopes: readonly string[] = [];
    const { missing, asked, pass } = setUp(() => withScopes(scopes));
    expect(await missing('T1')).toEqual(OPTIONAL_SCOPES);
    scopes = BOT_SCOPES;
    expect(await missing('T1')).toEqual(OPTIONAL_SCOPES);
    expect(await missing('T2')).toEqual([]);
    pass(60_001);
    expect(await missing('T1')).toEqual([]);
    expect(asked).toEqual(['T1', 'T2', 'T1']);
  });

  it.each([
    ['says nothing of scopes', () => Response.json({ ok: true })],
    ['refuses', () => Response.json({ ok: false, error: 'account_inactive' })],
  ])('names none where Slack %s', async (_what, answer) => {
    expect(await setUp(answer).missing('T1')).toBeUndefined();
  });
});
