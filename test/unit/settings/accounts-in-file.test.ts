import { describe, expect, it } from 'vitest';
import { parseSettings, type SettingsFiles } from '../../../src/settings/parse-settings.ts';
import { secretsOf } from '../../../src/settings/secrets.ts';
import { fileOf, problemsOf, SLACK } from './support.ts';

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
const holding = (...accounts: object[]): SettingsFiles => ({ accounts: fileOf({ accounts }) });

describe('parseSettings with ACCOUNTS_FILE', () => {
  it('takes every account, with its key from the environment', () => {
    const settings = parseSettings(
      WITH_KEYS,
      holding(production, { ...staging, default_space: 'cams-9', calls_per_second: 50 }, { name: 'x' }),
    );
    expect(settings.accounts).toEqual([
      {
        name: 'production',
        endpoint: { host: 'cams.cn-hongkong.aliyuncs.com', protocol: 'HTTPS' },
        accessKey: { id: 'prod-id', secret: 'prod-secret', securityToken: 'prod-token' },
        custSpaceId: 'cams-1234',
        callsPerSecond: 5,
        spaces: [{ name: 'eu-shop', custSpaceId: 'cams-1234' }],
      },
      {
        name: 'staging',
        endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
        accessKey: { id: 'test-id', secret: 'test-secret', securityToken: undefined },
        custSpaceId: 'cams-9',
        callsPerSecond: 50,
        spaces: [],
      },
      {
        name: 'x',
        endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
        accessKey: undefined,
        custSpaceId: undefined,
        callsPerSecond: 5,
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
      CAMS_CALLS_PER_SECOND: '6',
    };
    const problems = problemsOf({ ...WITH_KEYS, ...env }, holding(production));
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(Object.keys(env));
  });

  it.each([
    ['no list', { accounts: fileOf(null) }, 'the file must hold a list named accounts'],
    ['an empty list', holding(), 'accounts must hold one account at least'],
    [
      'text for an account',
      { accounts: fileOf({ accounts: ['production'] }) },
      'accounts[0] must be an account, with a name',
    ],
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
    ...[0, 51, 2.5, '5'].map((calls): [string, ReturnType<typeof holding>, string] => [
      `${JSON.stringify(calls)} calls a second`,
      holding({ name: 'a', calls_per_second: calls }),
      'accounts[0].calls_per_second must be a whole number of calls from 1 to 50',
    ]),
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
      { accounts: { kind: 'unreadable' as const, problems: ['names no file: accounts.yml'] } },
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
