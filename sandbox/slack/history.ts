import { z } from 'zod';
import type { CallArgs } from './call-body.ts';
import type { Emulator } from './emulator.ts';

const message = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  reply_count: z.number().default(0),
  reply_broadcast: z.boolean().default(false),
});
type Message = z.infer<typeof message>;
const messages = z.object({ messages: z.array(message) });
const answer = z.looseObject({ messages: z.array(z.unknown()), has_more: z.boolean() });

/** Slack's own, where the app gives none. Source: "limit" in the docs of `conversations.history`. */
const DEFAULT_LIMIT = 100;
/** emulate gives no more at once; a sandbox says less. */
const MOST = 1000;

const isYes = (value: unknown) => [true, 'true', 1, '1'].some((yes) => value === yes);

/** Whether a message lies between `oldest` and `latest`; their own only where the call is `inclusive`. */
export function isWithin({ ts }: { ts: string }, { oldest, latest, inclusive }: CallArgs): boolean {
  const at = Number(ts);
  const from = Number(oldest ?? 0);
  const to = latest === undefined ? Number.POSITIVE_INFINITY : Number(latest);
  return isYes(inclusive) ? at >= from && at <= to : at > from && at < to;
}

/**
 * The answer of `conversations.history` as Slack gives it: newest first, between `oldest` and `latest`, with the replies
 * that were also sent to the channel. emulate knows none of the two and leaves all replies out.
 */
export function createHistory(emulator: Emulator) {
  async function read(method: string, args: Record<string, unknown>): Promise<Message[]> {
    return messages.parse(await emulator.demand('workspace', method, args)).messages;
  }

  async function broadcastsOf(channel: unknown, { ts }: Message): Promise<Message[]> {
    const replies = await read('conversations.replies', { channel, ts });
    return replies.filter((reply) => reply.ts !== ts && reply.reply_broadcast);
  }

  return async (args: CallArgs, given: unknown): Promise<unknown> => {
    // A further page: emulate's own.
    if (typeof args.cursor === 'string' && args.cursor !== '') return given;
    const { channel } = args;
    const said = await read('conversations.history', { channel, limit: MOST });
    const parents = said.filter(({ ts, reply_count: count }) => count > 0 || emulator.repliedTo.has(ts));
    const broadcasts = await Promise.all(parents.map((parent) => broadcastsOf(channel, parent)));
    const all = [...said, ...broadcasts.flat().map((each) => ({ ...each, subtype: 'thread_broadcast' }))]
      .filter((each) => isWithin(each, args))
      .sort((one, other) => Number(other.ts) - Number(one.ts));
    const limit = Number(args.limit ?? 0) || DEFAULT_LIMIT;
    return { ...answer.parse(given), messages: all.slice(0, limit), has_more: all.length > limit };
  };
}
