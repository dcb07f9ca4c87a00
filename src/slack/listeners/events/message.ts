import { isDirectMessage } from '../../../access/direct-message.ts';
import { rightOfText } from '../commands/parse-command.ts';
import type { MessageDoor } from '../door.ts';
import { runMessage } from './run-message.ts';

/** What is typed to the bot in its direct message: a command, without a mention. In channels it listens to mentions alone. */
export const message: MessageDoor = {
  kind: 'message',
  name: 'message',
  right: (interaction) => rightOfText(interaction.message.text),
  action: undefined,
  isFor: ({ channelId }) => isDirectMessage(channelId),
  handle: runMessage,
};
