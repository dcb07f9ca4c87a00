import type { App } from '@slack/bolt';
import { z } from 'zod';
import { isOrganisationId, isWorkspaceId } from '../../payloads/slack-ids.ts';

export interface PlacePayloadParts {
  /** Whether an organisation's installation serves a workspace, by what Slack has said of them before. */
  serves: (organisationId: string, teamId: string) => Promise<boolean>;
  /** All that it serves. */
  workspacesOf: (organisationId: string) => Promise<readonly string[]>;
  /** The workspaces that a conversation is in; empty where Slack does not say. Never rejects. */
  workspacesOfChannel: (organisationId: string, channelId: string) => Promise<readonly string[]>;
  /** The organisation that a workspace belongs to, as far as it is known. */
  organisationOf: (teamId: string) => string | undefined;
}

type Body = Record<string, unknown>;

const text = z.string().nullish().catch(undefined);
const withId = z.looseObject({ id: text }).nullish().catch(undefined);
const flag = z.union([z.boolean(), z.string()]).nullish().catch(undefined);

const interaction = z.looseObject({
  type: z.enum(['block_actions', 'block_suggestion', 'view_submission', 'view_closed', 'message_action', 'shortcut']),
  is_enterprise_install: flag,
  enterprise: withId,
  team: withId,
  user: z.looseObject({ team_id: text }).nullish().catch(undefined),
  channel: withId,
  view: z.looseObject({ team_id: text, app_installed_team_id: text }).nullish().catch(undefined),
});
type InteractionBody = z.infer<typeof interaction>;

const authorization = z.looseObject({ team_id: text, enterprise_id: text, is_enterprise_install: flag });
const eventCallback = z.looseObject({
  type: z.literal('event_callback'),
  team_id: text,
  context_team_id: text,
  enterprise_id: text,
  authorizations: z.array(authorization).nullish().catch(undefined),
  event: z.looseObject({ type: z.string(), channel: z.unknown().optional() }),
});
type EventBody = z.infer<typeof eventCallback>;

/** Events that tell of an organisation's installation itself, and belong to none of its workspaces. */
const OF_ORGANISATION: ReadonlySet<string> = new Set(['team_access_granted', 'team_access_revoked']);

async function firstServed(
  { serves }: PlacePayloadParts,
  organisationId: string,
  candidates: readonly unknown[],
): Promise<string | undefined> {
  for (const each of new Set(candidates)) {
    if (isWorkspaceId(each) && (await serves(organisationId, each))) return each;
  }
  return undefined;
}

async function onlyOne({ workspacesOf }: PlacePayloadParts, organisationId: string): Promise<string | undefined> {
  const all = await workspacesOf(organisationId);
  return all.length === 1 ? all[0] : undefined;
}

/**
 * The workspace of an organisation that somebody clicked in. Slack names it in a view and with a command; of a click in a
 * message it names the person's workspace, which may be another of the organisation's, or none.
 */
async function workspaceOfClick(
  parts: PlacePayloadParts,
  organisationId: string,
  { team, view, channel, user }: InteractionBody,
): Promise<string | undefined> {
  const named = await firstServed(parts, organisationId, [view?.app_installed_team_id, team?.id, view?.team_id]);
  if (named !== undefined) return named;
  const there = typeof channel?.id === 'string' ? await parts.workspacesOfChannel(organisationId, channel.id) : [];
  const own = user?.team_id;
  const first = typeof own === 'string' && there.includes(own) ? [own] : [];
  const known = await firstServed(parts, organisationId, [...first, ...there, own]);
  if (known !== undefined) return known;
  return onlyOne(parts, organisationId);
}

/** The workspace where every reader looks for it, Bolt's own among them. */
const clickedIn = ({ team, view }: InteractionBody, teamId: string): Body => ({
  team: { ...team, id: teamId },
  ...(view && { view: { ...view, app_installed_team_id: teamId } }),
});

/** @returns what is to be put in place of what the payload says. */
async function placeClick(parts: PlacePayloadParts, body: InteractionBody): Promise<Body> {
  const { enterprise, team, user, view } = body;
  if (body.is_enterprise_install === true && isOrganisationId(enterprise?.id)) {
    const teamId = await workspaceOfClick(parts, enterprise.id, body);
    if (teamId !== undefined) return clickedIn(body, teamId);
    // Of none that is known: the organisation's token answers, and the person's own workspace is not taken for it.
    return { team: null, user: { ...user, team_id: enterprise.id } };
  }
  const [here, installed] = [team?.id, view?.app_installed_team_id];
  if (!isWorkspaceId(here) || !isWorkspaceId(installed) || here === installed) return {};
  // Where several workspaces of an organisation have installed the app, Slack may name the first of them in the view.
  const [ofHere, ofInstalled] = [here, installed].map(parts.organisationOf);
  return clickedIn(body, ofHere !== undefined && ofHere === ofInstalled ? here : installed);
}

/** @returns as `placeClick`. */
async function placeEvent(parts: PlacePayloadParts, body: EventBody): Promise<Body> {
  const [given] = body.authorizations ?? [];
  const organisationId = [given?.enterprise_id, body.enterprise_id].find(isOrganisationId);
  if (organisationId === undefined) return {};
  const placed = (teamId: string | null): Body => ({
    team_id: teamId,
    authorizations: [{ ...given, enterprise_id: organisationId, is_enterprise_install: true, team_id: teamId }],
  });
  if (OF_ORGANISATION.has(body.event.type)) return placed(null);
  if (given?.is_enterprise_install !== true) return {};
  const named = await firstServed(parts, organisationId, [given.team_id, body.context_team_id, body.team_id]);
  if (named !== undefined) return placed(named);
  const { channel } = body.event;
  const there = typeof channel === 'string' ? await parts.workspacesOfChannel(organisationId, channel) : [];
  return placed((await firstServed(parts, organisationId, there)) ?? (await onlyOne(parts, organisationId)) ?? null);
}

/**
 * Says of what Slack sent in which workspace it happened, in the one place where payloads of a workspace's own installation
 * say it: `team` of an interaction, `team_id` of an event. An organisation's installation serves several workspaces, and its
 * payloads say it elsewhere, or not at all. Only workspaces count which Slack named as served by that installation.
 *
 * @returns the same where there is nothing to say. Rejects where the database fails.
 */
export async function placePayload(parts: PlacePayloadParts, body: Body): Promise<Body> {
  const click = interaction.safeParse(body);
  if (click.success) return { ...body, ...(await placeClick(parts, click.data)) };
  const event = eventCallback.safeParse(body);
  return event.success ? { ...body, ...(await placeEvent(parts, event.data)) } : body;
}

/** Has whatever reaches Bolt's app placed first, so that its token and its rows are those of one workspace. */
export function placePayloadsOf(app: Pick<App, 'processEvent'>, parts: PlacePayloadParts): void {
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event) => processEvent({ ...event, body: await placePayload(parts, event.body) });
}
