import { z } from 'zod';
import type { CallArgs } from './call-body.ts';
import { BOT_USER_ID } from './emulator.ts';
import type { MessageEvents } from './message-events.ts';
import { type PrivateLines, postedPrivately } from './private-lines.ts';
import type { Threads } from './threads.ts';
import type { Views } from './views.ts';

export interface AfterCallParts {
  views: Views;
  threads: Threads;
  privateLines: PrivateLines;
  messageEvents: MessageEvents;
  changed: () => void;
}

const posted = z.object({
  channel: z.string(),
  message: z.looseObject({ ts: z.string(), text: z.string(), thread_ts: z.string().optional() }),
});

/** What follows a call of the bot that emulate took: what emulate keeps no note of, and tells nobody. */
export function createAfterCall({ views, threads, privateLines, messageEvents, changed }: AfterCallParts) {
  async function showPrivately(args: CallArgs, answer: unknown): Promise<void> {
    const line = postedPrivately(args, answer, BOT_USER_ID);
    const { conversationId, threadTs } = line;
    // Source: "thread_ts" in the docs of `chat.postEphemeral`: it is shown in an active thread only.
    if (threadTs !== undefined && (await threads.read(conversationId, threadTs)).length < 2) return;
    privateLines.add(line);
  }

  /** The bot's message in a direct message comes back to it as an event; nobody waits for that. */
  function tellOfOwn(answer: unknown): void {
    const { data } = posted.safeParse(answer);
    if (data === undefined || !data.channel.startsWith('D')) return;
    const direct = { id: data.channel, name: '', topic: '', kind: 'im' as const, hasBot: true, isArchived: false };
    void messageEvents.writtenByApp(direct, data.message);
  }

  return async (method: string, args: CallArgs, answer: unknown): Promise<void> => {
    views.onCall(method, args, answer);
    if (method === 'chat.postEphemeral') await showPrivately(args, answer);
    if (method === 'chat.postMessage') tellOfOwn(answer);
    changed();
  };
}
