import { z } from 'zod';
import { isWorkspaceId } from './slack-ids.ts';

/**
 * Who used a button or a modal, and in which workspace: that of the interaction. The person's own `team_id` is another
 * one where they come from a connected workspace, or an organisation's (source: "user" in Slack's docs on block_actions
 * payloads). Of an organisation's installation `team` is what `placePayload` has found out.
 */
export const interactingPerson = z
  .object({
    user: z.object({ id: z.string(), team_id: z.string().optional() }),
    team: z.object({ id: z.string() }).nullish(),
    is_enterprise_install: z.boolean().optional().catch(undefined),
  })
  .transform(({ user, team, is_enterprise_install: isOfOrganisation }, context) => {
    const teamId = [team?.id, isOfOrganisation === true ? undefined : user.team_id].find(isWorkspaceId);
    if (teamId !== undefined) return { teamId, userId: user.id };
    context.addIssue('names no workspace');
    return z.NEVER;
  });
