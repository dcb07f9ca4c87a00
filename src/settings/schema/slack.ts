import { z } from 'zod';
import { TEAM_ID } from '../rules.ts';
import type { SlackWorkspaces } from '../types.ts';
import { addressSetting, numberSetting, setting } from './setting.ts';

const slackApiUrl = addressSetting(
  'must be an https:// address, as https://slack.com/api/ (http:// is for this machine only)',
).transform((value) => {
  const { href } = new URL(value ?? 'https://slack.com/api/');
  return href.endsWith('/') ? href : `${href}/`;
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

/** As Slack gives them: a workspace's begins with T, an organisation's with E. */
const allowedTeams = setting.transform((value, context): string[] => {
  const teams = (value ?? '').split(/[\s,]+/).filter(Boolean);
  const unusable = teams.filter((team) => !TEAM_ID.test(team));
  if (unusable.length === 0) return teams;
  context.addIssue(
    unusable.includes('*')
      ? 'must name each workspace that may install the app, as T0123456789: with * anybody could install it, and see your flows'
      : `has what is no ID of a workspace or an organisation: ${unusable.join(', ')} (as T0123456789, or E0123456789)`,
  );
  return z.NEVER;
});

export const slackSettings = {
  SLACK_BOT_TOKEN: setting,
  SLACK_SIGNING_SECRET: setting,
  SLACK_APP_TOKEN: setting,
  SLACK_API_URL: slackApiUrl,
  SLACK_CLIENT_ID: setting,
  SLACK_CLIENT_SECRET: setting,
  SLACK_STATE_SECRET: setting,
  SLACK_ALLOWED_TEAMS: allowedTeams,
  SLACK_REDIRECT_URI: addressSetting('must be an https:// address, as https://example.com/slack/oauth_redirect'),
  TOKEN_ENCRYPTION_KEY: encryptionKey,
  TOKEN_ENCRYPTION_OLD_KEYS: oldEncryptionKeys,
  PORT: numberSetting('a port number', 3000, [0, 65_535]),
};

type SlackEnvironment = z.infer<z.ZodObject<typeof slackSettings>>;

/** @returns undefined where neither is whole: `problemsOfWorkspaces` says what is missing then. */
export function workspacesOf(env: SlackEnvironment): SlackWorkspaces | undefined {
  const { SLACK_BOT_TOKEN: botToken } = env;
  if (botToken !== undefined) return { botToken, oauth: undefined };
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = env;
  const { TOKEN_ENCRYPTION_KEY, TOKEN_ENCRYPTION_OLD_KEYS: oldEncryptionKeys, SLACK_REDIRECT_URI: redirectUri } = env;
  const { SLACK_ALLOWED_TEAMS: allowedTeams } = env;
  if (!clientId || !clientSecret || !stateSecret || !TOKEN_ENCRYPTION_KEY) return undefined;
  const keys = { encryptionKey: TOKEN_ENCRYPTION_KEY, oldEncryptionKeys };
  return { botToken: undefined, oauth: { clientId, clientSecret, stateSecret, allowedTeams, redirectUri, ...keys } };
}
