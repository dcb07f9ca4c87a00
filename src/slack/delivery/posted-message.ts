import { createHash } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Message } from '../messages/message.ts';
import { toDeliveryError } from './slack-error.ts';

/** Of whose answer nobody knows whether it was posted. */
export type Found =
  | { is: 'there'; ts: string }
  | { is: 'not-there' }
  /** Without the right to read the conversation, which whoever installs the app may leave out. */
  | { is: 'unknown' };

/** A message is looked for minutes after it was sent: more than people write meanwhile. */
const LOOKED_AT = 100;

const messages = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      blocks: z.array(z.object({ block_id: z.string().optional().catch(undefined) })).catch([]),
    }),
  ),
});

/** Slack takes 255 characters, and gives it back with the message; a notification's own ID may be longer. */
const markOf = (id: string): string => `notification-${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;

/** A message that can be looked for by its ID. */
export function marked(message: Message, id: string): Message {
  const [first, ...others] = message.blocks;
  return first === undefined ? message : { ...message, blocks: [{ ...first, block_id: markOf(id) }, ...others] };
}

/**
 * Looks for a message that was `marked` with an ID: by that alone, so that nothing people write is looked at.
 *
 * @param threadTs where it may be a reply.
 * @throws {DeliveryError} where Slack could be asked, but not just now.
 */
export async function findMarked(
  client: webApi.WebClient,
  { channelId, threadTs }: { channelId: string; threadTs: string | undefined },
  id: string,
): Promise<Found> {
  const mark = markOf(id);
  const find = (answer: unknown) =>
    messages.parse(answer).messages.find(({ blocks }) => blocks.some((block) => block.block_id === mark));
  const where = { channel: channelId, limit: LOOKED_AT };
  try {
    const reply =
      threadTs === undefined ? undefined : find(await client.conversations.replies({ ...where, ts: threadTs }));
    const found = reply ?? find(await client.conversations.history(where));
    return found === undefined ? { is: 'not-there' } : { is: 'there', ts: found.ts };
  } catch (error) {
    const fault = toDeliveryError(error);
    if (fault.kind === 'slack-unavailable' || fault.kind === 'slack-rate-limited') throw fault;
    return { is: 'unknown' };
  }
}
