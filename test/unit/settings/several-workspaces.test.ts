import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import { secretsOf } from '../../../src/settings/secrets.ts';
import { fileOf, problemsOf, SLACK } from './support.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');
const OAUTH = {
  SLACK_SIGNING_SECRET: 'signing-secret',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_STATE_SECRET: 'state-secret',
  SLACK_ALLOWED_TEAMS: 'T0000000A1, E0000000B2',
  TOKEN_ENCRYPTION_KEY: KEY,
};

describe('parseSettings for several workspaces', () => {
  it('takes the OAuth settings in place of the token', () => {
    const settings = parseSettings({
      ...OAUTH,
      TOKEN_ENCRYPTION_OLD_KEYS: ` ${OTHER_KEY}, ${KEY}`,
      SLACK_REDIRECT_URI: 'https://bot.example.com/slack/oauth_redirect',
    });
    expect(settings.slack.botToken).toBeUndefined();
    expect(settings.slack.oauth).toEqual({
      clientId: '1.2',
      clientSecret: 'client-secret',
      stateSecret: 'state-secret',
      allowedTeams: ['T0000000A1', 'E0000000B2'],
      redirectUri: 'https://bot.example.com/slack/oauth_redirect',
      encryptionKey: Buffer.alloc(32, 1),
      oldEncryptionKeys: [Buffer.alloc(32, 2), Buffer.alloc(32, 1)],
    });
    expect(secretsOf(settings)).toEqual(['signing-secret', 'client-secret', 'state-secret', KEY, OTHER_KEY, KEY]);
  });

  it.each([
    ['*', 'with * anybody could install it'],
    ['T0000000A1, acme.slack.com', 'has what is no ID of a workspace or an organisation: acme.slack.com'],
  ])('takes no other word for the workspaces that may install the app: %s', (given, words) => {
    expect(problemsOf({ ...OAUTH, SLACK_ALLOWED_TEAMS: given })).toEqual([expect.stringContaining(words)]);
  });

  it('wants to know whom each of several accounts serves', () => {
    const env = { ...OAUTH, ACCOUNTS_FILE: 'accounts.yml' };
    const accounts = [{ name: 'a', workspaces: ['T0000000A1'] }, { name: 'b' }];
    const problems = () => parseSettings(env, { accounts: fileOf({ accounts }) });
    expect(problems).toThrow(/the account b must name the workspaces that it serves/);
    const one = parseSettings(env, { accounts: fileOf({ accounts: [{ name: 'b' }] }) });
    expect(one.accounts).toMatchObject([{ name: 'b' }]);
    const named = parseSettings(env, { accounts: fileOf({ accounts: [accounts[0]] }) });
    expect(named.accounts[0]?.workspaces).toEqual(['T0000000A1']);
  });

  it('needs no old key and no address', () => {
    expect(parseSettings(OAUTH).slack.oauth).toMatchObject({ redirectUri: undefined, oldEncryptionKeys: [] });
  });

  it('names what is beside a token', () => {
    expect(problemsOf({ ...OAUTH, ...SLACK, TOKEN_ENCRYPTION_OLD_KEYS: KEY })).toEqual([
      'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, SLACK_ALLOWED_TEAMS, TOKEN_ENCRYPTION_KEY, TOKEN_ENCRYPTION_OLD_KEYS for several: set the one or the others, not both',
    ]);
  });

  it.each([
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
    'SLACK_STATE_SECRET',
    'SLACK_ALLOWED_TEAMS',
    'TOKEN_ENCRYPTION_KEY',
  ])('names %s where it alone is missing', (name) => {
    expect(problemsOf({ ...OAUTH, [name]: '' })).toEqual([expect.stringMatching(`^${name} is missing`)]);
  });

  it('names all that is missing', () => {
    const problems = problemsOf({ SLACK_SIGNING_SECRET: 's', TOKEN_ENCRYPTION_OLD_KEYS: KEY });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SLACK_CLIENT_ID',
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
      'SLACK_ALLOWED_TEAMS',
      'TOKEN_ENCRYPTION_KEY',
    ]);
  });

  it.each([
    ['too short', Buffer.alloc(31, 7).toString('base64')],
    ['too long', Buffer.alloc(33, 7).toString('base64')],
    ['hexadecimal', Buffer.alloc(32, 7).toString('hex')],
    ['with more behind it', `${KEY}!`],
  ])('wants a whole key: one %s is refused, and not shown', (_name, key) => {
    for (const name of ['TOKEN_ENCRYPTION_KEY', 'TOKEN_ENCRYPTION_OLD_KEYS']) {
      const problems = problemsOf({ ...OAUTH, [name]: key });
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} .*32 random bytes in Base64`))]);
      expect(problems[0]).not.toContain(key);
    }
  });

  it('lets the browser come back over HTTPS only, this machine aside', () => {
    const back = (uri: string) => ({ ...OAUTH, SLACK_REDIRECT_URI: uri });
    expect(parseSettings(back('http://127.0.0.1:3000/back')).slack.oauth?.redirectUri).toBe(
      'http://127.0.0.1:3000/back',
    );
    expect(problemsOf(back('http://bot.example.com/back'))).toEqual([expect.stringMatching(/^SLACK_REDIRECT_URI /)]);
    expect(problemsOf(back('back'))).toEqual([expect.stringMatching(/^SLACK_REDIRECT_URI /)]);
  });
});
