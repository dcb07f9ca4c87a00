import type { CallArgs } from './call-body.ts';
import type { People, PersonKey } from './seed.ts';

interface UserGroup {
  id: string;
  handle: string;
  name: string;
  people: readonly PersonKey[];
}

/** The workspace's user groups, which emulate has none of. */
const USER_GROUPS = {
  campaignManagers: {
    id: 'S0CAMPAIGNS',
    handle: 'campaign-managers',
    name: 'Campaign managers',
    people: ['campaignManager', 'campaignManagerChina'],
  },
  platform: { id: 'S0PLATFORM', handle: 'platform', name: 'Platform', people: ['onCallEngineer'] },
} as const satisfies Readonly<Record<string, UserGroup>>;

const isYes = (value: unknown) => ['true', '1', true, 1].some((yes) => value === yes);

/** What Slack answers itself, where emulate knows no such method; undefined: emulate does. */
export type OwnAnswers = (method: string, args: CallArgs) => { ok: boolean; error?: string } | undefined;

/** `usergroups.list`. Source: https://docs.slack.dev/reference/methods/usergroups.list */
export function createUserGroups(people: People, botScopes: readonly string[]): OwnAnswers {
  return (method, args) => {
    if (method !== 'usergroups.list') return undefined;
    if (!botScopes.includes('usergroups:read')) return { ok: false, error: 'missing_scope' };
    const usergroups = Object.values(USER_GROUPS).map(({ people: keys, ...group }) => ({
      ...group,
      is_usergroup: true,
      ...(isYes(args.include_users) && { users: keys.map((key) => people[key].id) }),
      ...(isYes(args.include_count) && { user_count: keys.length }),
    }));
    return { ok: true, usergroups };
  };
}
