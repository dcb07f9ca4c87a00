import { spaceFor, usualDestination } from '../../answers/spaces.ts';
import { flowsAround } from '../../answers/thread-flows.ts';
import { threadFlowsMessage } from '../../messages/thread-flows.ts';
import { cleanWords, readDestination, readDisplay, readSpace } from '../../payloads/command/words.ts';
import { requestValueOf } from '../../payloads/request-value.ts';
import { parseCommand } from '../commands/parse-command.ts';
import { pick } from '../commands/pick.ts';
import { runCommand } from '../commands/run-command.ts';
import type { CommandContext } from '../commands/subcommand.ts';
import type { MessageInteraction } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { onceAMessage } from '../once.ts';

function isPick(text: string): boolean {
  const parsed = parseCommand(text);
  return parsed.ok && parsed.value.name === pick.name;
}

/** Offers the flows that are near a message which names none. @returns false where there are none. */
async function offerFlowsAround(
  parts: ListenerParts,
  { t, client, requester, message, ack, reply }: MessageInteraction,
): Promise<boolean> {
  const words = cleanWords(message.text);
  const named = readSpace(words);
  const space = named.ok ? await spaceFor(parts, requester, named.value.space) : named;
  if (!space.ok) return false;
  // Slack may take longer to show a thread than an ack has.
  await ack();
  const flowIds = await flowsAround(parts, client, message, space.value);
  if (flowIds.length === 0) return false;
  const destination = readDestination(words) ?? (await usualDestination(parts, requester));
  const display = readDisplay(words);
  const valueFor = (ids: readonly string[]) =>
    requestValueOf({
      flowIds: [...ids],
      ...space.value,
      threadTs: message.threadTs,
      onlyMe: destination === 'only-me',
      display,
    });
  await reply(threadFlowsMessage(t, { flowIds, valueFor }));
  return true;
}

/** Does what a message says that was written to the bot, as the command does, and answers where it was written. */
export async function runMessage(parts: ListenerParts, interaction: MessageInteraction): Promise<void> {
  const { t, requester, client, botUserId, message, isNew, ack, reply } = interaction;
  const { channelId, threadTs, ts, text } = message;
  const once = onceAMessage(requester.teamId, channelId, ts);
  if (isPick(text)) {
    if (!(await isNew()) || (await offerFlowsAround(parts, interaction))) return;
  }
  const context: CommandContext = {
    t,
    requester: { ...requester, channelId },
    client,
    botUserId,
    threadTs,
    triggerId: undefined,
    responseUrl: undefined,
    once: [once],
    isNew,
    ack,
    reply,
  };
  await runCommand(parts, context, text);
}
