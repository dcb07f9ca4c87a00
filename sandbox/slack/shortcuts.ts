import { z } from 'zod';
import type { BotConnection } from './bot-connection.ts';
import type { Origin } from './bot-messages.ts';
import type { Emulator } from './emulator.ts';
import type { Person, SayAnswer, Shortcut } from './page-api.ts';
import { globalShortcut, messageShortcut } from './payloads.ts';
import type { AppIdentity, Where } from './said.ts';
import type { GiveTrigger } from './triggers.ts';

export interface ShortcutsParts {
  emulator: Emulator;
  bot: BotConnection;
  identity: AppIdentity;
  shortcuts: readonly Shortcut[];
  responseUrl: (origin: Origin) => string;
  giveTrigger: GiveTrigger;
  /** Unix time; milliseconds. */
  now: () => number;
}

const messages = z.object({
  messages: z.array(
    z.looseObject({ ts: z.string(), reply_count: z.number().default(0), thread_ts: z.string().optional() }),
  ),
});

/** Runs the shortcuts of the app's manifest. */
export function createShortcuts(parts: ShortcutsParts) {
  const { emulator, bot, identity, shortcuts, responseUrl, giveTrigger, now } = parts;

  /** The message as Slack gives it: the first of a thread has its own `ts` as its `thread_ts`. */
  async function messageOf({ me, conversation }: Where, ts: string) {
    const args = { channel: conversation.id, ts };
    const { data } = messages.safeParse(await emulator.call({ person: me.name }, 'conversations.replies', args));
    const found = data?.messages.find((each) => each.ts === ts);
    const isFirst = found !== undefined && (found.reply_count > 0 || emulator.repliedTo.has(ts));
    return isFirst ? { ...found, thread_ts: ts } : found;
  }

  async function send(shortcut: Shortcut, payload: unknown): Promise<SayAnswer> {
    const answer = await bot.send({ payload: JSON.stringify(payload) });
    if (answer.ok) return { ok: true };
    return { ok: false, error: `${shortcut.name} failed: the app did not respond (${answer.error}).` };
  }

  const find = (callbackId: string, type: Shortcut['type']) =>
    shortcuts.find((each) => each.callbackId === callbackId && each.type === type);
  const noSuch = (callbackId: string): SayAnswer => ({ ok: false, error: `There is no shortcut ${callbackId} here.` });

  return {
    async onMessage(where: Where, ts: string, callbackId: string): Promise<SayAnswer> {
      const shortcut = find(callbackId, 'message');
      if (shortcut === undefined) return noSuch(callbackId);
      const message = await messageOf(where, ts);
      // Slack offers no shortcut on a private line.
      if (message === undefined) return { ok: false, error: 'That message is not there any more.' };
      const { me, conversation } = where;
      const payload = messageShortcut(
        { identity, me, at: now() },
        {
          shortcut,
          triggerId: await giveTrigger(me.id),
          responseUrl: responseUrl({ conversationId: conversation.id, userId: me.id }),
          conversation,
          message,
        },
      );
      return send(shortcut, payload);
    },

    async anywhere(me: Person, callbackId: string): Promise<SayAnswer> {
      const shortcut = find(callbackId, 'global');
      if (shortcut === undefined) return noSuch(callbackId);
      return send(shortcut, globalShortcut({ identity, me, at: now() }, shortcut, await giveTrigger(me.id)));
    },
  };
}
