import { z } from 'zod';
import { withIds } from './block-ids.ts';
import { blockProblems } from './block-limits.ts';
import type { Emulator } from './emulator.ts';
import type { PrivateLine, PrivateLines } from './private-lines.ts';

/** Where a message of the bot belongs that is no Web API call: the ack of a command, a post to a `response_url`. */
export interface Origin {
  conversationId: string;
  userId: string;
  /** The private line whose button was clicked; undefined for a command, and for a button in a public message. */
  privateTs?: string | undefined;
}

const message = z.looseObject({
  text: z.string().default(''),
  blocks: z.array(z.unknown()).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});

export interface BotMessages {
  /**
   * Takes a message in the form that an ack and a `response_url` have.
   *
   * @returns what is wrong with it, as Slack's `response_url` answers; undefined where it was taken.
   */
  take(origin: Origin, value: unknown): Promise<string | undefined>;
}

export interface BotMessagesParts {
  emulator: Emulator;
  privateLines: PrivateLines;
  botUserId: string;
  newId: () => string;
}

/**
 * Slack's handling of these messages. A command's `response_url` adds a line whatever `replace_original` says, since
 * there is no original; that of a button in a private line replaces or deletes that line.
 */
export function createBotMessages({ emulator, privateLines, botUserId, newId }: BotMessagesParts): BotMessages {
  async function add(origin: Origin, content: Pick<PrivateLine, 'text' | 'blocks' | 'threadTs'>) {
    const { conversationId, userId: visibleTo } = origin;
    privateLines.add({ ts: await emulator.nextTs(), conversationId, visibleTo, authorId: botUserId, ...content });
  }

  return {
    async take(origin, value) {
      const { data } = message.safeParse(value);
      if (data === undefined) return 'invalid_payload';
      const {
        text,
        thread_ts: threadTs,
        response_type: type,
        replace_original: replaces,
        delete_original: deletes,
      } = data;
      if (deletes && origin.privateTs !== undefined) {
        privateLines.remove(origin.privateTs);
        return undefined;
      }
      if (text === '' && data.blocks === undefined) return 'no_text';
      if (data.blocks !== undefined && blockProblems(data.blocks).length > 0) return 'invalid_blocks';
      const blocks = data.blocks && withIds(data.blocks, newId);

      if (replaces && origin.privateTs !== undefined) {
        // A line that is gone can't be replaced, and Slack says nothing of it.
        privateLines.replace(origin.privateTs, { text, blocks });
      } else if (type === 'in_channel') {
        await emulator.postAsBot({
          channel: origin.conversationId,
          text,
          ...(blocks && { blocks }),
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        });
      } else {
        await add(origin, { text, blocks, threadTs });
      }
      return undefined;
    },
  };
}
