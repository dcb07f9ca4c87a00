import type { webApi } from '@slack/bolt';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';

/** What is asked of a conversation. Source: "conversation" in Slack's docs on object types. */
const conversationInfo = z.object({
  channel: z.object({
    is_im: z.boolean().optional(),
    is_mpim: z.boolean().optional(),
    is_private: z.boolean().optional(),
    is_ext_shared: z.boolean().optional(),
    connected_team_ids: z.array(z.string()).optional(),
    shared_team_ids: z.array(z.string()).optional(),
    internal_team_ids: z.array(z.string()).optional(),
    context_team_id: z.string().optional(),
  }),
});

export type ConversationInfo = z.infer<typeof conversationInfo>['channel'];

/**
 * Asks `conversations.info`, once for all who want to know something of a conversation at about the same time: the rules, what
 * kind it is, and the guard, who sees it.
 *
 * @returns rejects with what Slack's client throws, each time anew.
 */
export type AskConversation = (
  client: Pick<webApi.WebClient, 'conversations' | 'token'>,
  channelId: string,
) => Promise<ConversationInfo>;

/** Of one interaction; who wants to know for longer keeps what they made of it. Milliseconds. */
const KEPT_FOR_MS = 10_000;
const MAX_KEPT = 1000;

export function createAskConversation(clock: Pick<Clock, 'monotonicMs'>): AskConversation {
  const kept = new LRUCache<string, { info: Promise<ConversationInfo>; at: number }>({ max: MAX_KEPT });

  return (client, channelId) => {
    // Each workspace sees it in its own way.
    const key = `${client.token ?? ''} ${channelId}`;
    const known = kept.get(key);
    if (known !== undefined && clock.monotonicMs() < known.at + KEPT_FOR_MS) return known.info;
    const info = client.conversations
      .info({ channel: channelId })
      .then((answer) => conversationInfo.parse(answer).channel);
    kept.set(key, { info, at: clock.monotonicMs() });
    info.catch(() => kept.delete(key));
    return info;
  };
}
