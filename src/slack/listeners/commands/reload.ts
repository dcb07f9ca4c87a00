import { reloadedMessage } from '../../messages/reload.ts';
import { defineSubcommand } from './subcommand.ts';

/** `reload`: every process of the bot reads the access rules again. */
export const reload = defineSubcommand({
  name: 'reload',
  words: ['reload'],
  right: 'administer',
  near: ['refresh', 'reread'],
  standsAlone: true,
  forms: [{ form: 'reload', what: 'reload' }],
  parse: () => ({ ok: true, value: undefined }),

  async run(parts, context) {
    // The other processes are waited for, which takes longer than an ack has.
    await context.ack();
    await context.reply(reloadedMessage(context.t, await parts.reloadRules(context.requester.teamId)));
  },
});
