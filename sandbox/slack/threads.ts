import { z } from 'zod';
import type { CallArgs } from './call-body.ts';
import type { Emulator } from './emulator.ts';
import { isWithin } from './history.ts';

const message = z.looseObject({ ts: z.string(), thread_ts: z.string().optional(), user: z.string().default('') });
type Message = z.infer<typeof message>;
const messages = z.looseObject({ messages: z.array(message) });

/** Slack's own, where the app gives none. Source: "limit" in the docs of `conversations.replies`. */
const DEFAULT_LIMIT = 1000;

export interface Threads {
  /** All messages of a thread, the first one first; only that one where nobody replied, none where it is not there. */
  read(channel: string, ts: string): Promise<Message[]>;
  /** The answer of `conversations.replies` as Slack gives it. */
  amendReplies(args: CallArgs, answer: unknown): unknown;
}

/** The first message of a thread says how many replies there are, and whose. */
function withCounts(first: Message, replies: readonly Message[]): Message {
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    ...first,
    thread_ts: first.ts,
    reply_count: replies.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  };
}

/** Adds to emulate's threads: it counts not all replies, and knows neither pages nor `oldest` and `latest`. */
export function createThreads(emulator: Emulator): Threads {
  return {
    async read(channel, ts) {
      const answer = await emulator.call('workspace', 'conversations.replies', { channel, ts });
      return messages.safeParse(answer).data?.messages ?? [];
    },

    amendReplies(args, answer) {
      const { messages: all, ...rest } = messages.parse(answer);
      const [first, ...replies] = all;
      if (first === undefined) return answer;
      const thread = replies.length === 0 ? [first] : [withCounts(first, replies), ...replies];
      // The first message comes with every page, as in Slack.
      const within = thread.filter((each) => each === thread[0] || isWithin(each, args));
      const from = Math.max(
        1,
        within.findIndex(({ ts }) => ts === args.cursor),
      );
      const limit = Number(args.limit ?? 0) || DEFAULT_LIMIT;
      const page = within.slice(from, from + Math.max(1, limit - 1));
      const next = within[from + page.length]?.ts;
      return {
        ...rest,
        messages: [...within.slice(0, 1), ...page],
        has_more: next !== undefined,
        ...(next === undefined ? {} : { response_metadata: { next_cursor: next } }),
      };
    },
  };
}
