import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import { problemsOf, SLACK } from './support.ts';

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
          callsPerSecond: 5,
          spaces: [],
        },
      ],
      access: { default: 'members', ask: undefined, rules: [] },
      assetHosts: [{ pattern: '*.aliyuncs.com', isLoopback: false }],
      proxy: undefined,
      databaseUrl: 'file:./data/flow-json.db',
      sharedForMs: 5000,
      databaseConnections: 20,
      retention: { historyDays: 90, requestsDays: 7, versionsDays: 90, auditDays: 365, picturesDays: 7 },
      shareLimits: { waitingFlowsPerPerson: 40, watchesPerPerson: 100, watchesPerChannel: 200 },
      opsChannel: undefined,
      pictureProcesses: 1,
      warmUp: true,
      watchPace: 1,
      logLevel: 'info',
      auditLog: 'off',
      sharing: { secrets: 'ask', sharedChannels: 'ask' },
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
      CAMS_CALLS_PER_SECOND: '50',
      FLOW_ASSET_HOSTS: '127.0.0.1:4010, Files.Example.com:8443',
      RETENTION_HISTORY_DAYS: '30',
      RETENTION_REQUESTS_DAYS: '1',
      RETENTION_PICTURES_DAYS: '2',
      PICTURE_PROCESSES: '0',
      WARM_UP: 'off',
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
        callsPerSecond: 50,
        spaces: [],
      },
    ]);
    expect(settings.assetHosts).toEqual([
      { pattern: '127.0.0.1:4010', isLoopback: true },
      { pattern: 'files.example.com:8443', isLoopback: false },
    ]);
    expect(settings.retention).toEqual({
      historyDays: 30,
      requestsDays: 1,
      versionsDays: 90,
      auditDays: 365,
      picturesDays: 2,
    });
    expect(settings.pictureProcesses).toBe(0);
    expect(settings.warmUp).toBe(false);
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
      CAMS_CALLS_PER_SECOND: '51',
      FLOW_ASSET_HOSTS: '*',
      LOG_LEVEL: 'loud',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SLACK_API_URL',
      'PORT',
      'CAMS_ENDPOINT',
      'CAMS_CUST_SPACE_ID',
      'CAMS_CALLS_PER_SECOND',
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
