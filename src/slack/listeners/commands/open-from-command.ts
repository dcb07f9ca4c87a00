import type { Opening } from '../../answers/modals.ts';
import { needsSlashCommandMessage } from '../../messages/help.ts';
import type { CommandContext } from './subcommand.ts';

/**
 * Opens a modal for a command, which Slack allows within three seconds of a trigger; where there is none, the answer is
 * what to type.
 *
 * @param words of the command, as they would be typed behind `/flow-json`.
 * @throws what `open` throws.
 */
export async function openFromCommand(
  { t, client, requester, triggerId, responseUrl, ack, reply }: CommandContext,
  words: string,
  open: (opening: Opening) => Promise<void>,
): Promise<void> {
  if (triggerId === undefined) return reply(needsSlashCommandMessage(t, words));
  await ack();
  await open({ client, triggerId, t, requester, origin: { channelId: requester.channelId, responseUrl } });
}
