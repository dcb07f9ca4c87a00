import { z } from 'zod';

/** A shortcut that was chosen in the menu of a message. */
export const messageShortcut = z.object({
  trigger_id: z.string(),
  response_url: z.string(),
  message_ts: z.string(),
  message: z.looseObject({ thread_ts: z.string().optional().catch(undefined) }),
  channel: z.object({ id: z.string() }),
  team: z.object({ domain: z.string() }),
});

/** Where Slack shows a message: made by hand, since a bot that is no member may not ask for it. */
export function permalink({ team, channel, message_ts: ts, message }: z.infer<typeof messageShortcut>): string {
  const address = `https://${team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
  const { thread_ts: threadTs } = message;
  return threadTs === undefined || threadTs === ts ? address : `${address}?thread_ts=${threadTs}&cid=${channel.id}`;
}
