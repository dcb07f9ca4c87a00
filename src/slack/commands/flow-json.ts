import type { App } from '@slack/bolt';
import { z } from 'zod';
import { parseCommand } from '../../flows/command.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { helpMessage, unclearMessage } from '../messages/help.ts';
import { createPrivateLine } from '../private-line.ts';

const slashCommand = z.object({ channel_id: z.string(), user_id: z.string(), text: z.string().default('') });

/** `/flow-json <flowId> [space:<CustSpaceId>]` and `/flow-json help`. */
export function register(app: App, { requests, defaultCustSpaceId, log }: ListenerParts): void {
  app.command('/flow-json', async ({ command: payload, ack, respond, client, context }) => {
    const { channel_id: channelId, user_id: userId, text } = slashCommand.parse(payload);
    const command = parseCommand(text);
    if (command.type === 'help') return ack({ response_type: 'ephemeral', ...helpMessage() });
    if (command.type === 'unclear') return ack({ response_type: 'ephemeral', ...unclearMessage(command) });

    const flow = { ...command.flow, custSpaceId: command.flow.custSpaceId ?? defaultCustSpaceId };
    const tell = createPrivateLine({ respond, client, userId, replaces: false, log });
    const firstLine = requests.start({ flow, channelId, userId, botUserId: context.botUserId }, tell);
    return ack({ response_type: 'ephemeral', ...firstLine });
  });
}
