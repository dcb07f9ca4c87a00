import { z } from 'zod';

/** A shortcut that was chosen in the menu of a message. */
export const messageShortcut = z.object({
  trigger_id: z.string(),
  response_url: z.string(),
  message_ts: z.string(),
  message: z.looseObject({ thread_ts: z.string().optional().catch(undefined) }),
  channel: z.object({ id: z.string() }),
  /** Of an organisation's installation Slack gives no domain. */
  team: z.object({ domain: z.string().optional().catch(undefined) }),
});

/**
 * Where Slack shows a message: made by hand, since a bot that is no member may not ask for it. Without the workspace's domain
 * Slack finds the workspace by the channel.
 */
export function permalink({ team, channel, message_ts: ts, message }: z.infer<typeof messageShortcut>): string {
  const host = team.domain === undefined ? 'slack.com' : `${team.domain}.slack.com`;
  const address = `https://${host}/archives/${channel.id}/p${ts.replace('.', '')}`;
  const { thread_ts: threadTs } = message;
  return threadTs === undefined || threadTs === ts ? address : `${address}?thread_ts=${threadTs}&cid=${channel.id}`;
}
