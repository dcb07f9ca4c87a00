import { z } from 'zod';
import type { CommandDoor } from '../door.ts';
import { onceATrigger } from '../once.ts';
import { rightOfText } from './parse-command.ts';
import { runCommand } from './run-command.ts';

const slashCommand = z.object({ channel_id: z.string(), trigger_id: z.string(), text: z.string().default('') });

/** `/flow-json`, in each of its forms: see `SUBCOMMANDS`. */
export const flowJson: CommandDoor = {
  kind: 'command',
  name: '/flow-json',
  right: ({ read }) => rightOfText(read(slashCommand).text),
  action: undefined,

  async handle(parts, { t, requester, client, botUserId, responseUrl, read, ack, reply }) {
    const { channel_id: channelId, trigger_id: triggerId, text } = read(slashCommand);
    const given = { t, client, botUserId, triggerId, responseUrl, ack, reply, once: [onceATrigger(triggerId)] };
    const context = { ...given, requester: { ...requester, channelId }, threadTs: undefined };
    // Slack sends no command again.
    await runCommand(parts, { ...context, isNew: async () => true }, text);
  },
};
