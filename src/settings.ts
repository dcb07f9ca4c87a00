import { config } from 'dotenv';
import { z } from 'zod';
import {
  CUST_SPACE_ID,
  CUST_SPACE_ID_RULE,
  camsEndpointOf,
  DEFAULT_ENDPOINT,
  ENDPOINT_RULE,
  HOST_NAME,
  LOOPBACK_HOSTS,
} from './account-rules.ts';
import { type AccountsFile, accountsOf, readAccountsFile } from './accounts-file.ts';

export interface SlackSettings {
  botToken: string;
  /** Given for HTTP; Socket Mode has no signed requests. */
  signingSecret: string | undefined;
  /** Given for Socket Mode: then no request URL is needed. */
  appToken: string | undefined;
  /** Ends in `/`. */
  apiUrl: string;
}

export interface CamsEndpoint {
  /** Host, with a port where it isn't the protocol's own. */
  host: string;
  protocol: 'HTTPS' | 'HTTP';
}

export interface AccessKey {
  id: string;
  secret: string;
  securityToken: string | undefined;
}

/** An Alibaba Cloud account. */
export interface AccountSettings {
  /** Unique; `default` where the plain environment describes the one account. */
  name: string;
  endpoint: CamsEndpoint;
  /** Absent: Alibaba Cloud's default credential chain (profile files, OIDC, instance roles). */
  accessKey: AccessKey | undefined;
  /** The space that is asked when a command names none. */
  custSpaceId: string | undefined;
  /** Spaces that have a name, each of them unique over all accounts. */
  spaces: { name: string; custSpaceId: string }[];
}

/** A host that flow files may be downloaded from. */
export interface AssetHost {
  /** Lower case; `*.example.com` stands for every host below example.com. Without a port the protocol's own is meant. */
  pattern: string;
  /** Plain HTTP and a loopback address are allowed for this very `host:port`, and for nothing else. */
  isLoopback: boolean;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Settings {
  slack: SlackSettings;
  /** TCP port for Slack's requests (HTTP) and for `/health`; 0 takes any free one. */
  port: number;
  /** Never empty; the first is the default one. */
  accounts: AccountSettings[];
  assetHosts: AssetHost[];
  /** What the store opens: `file:` and a path. */
  databaseUrl: string;
  logLevel: LogLevel;
}

/** All that is wrong with the settings, in words that name the setting and never its value if that is a secret. */
export class SettingsError extends Error {
  readonly kind = 'settings';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `  - ${problem}`).join('\n');
    super(
      `The settings need a change before the bot can start:\n${lines}\nEvery setting is explained in .env.example.`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

const PORT_SUFFIX = /:\d{1,5}$/;
const LOOPBACK_HOST_AND_PORT = /^(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/;

/** An empty line in `.env` (`PORT=`) means "not set", as its author would expect. */
const setting = z
  .string()
  .optional()
  .transform((value) => (value?.trim() ? value.trim() : undefined));

const required = (meaning: string) => setting.pipe(z.string({ error: `is missing: ${meaning}` }));

const slackApiUrl = setting.transform((value, context): string => {
  if (value === undefined) return 'https://slack.com/api/';
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname))) {
    return url.href.endsWith('/') ? url.href : `${url.href}/`;
  }
  context.addIssue('must be an https:// address, as https://slack.com/api/ (http:// is for this machine only)');
  return z.NEVER;
});

const port = setting.transform((value, context): number => {
  const number = value === undefined ? 3000 : Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  context.addIssue('must be a port number from 0 to 65535');
  return z.NEVER;
});

const camsEndpoint = setting.transform((value, context): CamsEndpoint => {
  const endpoint = value === undefined ? DEFAULT_ENDPOINT : camsEndpointOf(value);
  if (endpoint !== undefined) return endpoint;
  context.addIssue(ENDPOINT_RULE);
  return z.NEVER;
});

const assetHosts = setting.transform((value, context): AssetHost[] => {
  const patterns = (value ?? '*.aliyuncs.com')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const isUsable = (pattern: string) =>
    LOOPBACK_HOST_AND_PORT.test(pattern) || HOST_NAME.test(pattern.replace(/^\*\./, '').replace(PORT_SUFFIX, ''));
  const unusable = patterns.filter((pattern) => !isUsable(pattern));
  if (unusable.length === 0) {
    return patterns.map((pattern) => ({ pattern, isLoopback: LOOPBACK_HOST_AND_PORT.test(pattern) }));
  }
  context.addIssue(`has what is no host name: ${unusable.join(', ')} (as *.aliyuncs.com, or 127.0.0.1:PORT)`);
  return z.NEVER;
});

const custSpaceId = setting.pipe(z.string().regex(CUST_SPACE_ID, { error: CUST_SPACE_ID_RULE }).optional());

const databaseUrl = setting
  .transform((value) => value ?? 'file:./data/flow-json.db')
  .pipe(z.string().startsWith('file:', { error: 'must be file: and a path, as file:./data/flow-json.db' }));

const logLevel = setting
  .transform((value) => value?.toLowerCase() ?? 'info')
  .pipe(z.enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' }));

const environment = z.object({
  SLACK_BOT_TOKEN: required('the bot token (xoxb-…) from "OAuth & Permissions" of your Slack app'),
  SLACK_SIGNING_SECRET: setting,
  SLACK_APP_TOKEN: setting,
  SLACK_API_URL: slackApiUrl,
  PORT: port,
  ALIBABA_CLOUD_ACCESS_KEY_ID: setting,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: setting,
  ALIBABA_CLOUD_SECURITY_TOKEN: setting,
  CAMS_ENDPOINT: camsEndpoint,
  CAMS_CUST_SPACE_ID: custSpaceId,
  ACCOUNTS_FILE: setting,
  FLOW_ASSET_HOSTS: assetHosts,
  DATABASE_URL: databaseUrl,
  LOG_LEVEL: logLevel,
});

type Environment = z.infer<typeof environment>;
type RawEnvironment = Record<string, string | undefined>;

/** What no single setting shows: a token that was pasted into the wrong line, a key without its secret. */
function problemsBetween(env: RawEnvironment): string[] {
  const given = (name: keyof Environment) => env[name]?.trim() || undefined;
  const problems: string[] = [];
  const apiUrl = given('SLACK_API_URL') ?? 'https://slack.com/api/';
  const isSlackItself = URL.canParse(apiUrl) && new URL(apiUrl).hostname === 'slack.com';
  const [botToken, appToken] = [given('SLACK_BOT_TOKEN'), given('SLACK_APP_TOKEN')];
  if (isSlackItself && botToken !== undefined && !/^xox(b|e\.xoxb)-/.test(botToken)) {
    problems.push('SLACK_BOT_TOKEN must be a bot token: it begins with xoxb-');
  }
  if (isSlackItself && appToken !== undefined && !appToken.startsWith('xapp-')) {
    problems.push('SLACK_APP_TOKEN must be an app-level token: it begins with xapp-');
  }
  if (given('SLACK_SIGNING_SECRET') === undefined && appToken === undefined) {
    problems.push(
      'SLACK_SIGNING_SECRET is missing: it is under "Basic Information" of your Slack app (or set SLACK_APP_TOKEN for Socket Mode)',
    );
  }
  const hasId = given('ALIBABA_CLOUD_ACCESS_KEY_ID') !== undefined;
  const hasSecret = given('ALIBABA_CLOUD_ACCESS_KEY_SECRET') !== undefined;
  if (hasId && !hasSecret) problems.push('ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing: it belongs to the key ID');
  if (hasSecret && !hasId) problems.push('ALIBABA_CLOUD_ACCESS_KEY_ID is missing: it belongs to the key secret');
  if (given('ALIBABA_CLOUD_SECURITY_TOKEN') !== undefined && !hasId && !hasSecret) {
    problems.push('ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET are missing: the security token belongs to them');
  }
  return problems;
}

/** What a file of accounts says for each of them; beside it nobody could tell which one counts. */
const OF_ONE_ACCOUNT = [
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'CAMS_ENDPOINT',
  'CAMS_CUST_SPACE_ID',
] as const satisfies (keyof Environment)[];

function accountsInFile(
  file: AccountsFile | undefined,
  env: RawEnvironment,
): { accounts: AccountSettings[]; problems: string[] } {
  const path = env.ACCOUNTS_FILE?.trim();
  if (!path) return { accounts: [], problems: [] };
  const beside = OF_ONE_ACCOUNT.filter((name) => env[name]?.trim()).map(
    (name) => `${name} must not be set beside ACCOUNTS_FILE, which says it for each account`,
  );
  if (file === undefined) return { accounts: [], problems: [...beside, 'ACCOUNTS_FILE has not been read'] };
  if ('problem' in file) return { accounts: [], problems: [...beside, `ACCOUNTS_FILE ${file.problem}`] };
  const { accounts, problems } = accountsOf(file.content, env);
  return { accounts, problems: [...beside, ...problems.map((problem) => `ACCOUNTS_FILE (${path}): ${problem}`)] };
}

function accessKeyOf(env: Environment): AccessKey | undefined {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret } = env;
  return id && secret ? { id, secret, securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN } : undefined;
}

function accountInEnvironment(env: Environment): AccountSettings {
  const { CAMS_ENDPOINT: endpoint, CAMS_CUST_SPACE_ID: custSpaceId } = env;
  return { name: 'default', endpoint, accessKey: accessKeyOf(env), custSpaceId, spaces: [] };
}

/**
 * The settings that an environment spells out.
 *
 * @param accountsFile what the file at `ACCOUNTS_FILE` holds; needed where that is set.
 * @throws {SettingsError} naming every problem at once, without the value of any secret.
 */
export function parseSettings(env: RawEnvironment, accountsFile?: AccountsFile): Settings {
  const parsed = environment.safeParse(env);
  const issues = parsed.success ? [] : parsed.error.issues;
  const inFile = accountsInFile(accountsFile, env);
  const problems = [
    ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...problemsBetween(env),
    ...inFile.problems,
  ];
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  return {
    slack: {
      botToken: parsed.data.SLACK_BOT_TOKEN,
      signingSecret: parsed.data.SLACK_SIGNING_SECRET,
      appToken: parsed.data.SLACK_APP_TOKEN,
      apiUrl: parsed.data.SLACK_API_URL,
    },
    port: parsed.data.PORT,
    accounts: parsed.data.ACCOUNTS_FILE === undefined ? [accountInEnvironment(parsed.data)] : inFile.accounts,
    assetHosts: parsed.data.FLOW_ASSET_HOSTS,
    databaseUrl: parsed.data.DATABASE_URL,
    logLevel: parsed.data.LOG_LEVEL,
  };
}

/**
 * The settings of this process: its environment, below it the `.env` file of the folder it was started in, and the file
 * of accounts where one is named.
 *
 * @throws {SettingsError} naming every problem at once, without the value of any secret.
 */
export async function loadSettings(): Promise<Settings> {
  config({ quiet: true });
  // biome-ignore lint/style/noProcessEnv: this is the one place that reads the environment; all else is handed Settings
  const env = process.env;
  const path = env.ACCOUNTS_FILE?.trim();
  return parseSettings(env, path ? await readAccountsFile(path) : undefined);
}

/** Every value in the settings that must never be seen: what the log redacts. */
export function secretsOf({ slack, accounts }: Settings): string[] {
  const ofAccounts = accounts.flatMap(({ accessKey }) => [accessKey?.secret, accessKey?.securityToken]);
  const secrets = [slack.botToken, slack.signingSecret, slack.appToken, ...ofAccounts];
  return secrets.filter((secret): secret is string => secret !== undefined);
}
