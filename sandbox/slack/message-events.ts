import type { BotAnswer } from './bot-answer.ts';
import type { BotConnection } from './bot-connection.ts';
import { BOT_ID, BOT_USER_ID } from './emulator.ts';
import {
  appMention,
  directMessage,
  directMessageChanged,
  type EventParts,
  eventCallback,
  ownDirectMessage,
  type SentMessage,
} from './events.ts';
import type { Manifest } from './manifest.ts';
import type { Conversation } from './page-api.ts';
import type { AppIdentity, Where } from './said.ts';

export interface MessageEventsParts {
  bot: BotConnection;
  identity: AppIdentity;
  manifest: Pick<Manifest, 'botEvents' | 'botScopes'>;
  newId: () => string;
  /** Unix time; milliseconds. */
  now: () => number;
}

/** Tells the app of what is written, as far as it subscribed to it and has the scope. */
export interface MessageEvents {
  /** @returns `not-invited` where the app is mentioned in a channel that it is not in: Slack then tells it nothing. */
  written(where: Where, message: SentMessage): Promise<'told' | 'not-invited'>;
  /** @param editedTs the moment of the edit, as Slack gives it. */
  edited(where: Where, before: SentMessage, after: SentMessage, editedTs: string): Promise<void>;
  /** The app has written in its direct message with somebody. */
  writtenByApp(conversation: Conversation, message: SentMessage): Promise<void>;
  /** Sends any event, in its envelope: for what nobody can do by hand here, as a mention that another app writes. */
  send(event: object): Promise<BotAnswer>;
}

const MENTION = `<@${BOT_USER_ID}>`;
const mentions = ({ text }: SentMessage) => text.includes(MENTION);
const isWithApp = ({ kind, hasBot }: Conversation) => kind === 'im' && hasBot;

export function createMessageEvents({ bot, identity, manifest, newId, now }: MessageEventsParts): MessageEvents {
  const { botEvents, botScopes } = manifest;
  const hearsMentions = botEvents.includes('app_mention') && botScopes.includes('app_mentions:read');
  const hearsDirect = botEvents.includes('message.im') && botScopes.includes('im:history');

  const partsOf = (me: EventParts['me'], conversation?: Conversation): EventParts => ({
    identity,
    me,
    botUserId: BOT_USER_ID,
    eventId: `Ev${newId()}`,
    at: now(),
    ...(conversation && { conversation }),
  });

  return {
    async written({ me, conversation }, message) {
      const parts = partsOf(me, conversation);
      if (isWithApp(conversation)) {
        if (hearsDirect) await bot.sendEvent(directMessage(parts, message));
        return 'told';
      }
      if (!mentions(message) || conversation.kind === 'im') return 'told';
      if (!conversation.hasBot) return 'not-invited';
      if (hearsMentions) await bot.sendEvent(appMention(parts, message));
      return 'told';
    },

    async edited({ me, conversation }, before, after, editedTs) {
      const parts = partsOf(me, conversation);
      if (isWithApp(conversation)) {
        if (hearsDirect) await bot.sendEvent(directMessageChanged(parts, before, after, editedTs));
      } else if (hearsMentions && conversation.hasBot && mentions(after)) {
        await bot.sendEvent(appMention(parts, after, editedTs));
      }
    },

    async writtenByApp(conversation, message) {
      if (!hearsDirect) return;
      await bot.sendEvent(ownDirectMessage(partsOf(undefined, conversation), message, BOT_ID));
    },

    send: (event) => bot.sendEvent(eventCallback(partsOf(undefined), event)),
  };
}
