import type { webApi } from '@slack/bolt';
import { z } from 'zod';

/** SLACK_BOT_TOKEN is that of a whole organisation. */
export class OrganisationToken extends Error {
  readonly kind = 'organisation-token';

  constructor() {
    super('SLACK_BOT_TOKEN is the token of a whole organisation');
    this.name = 'OrganisationToken';
  }
}

/** Source: "auth.test" in Slack's docs. */
const identity = z.object({
  is_enterprise_install: z.boolean().optional().catch(undefined),
  team_id: z.string().optional().catch(undefined),
});

/**
 * Checks that a token is that of one workspace. With an organisation's, clicks would not always say in which workspace they
 * are, and somebody of another organisation could pass for a member of theirs.
 *
 * @returns the workspace's ID, as far as Slack says it.
 * @throws {OrganisationToken}; and what `auth.test` throws.
 */
export async function demandOneWorkspace(client: webApi.WebClient): Promise<string | undefined> {
  const { is_enterprise_install: isOfOrganisation, team_id: teamId } = identity.parse(await client.auth.test());
  if (isOfOrganisation === true) throw new OrganisationToken();
  return teamId;
}
