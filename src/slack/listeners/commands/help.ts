import { helpMessage } from '../../messages/help.ts';
import { defineSubcommand } from './subcommand.ts';

/** `help`: every form of the command. */
export const help = defineSubcommand({
  name: 'help',
  words: ['help', 'h'],
  near: ['usage', 'commands', 'info'],
  standsAlone: true,
  forms: [],
  parse: () => ({ ok: true, value: undefined }),
  run: (_parts, { t, forms, reply }) => reply(helpMessage(t, forms)),
});
