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

/** What it takes so that workspaces install the app themselves. */
export interface OAuthSettings {
  clientId: string;
  clientSecret: string;
  /** Signs the state of an installation under way. */
  stateSecret: string;
  /** Where Slack sends the browser back to; absent: the one that the Slack app names. */
  redirectUri: string | undefined;
  /** Encrypts the workspaces' tokens; 32 bytes. */
  encryptionKey: Uint8Array;
  /** Decrypt what they once encrypted; 32 bytes each. */
  oldEncryptionKeys: Uint8Array[];
}

/** One workspace, whose token is a setting, or several. */
type SlackWorkspaces = { botToken: string; oauth: undefined } | { botToken: undefined; oauth: OAuthSettings };

export type SlackSettings = SlackConnection & SlackWorkspaces;

interface SlackConnection {
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

/** How long the database keeps what nobody needs for good; days. */
export interface RetentionSettings {
  /** A person's recent fetches. */
  historyDays: number;
  /** Requests that have ended. */
  requestsDays: number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Settings {
  slack: SlackSettings;
  /** TCP port for Slack's requests (HTTP) and for `/health`; 0 takes any free one. */
  port: number;
  /** Never empty; the first is the default one. */
  accounts: AccountSettings[];
  assetHosts: AssetHost[];
  /** What the store opens: `file:` and a path, or `postgres://`, which may hold a password. */
  databaseUrl: string;
  /** How long a fetched file may serve others who ask for the same flow; milliseconds. */
  sharedForMs: number;
  retention: RetentionSettings;
  /** Where the operators are told; absent: where somebody said `/flow-json ops here`, if anywhere. */
  opsChannel: { teamId: string; channelId: string } | undefined;
  /** By how much the watcher's time runs faster than the clock on the wall; 1 everywhere but in a trial. */
  watchPace: number;
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

/** Of the driver too: it takes the password and the rest as they are encoded here. */
function isPostgresUrl(value: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) return false;
  try {
    const { username, password, hostname, pathname, searchParams } = new URL(value);
    decodeURIComponent(username + password + pathname);
    return (hostname !== '' || searchParams.has('host')) && pathname.length > 1;
  } catch {
    return false;
  }
}

const databaseUrl = setting.transform((value, context): string => {
  if (value === undefined) return 'file:./data/flow-json.db';
  if (value.startsWith('file:') || isPostgresUrl(value)) return value;
  context.addIssue(
    'must be file: and a path, as file:./data/flow-json.db, or postgres://USER:PASSWORD@HOST:5432/DATABASE, with %XX for each special sign in the password',
  );
  return z.NEVER;
});

/** Ten years: more would only be a slip of the finger. */
const MAX_DAYS = 3650;

const days = (usual: number) =>
  setting.transform((value, context): number => {
    const number = value === undefined ? usual : Number(value);
    if (Number.isInteger(number) && number >= 1 && number <= MAX_DAYS) return number;
    context.addIssue(`must be a number of days from 1 to ${MAX_DAYS}`);
    return z.NEVER;
  });

/** Of AES-256; bytes. */
const ENCRYPTION_KEY_BYTES = 32;
const ENCRYPTION_KEY_RULE = 'must be 32 random bytes in Base64, as `openssl rand -base64 32` gives them';

/** @returns undefined where the text is not the Base64 of such a key. */
function encryptionKeyOf(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  const isWhole = bytes.toString('base64') === text;
  return isWhole && bytes.length === ENCRYPTION_KEY_BYTES ? bytes : undefined;
}

const encryptionKey = setting.transform((value, context): Uint8Array | undefined => {
  if (value === undefined) return undefined;
  const key = encryptionKeyOf(value);
  if (key !== undefined) return key;
  context.addIssue(ENCRYPTION_KEY_RULE);
  return z.NEVER;
});

const oldEncryptionKeys = setting.transform((value, context): Uint8Array[] => {
  const texts = (value ?? '').split(/[\s,]+/).filter(Boolean);
  const keys = texts.map(encryptionKeyOf).filter((key) => key !== undefined);
  if (keys.length === texts.length) return keys;
  context.addIssue(`has a key that is none: each ${ENCRYPTION_KEY_RULE}`);
  return z.NEVER;
});

const redirectUri = setting.transform((value, context): string | undefined => {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname))) return value;
  context.addIssue('must be an https:// address, as https://example.com/slack/oauth_redirect');
  return z.NEVER;
});

const sharedFetchSeconds = setting.transform((value, context): number => {
  const seconds = value === undefined ? 5 : Number(value);
  if (seconds >= 0 && seconds <= 60) return seconds;
  context.addIssue('must be a number of seconds from 0 to 60');
  return z.NEVER;
});

/** With several workspaces the channel's ID alone would not tell whose it is; with one, Slack asks for no team. */
const opsChannel = setting.transform((value, context): Settings['opsChannel'] => {
  if (value === undefined) return undefined;
  const [, teamId = '', channelId] = /^(?:([TE][A-Z0-9]+)\/)?([CG][A-Z0-9]+)$/.exec(value) ?? [];
  if (channelId !== undefined) return { teamId, channelId };
  context.addIssue(
    'must be the ID of a channel, as C0123456789, or of a workspace and a channel, as T0123456789/C0123456789',
  );
  return z.NEVER;
});

const watchPace = setting.transform((value, context): number => {
  const number = value === undefined ? 1 : Number(value);
  if (number >= 1 && number <= 1000) return number;
  context.addIssue('must be a number from 1 to 1000');
  return z.NEVER;
});

const logLevel = setting
  .transform((value) => value?.toLowerCase() ?? 'info')
  .pipe(z.enum(['debug', 'info', 'warn', 'error'], { error: 'must be debug, info, warn or error' }));

const environment = z.object({
  SLACK_BOT_TOKEN: setting,
  SLACK_SIGNING_SECRET: setting,
  SLACK_APP_TOKEN: setting,
  SLACK_API_URL: slackApiUrl,
  SLACK_CLIENT_ID: setting,
  SLACK_CLIENT_SECRET: setting,
  SLACK_STATE_SECRET: setting,
  SLACK_REDIRECT_URI: redirectUri,
  TOKEN_ENCRYPTION_KEY: encryptionKey,
  TOKEN_ENCRYPTION_OLD_KEYS: oldEncryptionKeys,
  PORT: port,
  ALIBABA_CLOUD_ACCESS_KEY_ID: setting,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: setting,
  ALIBABA_CLOUD_SECURITY_TOKEN: setting,
  CAMS_ENDPOINT: camsEndpoint,
  CAMS_CUST_SPACE_ID: custSpaceId,
  ACCOUNTS_FILE: setting,
  FLOW_ASSET_HOSTS: assetHosts,
  DATABASE_URL: databaseUrl,
  SHARED_FETCH_SECONDS: sharedFetchSeconds,
  RETENTION_HISTORY_DAYS: days(90),
  RETENTION_REQUESTS_DAYS: days(7),
  OPS_CHANNEL: opsChannel,
  WATCH_PACE: watchPace,
  LOG_LEVEL: logLevel,
});

type Environment = z.infer<typeof environment>;
type RawEnvironment = Record<string, string | undefined>;

/** Where each is found. All of them are needed where workspaces install the app themselves. */
const OF_SEVERAL_WORKSPACES = {
  SLACK_CLIENT_ID: 'it is under "Basic Information" of your Slack app',
  SLACK_CLIENT_SECRET: 'it is under "Basic Information" of your Slack app',
  SLACK_STATE_SECRET: 'any long random text, the same for every replica',
  TOKEN_ENCRYPTION_KEY: '32 random bytes in Base64, as `openssl rand -base64 32` gives them',
} as const satisfies Partial<Record<keyof Environment, string>>;

/** One workspace by its token, or several by OAuth: one of the two, and that one whole. */
function problemsOfWorkspaces(given: (name: keyof Environment) => string | undefined): string[] {
  const needed = Object.entries(OF_SEVERAL_WORKSPACES) as [keyof typeof OF_SEVERAL_WORKSPACES, string][];
  const optional = ['SLACK_REDIRECT_URI', 'TOKEN_ENCRYPTION_OLD_KEYS'] as const;
  const present = [...needed.map(([name]) => name), ...optional].filter((name) => given(name) !== undefined);
  const hasToken = given('SLACK_BOT_TOKEN') !== undefined;
  if (hasToken && present.length > 0) {
    return [
      `SLACK_BOT_TOKEN is for one workspace, ${present.join(', ')} for several: set the one or the others, not both`,
    ];
  }
  if (hasToken) return [];
  if (present.length === 0) {
    return [
      'SLACK_BOT_TOKEN is missing: the bot token (xoxb-…) from "OAuth & Permissions" of your Slack app (or set SLACK_CLIENT_ID and what follows it in .env.example, for several workspaces)',
    ];
  }
  return needed
    .filter(([name]) => given(name) === undefined)
    .map(([name, meaning]) => `${name} is missing, which several workspaces need: ${meaning}`);
}

/** What no single setting shows: a token that was pasted into the wrong line, a key without its secret. */
function problemsBetween(env: RawEnvironment): string[] {
  const given = (name: keyof Environment) => env[name]?.trim() || undefined;
  const problems = problemsOfWorkspaces(given);
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

/** @returns undefined where neither is whole: `problemsOfWorkspaces` says what is missing then. */
function workspacesOf(env: Environment): SlackWorkspaces | undefined {
  const { SLACK_BOT_TOKEN: botToken } = env;
  if (botToken !== undefined) return { botToken, oauth: undefined };
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = env;
  const { TOKEN_ENCRYPTION_KEY, TOKEN_ENCRYPTION_OLD_KEYS: oldEncryptionKeys, SLACK_REDIRECT_URI: redirectUri } = env;
  if (!clientId || !clientSecret || !stateSecret || !TOKEN_ENCRYPTION_KEY) return undefined;
  const keys = { encryptionKey: TOKEN_ENCRYPTION_KEY, oldEncryptionKeys };
  return { botToken: undefined, oauth: { clientId, clientSecret, stateSecret, redirectUri, ...keys } };
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
  const workspaces = parsed.success ? workspacesOf(parsed.data) : undefined;
  if (!parsed.success || workspaces === undefined || problems.length > 0) throw new SettingsError(problems);
  return {
    slack: {
      ...workspaces,
      signingSecret: parsed.data.SLACK_SIGNING_SECRET,
      appToken: parsed.data.SLACK_APP_TOKEN,
      apiUrl: parsed.data.SLACK_API_URL,
    },
    port: parsed.data.PORT,
    accounts: parsed.data.ACCOUNTS_FILE === undefined ? [accountInEnvironment(parsed.data)] : inFile.accounts,
    assetHosts: parsed.data.FLOW_ASSET_HOSTS,
    databaseUrl: parsed.data.DATABASE_URL,
    sharedForMs: parsed.data.SHARED_FETCH_SECONDS * 1000,
    retention: {
      historyDays: parsed.data.RETENTION_HISTORY_DAYS,
      requestsDays: parsed.data.RETENTION_REQUESTS_DAYS,
    },
    opsChannel: parsed.data.OPS_CHANNEL,
    watchPace: parsed.data.WATCH_PACE,
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

/** A password in the address of a server, however it may show up: as it was written, encoded, and as it is. */
function passwordsIn(databaseUrl: string): string[] {
  if (!isPostgresUrl(databaseUrl)) return [];
  const { password, searchParams } = new URL(databaseUrl);
  const written = databaseUrl.match(/^[^:]+:\/\/[^/?#]*?:([^/?#]*)@/)?.[1] ?? '';
  const all = [written, password, decodeURIComponent(password), searchParams.get('password') ?? ''];
  return [...new Set(all)].filter((text) => text !== '');
}

/** Every value in the settings that must never be seen: what the log redacts. */
export function secretsOf({ slack, accounts, databaseUrl }: Settings): string[] {
  const ofAccounts = accounts.flatMap(({ accessKey }) => [accessKey?.secret, accessKey?.securityToken]);
  const { botToken, signingSecret, appToken, oauth } = slack;
  const keys = oauth === undefined ? [] : [oauth.encryptionKey, ...oauth.oldEncryptionKeys];
  const ofOAuth = [oauth?.clientSecret, oauth?.stateSecret, ...keys.map((key) => Buffer.from(key).toString('base64'))];
  const secrets = [botToken, signingSecret, appToken, ...ofOAuth, ...ofAccounts, ...passwordsIn(databaseUrl)];
  return secrets.filter((secret): secret is string => secret !== undefined);
}
