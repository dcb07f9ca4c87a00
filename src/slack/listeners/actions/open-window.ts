import { z } from 'zod';
import { OPEN_WINDOW } from '../../messages/window.ts';
import { UnreadablePayload } from '../../payloads/unreadable-payload.ts';
import { parseWindowValue } from '../../payloads/window-value.ts';
import { rightOfText } from '../commands/parse-command.ts';
import { runCommand } from '../commands/run-command.ts';
import type { ActionDoor } from '../door.ts';
import { onceATrigger } from '../once.ts';
import { readButtonValue } from './button-value.ts';

const clickedButton = z.object({ trigger_id: z.string() });

/** The button that opens the window of a command which came as a message: the same command, with what opens a window. */
export const openWindow: ActionDoor = {
  kind: 'action',
  name: OPEN_WINDOW,
  right: (interaction) => rightOfText(readButtonValue(interaction, parseWindowValue).words),
  action: undefined,
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, botUserId, requester, responseUrl, read, ack, reply } = interaction;
    const { trigger_id: triggerId } = read(clickedButton);
    const { words, threadTs } = readButtonValue(interaction, parseWindowValue);
    const { channelId } = requester;
    if (channelId === undefined) throw new UnreadablePayload('button');
    const once = [onceATrigger(triggerId)];
    const context = { t, client, botUserId, triggerId, responseUrl, threadTs, once, ack, reply };
    await runCommand(parts, { ...context, requester: { ...requester, channelId }, isNew: async () => true }, words);
  },
};
