import { listWatches } from '../../answers/watching.ts';
import { channelOf } from './channel-of.ts';
import { defineSubcommand } from './subcommand.ts';

/** `watches`: what the channel watches. */
export const watches = defineSubcommand({
  name: 'watches',
  words: ['watches', 'subscriptions'],
  right: 'watch',
  near: ['watching', 'watched', 'watchlist'],
  forms: [{ form: 'watches', what: 'watches' }],

  parse: (words) =>
    words.length === 0
      ? { ok: true, value: undefined }
      : { ok: false, error: { kind: 'takes-nothing', command: 'watches', given: words.join(' ') } },

  async run(parts, context) {
    // The database may be farther away than an ack has time.
    await context.ack();
    await context.reply(await listWatches(parts, channelOf(context)));
  },
});
