import { helpMessage } from '../../messages/help.ts';
import { defineSubcommand } from './subcommand.ts';

/** `help`: every form of the command that the person may use; who may use none is told whom to ask. */
export const help = defineSubcommand({
  name: 'help',
  words: ['help', 'h'],
  right: 'open',
  isSilent: true,
  near: ['usage', 'commands', 'info'],
  standsAlone: true,
  forms: [],
  parse: () => ({ ok: true, value: undefined }),

  async run(parts, { t, forms, reply }) {
    const usable = forms();
    const refusal = usable.length === 0 ? parts.refusal('fetch') : undefined;
    if (refusal !== undefined) throw refusal;
    await reply(helpMessage(t, usable));
  },
});
