/** Those that whoever installs the app may leave out: `bot_optional` of manifest.yml. */
export const OPTIONAL_SCOPES = [
  'im:history',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'team:read',
  'usergroups:read',
] as const;
export type OptionalScope = (typeof OPTIONAL_SCOPES)[number];

/** What the bot asks of a workspace that installs it: the bot scopes of manifest.yml, which says what each is for. */
export const BOT_SCOPES: readonly string[] = [
  'commands',
  'files:write',
  'files:read',
  'channels:join',
  'app_mentions:read',
  'im:write',
  'chat:write',
  'users:read',
  ...OPTIONAL_SCOPES,
];
