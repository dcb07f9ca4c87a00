import { z } from 'zod';
import type { Fact } from '../../../access/access.ts';
import type { PersonFacts } from '../../../access/question.ts';
import type { Clock } from '../../../clock.ts';
import type { Person } from '../../../flows/records.ts';
import type { Clients } from '../clients.ts';
import { createKeptFacts } from './kept-facts.ts';

/** What `users.info` says of a person. */
export interface PersonInfo {
  /** As `en-US`. */
  locale: string | undefined;
  /** Undefined where the answer lacks what tells members from others. */
  facts: PersonFacts | undefined;
}

export interface PeopleParts {
  clientFor: Clients['clientFor'];
  /** The organisation that a workspace belongs to. */
  organisationOf: (teamId: string) => string | undefined;
  /**
   * The workspace that the bot's token is for, where there is but one: a payload may name the own workspace of somebody who
   * clicks in a channel that is shared with it, where they are at home.
   */
  ownWorkspace?: () => string | undefined;
  clock: Clock;
}

/** So long somebody may be a guest, or an administrator no more, before the bot knows; milliseconds. */
const KEPT_FOR_MS = 60 * 1000;

const flag = z.boolean().optional().catch(undefined);
const user = z.object({
  id: z.string().optional().catch(undefined),
  team_id: z.string().optional().catch(undefined),
  locale: z.string().optional().catch(undefined),
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  enterprise_user: z
    .object({
      enterprise_id: z.string(),
      teams: z.array(z.string()).default([]),
      is_admin: flag,
      is_owner: flag,
      is_primary_owner: flag,
    })
    .optional()
    .catch(undefined),
});
const userInfo = z.object({ user });
type User = z.infer<typeof user>;

/** Slack's own, which has no `is_bot`. */
const SLACKBOT = 'USLACKBOT';

type AdminFlags = Pick<User, 'is_admin' | 'is_owner' | 'is_primary_owner'>;
const isAdminOf = (of: AdminFlags) => [of.is_admin, of.is_owner, of.is_primary_owner].includes(true);

/**
 * Who somebody is, seen from a workspace. People of the other workspaces of one organisation (Enterprise Grid) belong.
 * Source: "user" in Slack's docs on object types.
 */
function factsOf(given: User, teamId: string, organisation: string | undefined): PersonFacts | undefined {
  const { id, team_id: home, enterprise_user: enterprise } = given;
  if (home === undefined || given.deleted === true) return undefined;
  const nobody = { isAdmin: false };
  if (given.is_bot === true || given.is_workflow_bot === true || id === SLACKBOT) return { kind: 'bot', ...nobody };
  const isHere = home === teamId || enterprise?.teams.includes(teamId) === true;
  const isOfOrganisation =
    organisation !== undefined && [home, enterprise?.enterprise_id].some((each) => each === organisation);
  if (given.is_stranger === true || !(isHere || isOfOrganisation)) return { kind: 'outsider', ...nobody };
  if (given.is_restricted === true || given.is_ultra_restricted === true) return { kind: 'guest', ...nobody };
  // Of another workspace of the organisation, somebody may be an administrator there.
  const isAdminHere = home === teamId && isAdminOf(given);
  const isAdminOfAll =
    organisation !== undefined && enterprise?.enterprise_id === organisation && isAdminOf(enterprise);
  return { kind: 'member', isAdmin: isAdminHere || isAdminOfAll };
}

/** Asks `users.info` once a minute a person, for the rules and for their language. */
export function createPeople({
  clientFor,
  organisationOf,
  ownWorkspace = () => undefined,
  clock,
}: PeopleParts): (person: Person) => Fact<PersonInfo> {
  const infoOf = createKeptFacts<PersonInfo>(
    async (key) => {
      const [teamId = '', userId = ''] = key.split(' ');
      const client = await clientFor(teamId);
      const said = userInfo.parse(await client.users.info({ user: userId, include_locale: true })).user;
      const facts = factsOf(said, teamId, organisationOf(teamId));
      const isElsewhere = facts !== undefined && facts.kind !== 'bot' && (ownWorkspace() ?? teamId) !== teamId;
      return { locale: said.locale, facts: isElsewhere ? { kind: 'outsider', isAdmin: false } : facts };
    },
    { keptForMs: KEPT_FOR_MS, clock },
  );
  return ({ teamId, userId }) => infoOf(`${teamId} ${userId}`);
}
