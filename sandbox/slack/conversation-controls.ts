import { BOT_USER_ID, type Emulator } from './emulator.ts';

/** What an administrator does to a conversation, for tests: from then on Slack refuses the bot there. */
export interface ConversationControls {
  /** The bot meets `is_archived`. */
  archive(conversationId: string): Promise<void>;
  unarchive(conversationId: string): Promise<void>;
  /** The bot meets `not_in_channel` in a public channel, `channel_not_found` in a private one. */
  removeBot(conversationId: string): Promise<void>;
  /** Somebody types `/invite @…`. */
  inviteBot(conversationId: string): Promise<void>;
}

export interface ConversationControlsParts {
  emulator: Emulator;
  /** The name of somebody who is a member of every channel. */
  person: string;
  changed: () => void;
}

export function createConversationControls(parts: ConversationControlsParts): ConversationControls {
  const { emulator, person, changed } = parts;
  const run =
    (method: string, more: Record<string, unknown> = {}) =>
    async (channel: string): Promise<void> => {
      await emulator.demand({ person }, method, { channel, ...more });
      changed();
    };
  return {
    archive: run('conversations.archive'),
    unarchive: run('conversations.unarchive'),
    removeBot: run('conversations.kick', { user: BOT_USER_ID }),
    inviteBot: run('conversations.invite', { users: BOT_USER_ID }),
  };
}
