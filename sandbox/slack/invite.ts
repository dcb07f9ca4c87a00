import { z } from 'zod';
import { BOT_USER_ID, type Emulator } from './emulator.ts';
import type { SayAnswer } from './page-api.ts';
import type { Where } from './said.ts';

const COMMAND = /^\/invite\s+<@([A-Z0-9]+)>\s*$/;
const answer = z.object({ error: z.string().default('no reason given') });

/** Slack's own `/invite`, which the bot tells people of. */
export function createInvite(emulator: Emulator) {
  /** @param text as `asSent` gives it; undefined is the answer to any other command. */
  return async ({ me, conversation }: Where, text: string): Promise<SayAnswer | undefined> => {
    const user = COMMAND.exec(text)?.[1];
    if (user === undefined) return undefined;
    const args = { channel: conversation.id, users: user };
    const invited = await emulator.call({ person: me.name }, 'conversations.invite', args);
    return invited.ok ? { ok: true } : { ok: false, error: `/invite failed: ${answer.parse(invited).error}` };
  };
}

/** Slackbot's words to whoever mentions an app that is not there. */
export const notInvited = (botName: string): string =>
  `You mentioned <@${BOT_USER_ID}>, but they’re not in this channel. To add them, type \`/invite @${botName}\`.`;
