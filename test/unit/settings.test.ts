import { describe, expect, it } from 'vitest';
import { parseSettings, SettingsError, secretsOf } from '../../src/settings.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_SIGNING_SECRET: 'signing-secret' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseSettings(env);
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
        signingSecret: 'signing-secret',
        appToken: undefined,
        apiUrl: 'https://slack.com/api/',
      },
      port: 3000,
      cams: {
        endpoint: { host: 'cams.ap-southeast-1.aliyuncs.com', protocol: 'HTTPS' },
        accessKey: undefined,
        custSpaceId: undefined,
        assetHosts: [{ pattern: '*.aliyuncs.com', isLoopback: false }],
      },
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
      LOG_LEVEL: 'DEBUG',
    });
    expect(settings.slack.apiUrl).toBe('http://127.0.0.1:4400/api/');
    expect(settings.port).toBe(0);
    expect(settings.cams).toEqual({
      endpoint: { host: '127.0.0.1:4010', protocol: 'HTTP' },
      accessKey: { id: 'id', secret: 'secret', securityToken: 'token' },
      custSpaceId: 'cams-12',
      assetHosts: [
        { pattern: '127.0.0.1:4010', isLoopback: true },
        { pattern: 'files.example.com:8443', isLoopback: false },
      ],
    });
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
      'SLACK_BOT_TOKEN',
      'SLACK_API_URL',
      'PORT',
      'CAMS_ENDPOINT',
      'CAMS_CUST_SPACE_ID',
      'FLOW_ASSET_HOSTS',
      'LOG_LEVEL',
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

  it('lets plain HTTP reach this machine only', () => {
    for (const host of ['localhost:1', '[::1]:1', '127.0.0.1:1']) {
      expect(parseSettings({ ...SLACK, CAMS_ENDPOINT: `http://${host}` }).cams.endpoint.protocol).toBe('HTTP');
    }
    expect(problemsOf({ ...SLACK, CAMS_ENDPOINT: 'http://10.0.0.1:80' })).toHaveLength(1);
    expect(problemsOf({ ...SLACK, CAMS_ENDPOINT: 'http://127.0.0.1.example.com' })).toHaveLength(1);
  });

  it('needs no signing secret with Socket Mode', () => {
    expect(parseSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack.appToken).toBe('xapp-1');
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
});
