import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { knownBlocks } from './block-ids.ts';
import { type CallArgs, parseJson } from './call-body.ts';

/** A message that one person sees: "Only visible to you". Slack's API can't list these, so they are kept here. */
export interface PrivateLine {
  ts: string;
  conversationId: string;
  /** The only person who sees it. */
  visibleTo: string;
  authorId: string;
  text: string;
  blocks: KnownBlock[] | undefined;
  /** The message whose thread it is in; undefined: it is in none. */
  threadTs: string | undefined;
}

export interface PrivateLines {
  add(line: PrivateLine): void;
  find(where: Pick<PrivateLine, 'ts' | 'conversationId' | 'visibleTo'>): PrivateLine | undefined;
  /** @returns false where the line is gone. */
  replace(ts: string, content: Pick<PrivateLine, 'text' | 'blocks'>): boolean;
  /** @returns false where the line was gone already. */
  remove(ts: string): boolean;
  visibleTo(userId: string): PrivateLine[];
}

export function createPrivateLines(): PrivateLines {
  const byTs = new Map<string, PrivateLine>();
  return {
    add: (line) => void byTs.set(line.ts, line),

    find({ ts, conversationId, visibleTo }) {
      const line = byTs.get(ts);
      return line?.conversationId === conversationId && line.visibleTo === visibleTo ? line : undefined;
    },

    replace(ts, { text, blocks }) {
      const line = byTs.get(ts);
      if (line === undefined) return false;
      byTs.set(ts, { ...line, text, blocks });
      return true;
    },

    remove: (ts) => byTs.delete(ts),
    visibleTo: (userId) => [...byTs.values()].filter((line) => line.visibleTo === userId),
  };
}

const ephemeral = z.object({
  channel: z.string(),
  user: z.string(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
});
const posted = z.object({ message_ts: z.string() });

/** The line that a call of `chat.postEphemeral` made. */
export function postedPrivately(args: CallArgs, answer: unknown, authorId: string): PrivateLine {
  const { channel: conversationId, user: visibleTo, text, thread_ts: threadTs } = ephemeral.parse(args);
  const { message_ts: ts } = posted.parse(answer);
  const blocks = knownBlocks.safeParse(parseJson(args.blocks)).data;
  return { ts, conversationId, visibleTo, authorId, text, blocks, threadTs };
}
