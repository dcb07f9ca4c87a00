import type { Opening } from '../../answers/modals.ts';
import { windowMessage } from '../../messages/window.ts';
import { cleanWords } from '../../payloads/command/words.ts';
import { windowValueOf } from '../../payloads/window-value.ts';
import type { RunContext } from './subcommand.ts';

/**
 * Opens a modal for a command, which Slack allows within three seconds of a trigger; where there is none, the answer is a
 * button whose click is one.
 *
 * @throws what `open` throws.
 */
export async function openFromCommand(
  { t, client, requester, triggerId, responseUrl, threadTs, text, ack, reply }: RunContext,
  open: (opening: Opening) => Promise<void>,
): Promise<void> {
  if (triggerId === undefined)
    return reply(windowMessage(t, windowValueOf({ words: cleanWords(text).join(' '), threadTs })));
  await ack();
  const origin = { channelId: requester.channelId, threadTs, lineThreadTs: threadTs, responseUrl };
  await open({ client, triggerId, t, requester, origin });
}
