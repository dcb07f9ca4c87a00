import { z } from 'zod';
import { isOrganisationId, isWorkspaceId } from './slack-ids.ts';

/** Whose installation of the app an event tells of. */
export interface InstallationEvent {
  teamId: string | undefined;
  organisationId: string | undefined;
  /** It is the one of the whole organisation. */
  isOfOrganisation: boolean;
}

const text = z.string().nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
const envelope = z.object({
  team_id: text,
  enterprise_id: text,
  is_enterprise_install: flag,
  authorizations: z
    .array(z.object({ team_id: text, enterprise_id: text, is_enterprise_install: flag }))
    .nullish()
    .catch(undefined),
});

/** Reads it out of the envelope (source: "Organization-ready apps" and the references of the events in Slack's docs). */
export function installationEventOf(body: unknown): InstallationEvent {
  const given = envelope.safeParse(body).data ?? envelope.parse({});
  const [authorization] = given.authorizations ?? [];
  const teamId = [given.team_id, authorization?.team_id].find(isWorkspaceId);
  const organisationId = [given.enterprise_id, authorization?.enterprise_id, given.team_id].find(isOrganisationId);
  const isSaid = (authorization?.is_enterprise_install ?? given.is_enterprise_install) === true;
  return { teamId, organisationId, isOfOrganisation: isSaid || teamId === undefined };
}
