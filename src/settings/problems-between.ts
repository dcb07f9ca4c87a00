import type { Environment } from './schema/environment.ts';
import type { RawEnvironment } from './types.ts';

/** Where each is found. All of them are needed where workspaces install the app themselves. */
const OF_SEVERAL_WORKSPACES = {
  SLACK_CLIENT_ID: 'it is under "Basic Information" of your Slack app',
  SLACK_CLIENT_SECRET: 'it is under "Basic Information" of your Slack app',
  SLACK_STATE_SECRET: 'any long random text, the same for every replica',
  SLACK_ALLOWED_TEAMS:
    'the IDs of the workspaces that may install the app, as T0123456789, T0123456790 (without it anybody could, and see your flows)',
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
export function problemsBetween(env: RawEnvironment): string[] {
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
