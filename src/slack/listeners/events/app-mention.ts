import { rightOfText } from '../commands/parse-command.ts';
import type { MessageDoor } from '../door.ts';
import { runMessage } from './run-message.ts';

/** `@Flow JSON …` in a channel or a thread, where Slack takes no command: the same as the command. */
export const appMention: MessageDoor = {
  kind: 'message',
  name: 'app_mention',
  right: ({ message }) => rightOfText(message.text),
  action: undefined,
  handle: runMessage,
};
