import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsFile, readAccountsFile } from '../../../src/settings/accounts-file.ts';
import { parseSettings, SettingsError, secretsOf } from '../../../src/settings/settings.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_SIGNING_SECRET: 'signing-secret' };

function problemsOf(env: Record<string, string>, file?: AccountsFile): readonly string[] {
  try {
    parseSettings(env, file);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
  }
  throw new Error('expected a SettingsError');
}

describe('parseSettings', () => {
  it('needs the two Slack settings only, and has a default for all else', () => {
    expect(parseSettings(SLACK)).toEqual({
      slack: {
        botToken: 'xoxb-1-secret',
        oauth: undefined,
        signingSecret: 'signing-secret',
        appToken: undefined,
        apiUrl: 'https://slack.com/api/',
      },
      port: 3000,
      accounts: [
        {
          name: 'default',
          endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
          accessKey: undefined,
          custSpaceId: undefined,
          spaces: [],
        },
      ],
      assetHosts: [{ pattern: '*.aliyuncs.com', isLoopback: false }],
      databaseUrl: 'file:./data/flow-json.db',
      sharedForMs: 5000,
      retention: { historyDays: 90, requestsDays: 7 },
      opsChannel: undefined,
      watchPace: 1,
      logLevel: 'info',
    });
  });

  it('takes every setting', () => {
    const settings = parseSettings({
      ...SLACK,
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: 'http://127.0.0.1:4400/api',
      PORT: '0',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
      CAMS_ENDPOINT: 'http://127.0.0.1:4010',
      CAMS_CUST_SPACE_ID: 'cams-12',
      FLOW_ASSET_HOSTS: '127.0.0.1:4010, Files.Example.com:8443',
      RETENTION_HISTORY_DAYS: '30',
      RETENTION_REQUESTS_DAYS: '1',
      OPS_CHANNEL: 'C0123456789',
      WATCH_PACE: '60',
      LOG_LEVEL: 'DEBUG',
    });
    expect(settings.slack.apiUrl).toBe('http://127.0.0.1:4400/api/');
    expect(settings.port).toBe(0);
    expect(settings.opsChannel).toEqual({ teamId: '', channelId: 'C0123456789' });
    expect(settings.watchPace).toBe(60);
    expect(settings.accounts).toEqual([
      {
        name: 'default',
        endpoint: { host: '127.0.0.1:4010', protocol: 'HTTP' },
        accessKey: { id: 'id', secret: 'secret', securityToken: 'token' },
        custSpaceId: 'cams-12',
        spaces: [],
      },
    ]);
    expect(settings.assetHosts).toEqual([
      { pattern: '127.0.0.1:4010', isLoopback: true },
      { pattern: 'files.example.com:8443', isLoopback: false },
    ]);
    expect(settings.retention).toEqual({ historyDays: 30, requestsDays: 1 });
    expect(settings.logLevel).toBe('debug');
  });

  it('takes an empty line for a setting that is not there', () => {
    expect(parseSettings({ ...SLACK, PORT: '', LOG_LEVEL: '  ', SLACK_APP_TOKEN: '' })).toEqual(parseSettings(SLACK));
  });

  it('names all problems at once', () => {
    const problems = problemsOf({
      PORT: '70000',
      SLACK_API_URL: 'http://slack.example.com/api/',
      CAMS_ENDPOINT: 'http://cams.example.com',
      CAMS_CUST_SPACE_ID: 'no space',
      FLOW_ASSET_HOSTS: '*',
      LOG_LEVEL: 'loud',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SLACK_API_URL',
      'PORT',
      'CAMS_ENDPOINT',
      'CAMS_CUST_SPACE_ID',
      'FLOW_ASSET_HOSTS',
      'LOG_LEVEL',
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    ]);
  });

  it.each([
    ['SLACK_BOT_TOKEN', { ...SLACK, SLACK_BOT_TOKEN: 'xoxp-a-user-token' }],
    ['SLACK_APP_TOKEN', { ...SLACK, SLACK_APP_TOKEN: 'xoxb-not-an-app-token' }],
    ['ALIBABA_CLOUD_ACCESS_KEY_ID', { ...SLACK, ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'lonely-secret' }],
    ['ALIBABA_CLOUD_ACCESS_KEY_ID', { ...SLACK, ALIBABA_CLOUD_SECURITY_TOKEN: 'lonely-token' }],
  ])('names %s, and shows no value', (name, env) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} `));
    expect(problems[0]).not.toMatch(/a-user-token|not-an-app-token|lonely/);
  });

  it.each(['file:./data/other.db', 'file:///var/lib/flow-json/flow-json.db'])('takes the database %s', (url) => {
    expect(parseSettings({ ...SLACK, DATABASE_URL: ` ${url} ` }).databaseUrl).toBe(url);
  });

  it('has the usual database where the setting is empty', () => {
    expect(parseSettings({ ...SLACK, DATABASE_URL: '' }).databaseUrl).toBe('file:./data/flow-json.db');
  });

  it.each([
    'postgres://bot:hunter2@db/flows',
    'postgresql://bot:hunter%2F2@db.example.com:6432/flows?sslmode=verify-full',
    'postgres:///flows?host=/run/postgresql',
  ])('takes the database %s', (url) => {
    expect(parseSettings({ ...SLACK, DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each([
    './data/flow-json.db',
    'FILE:./x.db',
    'mysql://bot:hunter2@db/flows',
    'postgres://bot:hunter/2@db/flows',
    'postgres://bot:hunter%2@db/flows',
    'postgres://bot:hunter2@db',
    'postgres://bot:hunter2@db/',
    'postgres:///hunter2',
  ])('refuses the database %s, and shows no value', (url) => {
    const [problem, ...others] = problemsOf({ ...SLACK, DATABASE_URL: url });
    expect(problem).toMatch(/^DATABASE_URL must be file: and a path, .* or postgres:/);
    expect(problem).not.toMatch(/hunter|mysql|x\.db/);
    expect(others).toEqual([]);
  });

  it.each(['0', '-1', '1.5', '3651', 'forever'])('refuses to keep what is old for %s days', (days) => {
    expect(problemsOf({ ...SLACK, RETENTION_HISTORY_DAYS: days, RETENTION_REQUESTS_DAYS: days })).toEqual([
      'RETENTION_HISTORY_DAYS must be a number of days from 1 to 3650',
      'RETENTION_REQUESTS_DAYS must be a number of days from 1 to 3650',
    ]);
  });

  it('takes the operators’ channel of one workspace of several', () => {
    const { opsChannel } = parseSettings({ ...SLACK, OPS_CHANNEL: 'T012/C345' });
    expect(opsChannel).toEqual({ teamId: 'T012', channelId: 'C345' });
  });

  it.each(['#ops', 'U012', 'T012', 'T012/C345/x'])('refuses %s as the operators’ channel', (channel) => {
    expect(problemsOf({ ...SLACK, OPS_CHANNEL: channel })).toEqual([
      expect.stringMatching(/^OPS_CHANNEL must be the ID/),
    ]);
  });

  it.each(['0', '0.5', '1001', 'fast'])('refuses the pace %s', (pace) => {
    expect(problemsOf({ ...SLACK, WATCH_PACE: pace })).toEqual(['WATCH_PACE must be a number from 1 to 1000']);
  });

  it('lets plain HTTP reach this machine only', () => {
    for (const host of ['localhost:1', '[::1]:1', '127.0.0.1:1']) {
      expect(parseSettings({ ...SLACK, CAMS_ENDPOINT: `http://${host}` }).accounts[0]?.endpoint.protocol).toBe('HTTP');
    }
    expect(problemsOf({ ...SLACK, CAMS_ENDPOINT: 'http://10.0.0.1:80' })).toHaveLength(1);
    expect(problemsOf({ ...SLACK, CAMS_ENDPOINT: 'http://127.0.0.1.example.com' })).toHaveLength(1);
  });

  it('needs no signing secret with Socket Mode', () => {
    expect(parseSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack.appToken).toBe('xapp-1');
  });
});

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');
const OAUTH = {
  SLACK_SIGNING_SECRET: 'signing-secret',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_STATE_SECRET: 'state-secret',
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
      redirectUri: 'https://bot.example.com/slack/oauth_redirect',
      encryptionKey: Buffer.alloc(32, 1),
      oldEncryptionKeys: [Buffer.alloc(32, 2), Buffer.alloc(32, 1)],
    });
    expect(secretsOf(settings)).toEqual(['signing-secret', 'client-secret', 'state-secret', KEY, OTHER_KEY, KEY]);
  });

  it('needs no old key and no address', () => {
    expect(parseSettings(OAUTH).slack.oauth).toMatchObject({ redirectUri: undefined, oldEncryptionKeys: [] });
  });

  it('names what is beside a token', () => {
    expect(problemsOf({ ...OAUTH, ...SLACK, TOKEN_ENCRYPTION_OLD_KEYS: KEY })).toEqual([
      'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, TOKEN_ENCRYPTION_KEY, TOKEN_ENCRYPTION_OLD_KEYS for several: set the one or the others, not both',
    ]);
  });

  it.each(['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'TOKEN_ENCRYPTION_KEY'])(
    'names %s where it alone is missing',
    (name) => {
      expect(problemsOf({ ...OAUTH, [name]: '' })).toEqual([expect.stringMatching(`^${name} is missing`)]);
    },
  );

  it('names all that is missing', () => {
    const problems = problemsOf({ SLACK_SIGNING_SECRET: 's', TOKEN_ENCRYPTION_OLD_KEYS: KEY });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SLACK_CLIENT_ID',
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
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

const FILE = { ...SLACK, ACCOUNTS_FILE: 'accounts.yml' };
const KEYS = { PROD_ID: 'prod-id', PROD_SECRET: 'prod-secret', PROD_TOKEN: 'prod-token', TEST_ID: 'test-id' };
const WITH_KEYS = { ...FILE, ...KEYS, TEST_SECRET: 'test-secret' };
const production = {
  name: 'production',
  access_key_id_env: 'PROD_ID',
  access_key_secret_env: 'PROD_SECRET',
  security_token_env: 'PROD_TOKEN',
  endpoint: 'cams.cn-hongkong.aliyuncs.com',
  default_space: 'eu-shop',
  spaces: [{ name: 'eu-shop', id: 'cams-1234' }],
};
const staging = { name: 'staging', access_key_id_env: 'TEST_ID', access_key_secret_env: 'TEST_SECRET' };
const holding = (...accounts: object[]): AccountsFile => ({ content: { accounts } });

describe('parseSettings with ACCOUNTS_FILE', () => {
  it('takes every account, with its key from the environment', () => {
    const settings = parseSettings(
      WITH_KEYS,
      holding(production, { ...staging, default_space: 'cams-9' }, { name: 'x' }),
    );
    expect(settings.accounts).toEqual([
      {
        name: 'production',
        endpoint: { host: 'cams.cn-hongkong.aliyuncs.com', protocol: 'HTTPS' },
        accessKey: { id: 'prod-id', secret: 'prod-secret', securityToken: 'prod-token' },
        custSpaceId: 'cams-1234',
        spaces: [{ name: 'eu-shop', custSpaceId: 'cams-1234' }],
      },
      {
        name: 'staging',
        endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
        accessKey: { id: 'test-id', secret: 'test-secret', securityToken: undefined },
        custSpaceId: 'cams-9',
        spaces: [],
      },
      {
        name: 'x',
        endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
        accessKey: undefined,
        custSpaceId: undefined,
        spaces: [],
      },
    ]);
    expect(secretsOf(settings)).toEqual([
      'xoxb-1-secret',
      'signing-secret',
      'prod-secret',
      'prod-token',
      'test-secret',
    ]);
  });

  it('wants the settings of one account unset', () => {
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
      CAMS_ENDPOINT: 'cams.example.com',
      CAMS_CUST_SPACE_ID: 'cams-1',
    };
    const problems = problemsOf({ ...WITH_KEYS, ...env }, holding(production));
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(Object.keys(env));
  });

  it.each([
    ['no list', { content: null }, 'the file must hold a list named accounts'],
    ['an empty list', holding(), 'accounts must hold one account at least'],
    ['text for an account', { content: { accounts: ['production'] } }, 'accounts[0] must be an account, with a name'],
    ['an unknown key', holding({ ...production, region: 'x' }), 'accounts[0].region is not known here'],
    [
      'an unknown key of a space',
      holding({ name: 'a', spaces: [{ name: 'b', id: 'c', x: 1 }] }),
      'accounts[0].spaces[0].x is',
    ],
    ['no name', holding({ endpoint: 'cams.example.com' }), 'accounts[0].name must be a name'],
    ['a name with a blank', holding({ name: 'My account' }), 'accounts[0].name must be a name'],
    [
      'a bad endpoint',
      holding({ name: 'a', endpoint: 'http://example.com' }),
      'accounts[0].endpoint must be a host name',
    ],
    ['a bad space', holding({ name: 'a', spaces: [{ name: 'b', id: 'no id' }] }), 'accounts[0].spaces[0].id must be'],
    ['a bad default space', holding({ name: 'a', default_space: 'no id' }), 'accounts[0].default_space must be'],
    [
      'a key in place of a name',
      holding({ ...staging, access_key_id_env: 'LTAI5tSecret' }),
      'accounts[0].access_key_id_env holds what looks like a key',
    ],
    [
      'a secret in place of a name',
      holding({ ...staging, access_key_secret_env: 'Secret0aB9' }),
      'accounts[0].access_key_secret_env names a variable which is not in',
    ],
    [
      'what is no name',
      holding({ ...staging, access_key_secret_env: 'Secret/+=' }),
      'accounts[0].access_key_secret_env must be the NAME',
    ],
    [
      'a variable that is not set',
      holding({ ...staging, access_key_id_env: 'NO_SUCH_ID' }),
      'accounts[0].access_key_id_env names NO_SUCH_ID, which is not in',
    ],
    [
      'half a key',
      holding({ name: 'a', access_key_id_env: 'PROD_ID' }),
      'accounts[0].access_key_secret_env is missing',
    ],
    [
      'the other half',
      holding({ name: 'a', access_key_secret_env: 'PROD_SECRET' }),
      'accounts[0].access_key_id_env is missing',
    ],
    [
      'a token alone',
      holding({ name: 'a', security_token_env: 'PROD_TOKEN' }),
      'accounts[0].access_key_id_env and access_key_secret_env are missing',
    ],
    ['a name that is taken', holding(production, staging, { name: 'staging' }), 'accounts[2].name is taken: staging'],
    [
      'a space that is taken',
      holding(production, { ...staging, spaces: production.spaces }),
      'accounts[1].spaces[0].name is taken: eu-shop',
    ],
    [
      'a file that is not there',
      { problem: 'names no file: accounts.yml' },
      'ACCOUNTS_FILE names no file: accounts.yml',
    ],
    ['a file that nobody read', undefined, 'ACCOUNTS_FILE has not been read'],
  ])('names, with its place in the file: %s', (_name, file, problem) => {
    const problems = problemsOf(WITH_KEYS, file);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).not.toMatch(/Secret|LTAI5/);
  });

  it('names all problems at once, with those of the environment', () => {
    const problems = problemsOf({ ...WITH_KEYS, PORT: 'x' }, holding({ name: 'a', x: 1 }, { name: 'B' }));
    expect(problems).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^ACCOUNTS_FILE \(accounts\.yml\): accounts\[0\]\.x /),
      expect.stringMatching(/^ACCOUNTS_FILE \(accounts\.yml\): accounts\[1\]\.name /),
    ]);
  });
});

describe('readAccountsFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'accounts-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(text: string): Promise<AccountsFile> {
    const path = join(folder, 'accounts.yml');
    await writeFile(path, text);
    return readAccountsFile(path);
  }

  it('reads YAML', async () => {
    expect(await read('accounts:\n  - name: a # the first\n')).toEqual({ content: { accounts: [{ name: 'a' }] } });
    expect(await read('')).toEqual({ content: null });
  });

  it('reads the example, which needs its variables and nothing else', async () => {
    const content = await readAccountsFile('accounts.example.yml');
    const names = [
      'PROD_ACCESS_KEY_ID',
      'PROD_ACCESS_KEY_SECRET',
      'STAGING_ACCESS_KEY_ID',
      'STAGING_ACCESS_KEY_SECRET',
    ];
    const env = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
    expect(parseSettings({ ...FILE, ...env }, content).accounts.map(({ name }) => name)).toEqual([
      'production',
      'staging',
    ]);
  });

  it('tells the line of what is no YAML, and nothing that stands there', async () => {
    expect(await read('accounts:\n  - name: a\n   LTAI5tSecret: [\n')).toEqual({
      problem: expect.stringMatching(/^is no YAML: see line [34]$/),
    });
    expect(await read('accounts: *nowhere')).toEqual({ problem: expect.stringContaining('an alias') });
  });

  it('tells of a file that is not there, or none', async () => {
    expect(await readAccountsFile(join(folder, 'none.yml'))).toEqual({
      problem: `names no file: ${join(folder, 'none.yml')}`,
    });
    expect(await readAccountsFile(folder)).toEqual({ problem: `can not be read (EISDIR): ${folder}` });
  });
});

describe('secretsOf', () => {
  it('lists every secret that is set', () => {
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's1',
      ALIBABA_CLOUD_SECURITY_TOKEN: 's2',
    };
    expect(secretsOf(parseSettings({ ...SLACK, ...env }))).toEqual(['xoxb-1-secret', 'signing-secret', 's1', 's2']);
  });

  it.each([
    ['postgres://bot:hunter2@db/flows', ['hunter2']],
    ['postgres://bot:hunter%2F2@db/flows', ['hunter%2F2', 'hunter/2']],
    ['postgres://bot:hunter@2@db/flows', ['hunter@2', 'hunter%402']],
    ['postgres://bot@db/flows?password=hunter2', ['hunter2']],
    ['postgres://bot@db/flows', []],
    ['file:./hunter2.db', []],
  ])('lists the password in %s, in each way it may be written', (url, passwords) => {
    const secrets = secretsOf(parseSettings({ ...SLACK, DATABASE_URL: url }));
    expect(secrets).toEqual(['xoxb-1-secret', 'signing-secret', ...passwords]);
  });

  it.each([
    ['0', 0],
    ['2.5', 2500],
    ['60', 60_000],
  ])('takes SHARED_FETCH_SECONDS=%s', (value, sharedForMs) => {
    expect(parseSettings({ ...SLACK, SHARED_FETCH_SECONDS: value }).sharedForMs).toBe(sharedForMs);
  });

  it.each(['-1', '61', 'soon'])('refuses SHARED_FETCH_SECONDS=%s', (value) => {
    expect(() => parseSettings({ ...SLACK, SHARED_FETCH_SECONDS: value })).toThrow(
      'SHARED_FETCH_SECONDS must be a number of seconds from 0 to 60',
    );
  });
});
