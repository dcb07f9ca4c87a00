import { accessIn } from './access/access-file.ts';
import { USUAL_POLICY } from './access/policy.ts';
import { accountsOf } from './accounts-in-file.ts';
import { problemsBetween } from './problems-between.ts';
import { accountInEnvironment } from './schema/cams.ts';
import { type Environment, environment } from './schema/environment.ts';
import { proxyOf } from './schema/proxy.ts';
import { workspacesOf } from './schema/slack.ts';
import { SettingsError } from './settings-error.ts';
import type { AccessPolicy, AccountSettings, RawEnvironment, Settings, SlackWorkspaces } from './types.ts';
import { faultTexts } from './yaml-faults.ts';
import type { YamlFile } from './yaml-file.ts';

/** What the files hold that the environment names: each is needed where its setting is there. */
export interface SettingsFiles {
  /** Of `ACCOUNTS_FILE`. */
  accounts?: YamlFile | undefined;
  /** Of `ACCESS_FILE`. */
  access?: YamlFile | undefined;
}

/** What a file of accounts says for each of them; beside it nobody could tell which one counts. */
const OF_ONE_ACCOUNT = [
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'CAMS_ENDPOINT',
  'CAMS_CUST_SPACE_ID',
  'CAMS_CALLS_PER_SECOND',
] as const satisfies (keyof Environment)[];

function accountsInFile(
  file: YamlFile | undefined,
  env: RawEnvironment,
): { accounts: AccountSettings[]; problems: string[] } {
  const path = env.ACCOUNTS_FILE?.trim();
  if (!path) return { accounts: [], problems: [] };
  const beside = OF_ONE_ACCOUNT.filter((name) => env[name]?.trim()).map(
    (name) => `${name} must not be set beside ACCOUNTS_FILE, which says it for each account`,
  );
  if (file === undefined) return { accounts: [], problems: [...beside, 'ACCOUNTS_FILE has not been read'] };
  if (file.kind === 'unreadable') {
    return { accounts: [], problems: [...beside, ...file.problems.map((problem) => `ACCOUNTS_FILE ${problem}`)] };
  }
  const { accounts, faults } = accountsOf(file.content, env);
  const problems = faultTexts(faults, file.placeOf);
  return { accounts, problems: [...beside, ...problems.map((problem) => `ACCOUNTS_FILE (${path}): ${problem}`)] };
}

/** @param accounts undefined: they are at fault themselves. */
function accessInFile(
  file: YamlFile | undefined,
  env: RawEnvironment,
  accounts: readonly AccountSettings[] | undefined,
): { policy: AccessPolicy; problems: string[] } {
  const path = env.ACCESS_FILE?.trim();
  if (!path) return { policy: USUAL_POLICY, problems: [] };
  if (file === undefined) return { policy: USUAL_POLICY, problems: ['ACCESS_FILE has not been read'] };
  const found = accessIn(file, accounts);
  if ('policy' in found) return { policy: found.policy, problems: [] };
  const label = file.kind === 'unreadable' ? 'ACCESS_FILE ' : `ACCESS_FILE (${path}): `;
  return { policy: USUAL_POLICY, problems: found.problems.map((problem) => `${label}${problem}`) };
}

/** Whom each account serves has to be said where that can differ, and can't be said by what is not known. */
function problemsOfServed(accounts: readonly AccountSettings[], { oauth }: SlackWorkspaces): string[] {
  if (oauth !== undefined) {
    const silent = accounts.length > 1 ? accounts.filter(({ workspaces }) => workspaces === undefined) : [];
    return silent.map(
      ({ name }) =>
        `ACCOUNTS_FILE: the account ${name} must name the workspaces that it serves, as workspaces: [T0123456789], since several may install the app`,
    );
  }
  const named = accounts.filter(({ workspaces }) => workspaces?.some((id) => id.startsWith('E')));
  return named.map(
    ({ name }) =>
      `ACCOUNTS_FILE: the account ${name} names an organisation (E…) in workspaces; with SLACK_BOT_TOKEN name the workspace (T…)`,
  );
}

/**
 * The settings that an environment spells out.
 *
 * @param unreadSecrets by the name of a setting, what is wrong with the file that holds it: said in place of what follows
 *   from it, that the setting is missing.
 * @throws {SettingsError} naming every problem at once, without the value of any secret.
 */
export function parseSettings(
  env: RawEnvironment,
  files: SettingsFiles = {},
  unreadSecrets: ReadonlyMap<string, string> = new Map(),
): Settings {
  const parsed = environment.safeParse(env);
  const issues = parsed.success ? [] : parsed.error.issues;
  const inFile = accountsInFile(files.accounts, env);
  const ofSettings = [
    ...issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...problemsBetween(env),
  ].filter((problem) => !unreadSecrets.has(problem.split(' ', 1)[0] ?? ''));
  const hasAccountsFile = Boolean(env.ACCOUNTS_FILE?.trim());
  const inEnvironment = parsed.success && !hasAccountsFile ? [accountInEnvironment(parsed.data)] : undefined;
  const accounts =
    inFile.problems.length > 0 ? undefined : (inEnvironment ?? (hasAccountsFile ? inFile.accounts : undefined));
  const ofAccess = accessInFile(files.access, env, accounts);
  const problems = [...unreadSecrets.values(), ...ofSettings, ...inFile.problems, ...ofAccess.problems];
  const workspaces = parsed.success ? workspacesOf(parsed.data) : undefined;
  if (workspaces !== undefined) problems.push(...problemsOfServed(inFile.accounts, workspaces));
  if (!parsed.success || workspaces === undefined || accounts === undefined || problems.length > 0) {
    throw new SettingsError(problems);
  }
  return {
    slack: {
      ...workspaces,
      signingSecret: parsed.data.SLACK_SIGNING_SECRET,
      appToken: parsed.data.SLACK_APP_TOKEN,
      apiUrl: parsed.data.SLACK_API_URL,
    },
    port: parsed.data.PORT,
    accounts,
    access: ofAccess.policy,
    accessFile: parsed.data.ACCESS_FILE,
    assetHosts: parsed.data.FLOW_ASSET_HOSTS,
    proxy: proxyOf(parsed.data),
    databaseUrl: parsed.data.DATABASE_URL,
    sharedForMs: parsed.data.SHARED_FETCH_SECONDS * 1000,
    retention: {
      historyDays: parsed.data.RETENTION_HISTORY_DAYS,
      requestsDays: parsed.data.RETENTION_REQUESTS_DAYS,
      versionsDays: parsed.data.RETENTION_VERSIONS_DAYS,
      picturesDays: parsed.data.RETENTION_PICTURES_DAYS,
      auditDays: parsed.data.RETENTION_AUDIT_DAYS,
    },
    databaseConnections: parsed.data.DATABASE_CONNECTIONS,
    shareLimits: {
      waitingFlowsPerPerson: parsed.data.MAX_WAITING_FLOWS_PER_PERSON,
      watchesPerPerson: parsed.data.MAX_WATCHES_PER_PERSON,
      watchesPerChannel: parsed.data.MAX_WATCHES_PER_CHANNEL,
    },
    opsChannel: parsed.data.OPS_CHANNEL,
    pictureProcesses: parsed.data.PICTURE_PROCESSES,
    warmUp: parsed.data.WARM_UP,
    watchPace: parsed.data.WATCH_PACE,
    logLevel: parsed.data.LOG_LEVEL,
    auditLog: parsed.data.AUDIT_LOG,
    sharing: { secrets: parsed.data.SECRETS_IN_FLOWS, sharedChannels: parsed.data.SHARED_CHANNELS },
  };
}
