import { z } from 'zod';
import type { BotConnection } from './bot-connection.ts';
import type { BotMessages, Origin } from './bot-messages.ts';
import { createClicks } from './clicks.ts';
import { BOT_USER_ID, type Emulator } from './emulator.ts';
import { createInvite, notInvited } from './invite.ts';
import type { Manifest } from './manifest.ts';
import type { MessageEvents } from './message-events.ts';
import { createModals, type Modals } from './modals.ts';
import type { ActionRequest, HomeRequest, Person, SayAnswer, ShortcutRequest } from './page-api.ts';
import { appHomeOpened, slackTime } from './payloads.ts';
import type { PrivateLines } from './private-lines.ts';
import { type AppIdentity, createSlashCommands, type Where } from './said.ts';
import { createShortcuts } from './shortcuts.ts';
import { type Sight, SLACKBOT_ID } from './state.ts';
import { createTriggers } from './triggers.ts';
import { asSent } from './typed-text.ts';
import type { Views } from './views.ts';

/** What a person can do in the workspace. */
export interface PersonActions {
  /**
   * Types `text` into a conversation, or into a thread of it, as in Slack's client: `@Flow JSON` is a mention, and what
   * begins with `/` a slash command. The app is told as far as it subscribed to it.
   */
  say(as: Person, conversationId: string, text: string, threadTs?: string): Promise<SayAnswer>;
  /** Edits a message of one's own. */
  edit(as: Person, conversationId: string, ts: string, text: string): Promise<SayAnswer>;
  /** Clicks a button in a message. */
  click(as: Person, button: Omit<ActionRequest, 'as'>): Promise<SayAnswer>;
  /** Chooses a shortcut, of that message or else a global one. */
  shortcut(as: Person, callbackId: string, message?: ShortcutRequest['message']): Promise<SayAnswer>;
  /** Opens a tab of the app's Home. */
  openHome(as: Person, tab: HomeRequest['tab']): Promise<SayAnswer>;
  submit: Modals['submit'];
  viewAction: Modals['act'];
  options: Modals['options'];
  closeView: Modals['close'];
}

export interface PersonActionsParts {
  emulator: Emulator;
  bot: BotConnection;
  messages: BotMessages;
  identity: AppIdentity;
  manifest: Manifest;
  views: Views;
  /** Everybody, the bot too: who can be mentioned. */
  people: readonly Person[];
  privateLines: PrivateLines;
  messageEvents: MessageEvents;
  /** The conversations as somebody sees them. */
  sightOf: (me: Person) => Promise<Sight>;
  responseUrl: (origin: Origin) => string;
  newId: () => string;
  /** Unix time; milliseconds. */
  now: () => number;
  /** Something may look different now. */
  changed: () => void;
}

const sent = z.object({ ts: z.string() });
const UNSEEN: SayAnswer = { ok: false, error: 'You can’t see that conversation.' };

export function createPersonActions(parts: PersonActionsParts): PersonActions {
  const {
    emulator,
    bot,
    identity,
    manifest,
    views,
    people,
    privateLines,
    messageEvents,
    sightOf,
    newId,
    now,
    changed,
  } = parts;
  const invite = createInvite(emulator);
  const giveTrigger = createTriggers(emulator, views);
  const triggerId = (userId: string) => giveTrigger(userId);
  const runCommand = createSlashCommands({ ...parts, triggerId, commands: manifest.commands });
  const clickButton = createClicks({ ...parts, triggerId });
  const shortcuts = createShortcuts({ ...parts, giveTrigger, shortcuts: manifest.shortcuts });
  const modals = createModals({ ...parts, giveTrigger });

  /** Where somebody is; undefined for a conversation that they can't see. */
  async function whereIs(me: Person, conversationId: string): Promise<Where | undefined> {
    const conversation = (await sightOf(me)).conversations.find(({ id }) => id === conversationId);
    return conversation && { me, conversation };
  }

  async function post(where: Where, text: string, threadTs: string | undefined): Promise<SayAnswer> {
    const { me, conversation } = where;
    const args = { channel: conversation.id, text, ...(threadTs === undefined ? {} : { thread_ts: threadTs }) };
    const { data: message, error } = sent.safeParse(await emulator.call({ person: me.name }, 'chat.postMessage', args));
    if (message === undefined) return { ok: false, error: `The message was not sent (${error?.message}).` };
    changed();
    const heard = await messageEvents.written(where, { ts: message.ts, text, thread_ts: threadTs });
    if (heard === 'not-invited') {
      const line = { conversationId: conversation.id, visibleTo: me.id, authorId: SLACKBOT_ID, threadTs };
      privateLines.add({ ...line, ts: await emulator.nextTs(), text: notInvited(manifest.botName), blocks: undefined });
    }
    return { ok: true };
  }

  const actions: PersonActions = {
    async say(me, conversationId, text, threadTs) {
      const where = await whereIs(me, conversationId);
      if (where === undefined) return UNSEEN;
      const asTold = asSent(text, people);
      if (!text.startsWith('/')) return post(where, asTold, threadTs);
      return (await invite(where, asTold)) ?? runCommand(where, text, threadTs);
    },

    async edit(me, conversationId, ts, text) {
      const where = await whereIs(me, conversationId);
      const line = (await sightOf(me)).lines.find((each) => each.ts === ts && each.conversationId === conversationId);
      if (where === undefined || line === undefined) return UNSEEN;
      const after = asSent(text, people);
      const args = { channel: conversationId, ts, text: after };
      const answer = await emulator.call({ person: me.name }, 'chat.update', args);
      if (!answer.ok) return { ok: false, error: `The message was not edited (${answer.error}).` };
      const message = { ts, thread_ts: line.threadTs };
      await messageEvents.edited(where, { ...message, text: line.text }, { ...message, text: after }, slackTime(now()));
      return { ok: true };
    },

    async click(me, button) {
      const where = await whereIs(me, button.conversationId);
      if (where === undefined) return UNSEEN;
      const line = (await sightOf(me)).lines.find(
        ({ ts, conversationId }) => ts === button.messageTs && conversationId === button.conversationId,
      );
      return clickButton(where, line, { as: me.id, ...button });
    },

    async shortcut(me, callbackId, message) {
      if (me.outside !== undefined) return { ok: false, error: 'This app is not installed in your workspace.' };
      if (message === undefined) return shortcuts.anywhere(me, callbackId);
      const where = await whereIs(me, message.conversationId);
      return where === undefined ? UNSEEN : shortcuts.onMessage(where, message.ts, callbackId);
    },

    async openHome(me, tab) {
      if (!manifest.botEvents.includes('app_home_opened')) return { ok: true };
      const { conversations } = await sightOf(me);
      const direct = conversations.find(({ kind, hasBot }) => kind === 'im' && hasBot);
      if (direct === undefined) return UNSEEN;
      const event = appHomeOpened(
        { identity, me, at: now() },
        { tab, directMessageId: direct.id, home: views.home(me.id), botUserId: BOT_USER_ID, eventId: `Ev${newId()}` },
      );
      const answer = await bot.sendEvent(event);
      return answer.ok ? { ok: true } : { ok: false, error: `The app did not respond (${answer.error}).` };
    },

    submit: modals.submit,
    viewAction: modals.act,
    options: modals.options,
    closeView: modals.close,
  };

  /** Tells of the change once it is done. */
  const telling =
    <Args extends unknown[], Answer>(run: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      const answer = await run(...args);
      changed();
      return answer;
    };

  return {
    say: telling(actions.say),
    edit: telling(actions.edit),
    click: telling(actions.click),
    shortcut: telling(actions.shortcut),
    openHome: telling(actions.openHome),
    submit: telling(actions.submit),
    viewAction: telling(actions.viewAction),
    // Reads only.
    options: actions.options,
    closeView: telling(actions.closeView),
  };
}
