import { opsHere } from '../../answers/ops-here.ts';
import { normalWord } from '../../payloads/command/words.ts';
import { channelOf } from './channel-of.ts';
import { defineSubcommand } from './subcommand.ts';

/** `ops here`: the operators are notified in this channel. */
export const ops = defineSubcommand({
  name: 'ops',
  words: ['ops'],
  right: 'ops',
  forms: [{ form: 'ops here', what: 'ops' }],

  parse: ([first = '', ...others]) =>
    normalWord(first) === 'here' && others.length === 0
      ? { ok: true, value: undefined }
      : { ok: false, error: { kind: 'ops-where' } },

  async run(parts, context) {
    // The channel is joined first, which may take longer than an ack has.
    await context.ack();
    await context.reply(await opsHere(parts, channelOf(context)));
  },
});
