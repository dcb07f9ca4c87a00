import { z } from 'zod';
import type { CallArgs } from './call-body.ts';

/** An organisation of Enterprise Grid, as Slack's answers name it. */
export interface Organisation {
  id: string;
  name: string;
}

/** What Slack says and demands where an app is installed for a whole organisation. */
export interface OrganisationInstall {
  /** Whether the next person who installs the app chooses the organisation, and no workspace of it. */
  isChosen: boolean;
  /** The workspaces that the organisation has given the app to. */
  workspaces: Set<string>;
  /** Tokens that were given for the organisation, the latest last. */
  tokens: string[];
  /** The app was uninstalled: no token is good any more. */
  uninstall(): void;
  /**
   * What Slack answers by itself with a token of the organisation; undefined: what it answers anybody.
   *
   * @param args of the call.
   */
  answerTo(method: string, token: string | undefined, args: CallArgs): object | undefined;
  /** An answer as it is of or for the organisation. */
  amend(method: string, token: string | undefined, args: CallArgs, answer: unknown): unknown;
}

/**
 * Methods that want to be told which workspace they are about. Source: "Using APIs with organization-wide apps" in Slack's
 * docs, and the arguments that @slack/web-api calls needed with an org token.
 */
const NEED_TEAM_ID: ReadonlySet<string> = new Set([
  'bots.info',
  'conversations.create',
  'conversations.list',
  'files.list',
  'reactions.list',
  'search.messages',
  'team.accessLogs',
  'usergroups.list',
  'usergroups.users.list',
  'users.conversations',
  'users.list',
]);

const anything = z.looseObject({});
const granted = z.looseObject({ ok: z.literal(true), access_token: z.string() });
const userInfo = z.looseObject({ ok: z.literal(true), user: anything });

export function createOrganisationInstall({ id, name }: Organisation): OrganisationInstall {
  const workspaces = new Set<string>();
  const tokens: string[] = [];
  let isInstalled = false;
  const isOurs = (token: string | undefined) => token !== undefined && tokens.includes(token);

  function answerTo(method: string, token: string | undefined, args: CallArgs): object | undefined {
    if (!isOurs(token)) return undefined;
    if (!isInstalled) return { ok: false, error: 'account_inactive' };
    if (method === 'auth.teams.list') {
      return { ok: true, teams: [...workspaces].map((teamId) => ({ id: teamId, name: teamId })) };
    }
    const teamId = args.team_id;
    if (NEED_TEAM_ID.has(method) && teamId === undefined) return { ok: false, error: 'missing_argument' };
    // "The token used is not granted the specific workspace access required to complete this request."
    if (typeof teamId === 'string' && !workspaces.has(teamId)) return { ok: false, error: 'team_access_not_granted' };
    return undefined;
  }

  function amend(method: string, token: string | undefined, args: CallArgs, answer: unknown): unknown {
    if (method === 'oauth.v2.access') {
      const { data: given } = granted.safeParse(answer);
      if (given === undefined || !install.isChosen) return answer;
      tokens.push(given.access_token);
      isInstalled = true;
      return { ...given, team: null, enterprise: { id, name }, is_enterprise_install: true };
    }
    if (!isOurs(token)) return answer;
    if (method === 'auth.test') return { ...anything.parse(answer), enterprise_id: id, is_enterprise_install: true };
    const { data: user } = method === 'users.info' ? userInfo.safeParse(answer) : {};
    // Of somebody of another organisation it says whether they are met in a channel.
    if (user === undefined || user.user.is_stranger !== undefined) return answer;
    const enterprise = { id: args.user, enterprise_id: id, enterprise_name: name, teams: [...workspaces] };
    return { ...user, user: { ...user.user, team_id: id, enterprise_user: enterprise } };
  }

  const install: OrganisationInstall = {
    isChosen: false,
    workspaces,
    tokens,
    uninstall() {
      isInstalled = false;
      workspaces.clear();
    },
    answerTo,
    amend,
  };
  return install;
}
