import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Fact } from '../../../access/access.ts';
import type { Clock } from '../../../clock.ts';
import type { Person } from '../../../flows/records.ts';
import type { Log } from '../../../log.ts';
import { platformCodeOf } from '../../delivery/slack-error.ts';
import type { Clients } from '../clients.ts';

/** Why it is not known who is in a group: then whoever a rule for it may be about counts as denied, and never as allowed. */
export type GroupTrouble =
  /** The app may not read groups: it lacks `usergroups:read`. */
  | 'missing-scope'
  /** The workspace has no such group, or has disabled it. */
  | 'no-such-group'
  /** Slack does not answer, or limits the bot. */
  | 'no-answer';

export interface UnreadGroup {
  /** As the rules name it. */
  group: string;
  why: GroupTrouble;
}

export interface Groups {
  /** @param groupId as the rules name it: `S…`, `T…/S…`, or a handle with `@`. */
  isIn(person: Person, groupId: string): Fact<boolean>;
  /** Asks Slack now. @returns the groups of the rules of which it does not say who is in them. Never rejects. */
  readNow(teamId: string): Promise<UnreadGroup[]>;
  /** Asks of each workspace where people use the bot, since the rules name other groups now. */
  readAgain(): void;
  /** Asks again once a minute of the workspaces where people use the bot, so that no ack waits for it. */
  start(): void;
  stop(): void;
}

export interface GroupsParts {
  /** Nobody waits for what it asks. */
  clientFor: Clients['clientFor'];
  organisationOf: (teamId: string) => string | undefined;
  /** Those that the rules name now. */
  named: () => readonly string[];
  /** Each time that Slack was asked; empty: it said who is in each. Never rejects, and is not waited for. */
  onRead?: (teamId: string, unread: readonly UnreadGroup[]) => Promise<void>;
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  log: Pick<Log, 'warn'>;
}

const READ_EVERY_MS = 60_000;
/** So long somebody may be out of a group before the bot knows: the reading of each minute takes a while. Milliseconds. */
const COUNTS_FOR_MS = 2 * READ_EVERY_MS;
/** Where Slack does not answer, what it said last counts for so long; milliseconds. */
const KEPT_FOR_MS = 10 * 60_000;
/** What Slack did not say is asked for again, but not by each click; milliseconds. */
const FAILURE_KEPT_FOR_MS = 5000;
/** Of a workspace where nobody has used the bot for so long, Slack is not asked; milliseconds. */
const IN_USE_FOR_MS = 60 * 60_000;
const MAX_WORKSPACES = 1000;

/** One call for all groups of a workspace, with their people. Source: https://docs.slack.dev/reference/methods/usergroups.list */
const groupList = z.object({
  usergroups: z.array(
    z.object({
      id: z.string(),
      handle: z.string().optional().catch(undefined),
      users: z.array(z.string()).optional().catch(undefined),
      user_count: z.coerce.number().optional().catch(undefined),
    }),
  ),
});

/** By the names of the rules. */
type Members = ReadonlyMap<string, ReadonlySet<string>>;

interface Workspace {
  /** `looked`: the groups that the rules named by then. */
  last: { members: Members; looked: readonly string[]; at: number } | undefined;
  failed: { why: GroupTrouble; at: number } | undefined;
  asking: Promise<void> | undefined;
  usedAt: number;
}

function troubleOf(error: unknown): GroupTrouble {
  const code = platformCodeOf(error);
  if (code === 'missing_scope') return 'missing-scope';
  // The plan of the workspace has no groups.
  return code === 'plan_upgrade_required' ? 'no-such-group' : 'no-answer';
}

export function createGroups({ clientFor, organisationOf, named, onRead, clock, log }: GroupsParts): Groups {
  const workspaces = new LRUCache<string, Workspace>({ max: MAX_WORKSPACES });
  let isStopped = false;

  function workspaceOf(teamId: string): Workspace {
    const known = workspaces.get(teamId);
    if (known !== undefined) return known;
    const made = { last: undefined, failed: undefined, asking: undefined, usedAt: clock.monotonicMs() };
    workspaces.set(teamId, made);
    return made;
  }

  /** `S…` of `T…/S…`; undefined: it is another workspace's, so that nobody of this one is in it. */
  function ownName(teamId: string, group: string): string | undefined {
    const [owner, id] = group.split('/');
    if (id === undefined) return group;
    return owner === teamId || owner === organisationOf(teamId) ? id : undefined;
  }

  /** Only of the groups that rules name: a big workspace has many. */
  async function membersIn(teamId: string, looked: readonly string[]): Promise<Members> {
    const client = await clientFor(teamId);
    const { usergroups } = groupList.parse(
      await client.usergroups.list({ include_users: true, include_count: true, team_id: teamId }),
    );
    const members = new Map<string, ReadonlySet<string>>();
    for (const group of looked) {
      const own = ownName(teamId, group);
      const found = usergroups.find(({ id, handle }) => own === id || own === `@${handle?.toLowerCase()}`);
      const users = found?.users ?? (found?.user_count === 0 ? [] : undefined);
      if (users !== undefined) members.set(group, new Set(users));
    }
    return members;
  }

  /** What was said last, unless that was too long ago. */
  const membersOf = ({ last }: Workspace): Members | undefined =>
    last !== undefined && clock.monotonicMs() < last.at + KEPT_FOR_MS ? last.members : undefined;

  /** Where Slack does not answer, what it said last still counts. */
  const unreadIn = (teamId: string, workspace: Workspace): UnreadGroup[] =>
    named().flatMap((group): UnreadGroup[] => {
      const { failed } = workspace;
      const isKnown = membersOf(workspace)?.has(group) === true && (failed === undefined || failed.why === 'no-answer');
      if (isKnown || ownName(teamId, group) === undefined) return [];
      return [{ group, why: failed?.why ?? 'no-such-group' }];
    });

  async function read(teamId: string, workspace: Workspace): Promise<void> {
    try {
      const looked = named();
      const members = await membersIn(teamId, looked);
      workspace.last = { members, looked, at: clock.monotonicMs() };
      workspace.failed = undefined;
    } catch (error) {
      workspace.failed = { why: troubleOf(error), at: clock.monotonicMs() };
      log.warn({ err: error, teamId }, 'Slack does not say who is in the user groups that the rules name');
    }
    workspace.asking = undefined;
    void onRead?.(teamId, unreadIn(teamId, workspace));
  }

  function ask(teamId: string, workspace: Workspace): Promise<void> {
    workspace.asking ??= read(teamId, workspace);
    return workspace.asking;
  }

  function readAgain(): void {
    for (const [teamId, workspace] of workspaces.entries()) {
      const isUsed = clock.monotonicMs() < workspace.usedAt + IN_USE_FOR_MS;
      if (isUsed && named().length > 0) void ask(teamId, workspace);
    }
  }

  function round(): void {
    if (isStopped) return;
    readAgain();
    clock.after(READ_EVERY_MS, round);
  }

  return {
    isIn({ teamId, userId }, groupId) {
      if (ownName(teamId, groupId) === undefined) return false;
      const workspace = workspaceOf(teamId);
      const now = clock.monotonicMs();
      workspace.usedAt = now;
      const said = () => membersOf(workspace)?.get(groupId)?.has(userId);
      const { last, failed } = workspace;
      const wasLooked = last?.looked.includes(groupId) === true;
      const isFresh = last !== undefined && now < last.at + READ_EVERY_MS;
      const hasFailed = failed !== undefined && now < failed.at + FAILURE_KEPT_FOR_MS;
      if ((wasLooked && isFresh) || hasFailed) return said();
      const asking = ask(teamId, workspace);
      // Rather what was said last than that somebody waits, where that is recent, or Slack has just failed to say anything newer.
      const lastTried = Math.max(last?.at ?? -Infinity, failed?.at ?? -Infinity);
      const counts = wasLooked && membersOf(workspace) !== undefined && now < lastTried + COUNTS_FOR_MS;
      return counts ? said() : asking.then(said);
    },

    async readNow(teamId) {
      if (named().length === 0) return [];
      const workspace = workspaceOf(teamId);
      // One under way may have begun before the rules named what they name now.
      await workspace.asking;
      await ask(teamId, workspace);
      return unreadIn(teamId, workspace);
    },

    readAgain,
    start: () => void clock.after(READ_EVERY_MS, round),
    stop() {
      isStopped = true;
    },
  };
}
