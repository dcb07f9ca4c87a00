import type { BotConnection } from './bot-connection.ts';
import type { BotMessages, Origin } from './bot-messages.ts';
import { createClicks } from './clicks.ts';
import { BOT_USER_ID, type Emulator } from './emulator.ts';
import type { Manifest } from './manifest.ts';
import { createModals, type Modals } from './modals.ts';
import type { ActionRequest, HomeRequest, Person, SayAnswer, ShortcutRequest } from './page-api.ts';
import { appHomeOpened } from './payloads.ts';
import { type AppIdentity, createSlashCommands, type Where } from './said.ts';
import { createShortcuts } from './shortcuts.ts';
import type { Sight } from './state.ts';
import { createTriggers } from './triggers.ts';
import type { Views } from './views.ts';

/** What a person can do in the workspace. */
export interface PersonActions {
  /** Types `text` into a conversation; one that begins with `/` is a slash command. */
  say(as: Person, conversationId: string, text: string): Promise<SayAnswer>;
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
  /** The conversations as somebody sees them. */
  sightOf: (me: Person) => Promise<Sight>;
  responseUrl: (origin: Origin) => string;
  newId: () => string;
  /** Unix time; milliseconds. */
  now: () => number;
  /** Something may look different now. */
  changed: () => void;
}

const UNSEEN: SayAnswer = { ok: false, error: 'You can’t see that conversation.' };

export function createPersonActions(parts: PersonActionsParts): PersonActions {
  const { emulator, bot, identity, manifest, views, sightOf, newId, now, changed } = parts;
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

  async function post(me: Person, channel: string, text: string): Promise<SayAnswer> {
    const answer = await emulator.call({ person: me.name }, 'chat.postMessage', { channel, text });
    return answer.ok ? { ok: true } : { ok: false, error: `The message was not sent (${answer.error}).` };
  }

  const actions: PersonActions = {
    async say(me, conversationId, text) {
      const where = await whereIs(me, conversationId);
      if (where === undefined) return UNSEEN;
      return text.startsWith('/') ? runCommand(where, text) : post(me, conversationId, text);
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
