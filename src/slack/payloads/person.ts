import { z } from 'zod';

/**
 * Who used a button or a modal, and in which workspace: that of the interaction. The person's own `team_id` is another
 * one where they come from a connected workspace (source: "user" in Slack's docs on block_actions payloads).
 */
export const interactingPerson = z
  .object({
    user: z.object({ id: z.string(), team_id: z.string().optional() }),
    team: z.object({ id: z.string() }).nullish(),
  })
  .transform(({ user, team }, context) => {
    const teamId = team?.id ?? user.team_id;
    if (teamId !== undefined) return { teamId, userId: user.id };
    context.addIssue('names no workspace');
    return z.NEVER;
  });
