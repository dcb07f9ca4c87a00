import { opsHere, opsOff } from '../../answers/ops.ts';
import { normalWord } from '../../payloads/command/words.ts';
import { channelOf } from './channel-of.ts';
import { replyIfAny } from './reply-if-any.ts';
import { defineSubcommand } from './subcommand.ts';

const IS_ON: ReadonlyMap<string, boolean> = new Map([
  ['here', true],
  ['off', false],
]);

/** `ops here`: the operators are notified in this channel; `ops off`: no more. */
export const ops = defineSubcommand<{ isOn: boolean }>({
  name: 'ops',
  words: ['ops'],
  right: 'ops',
  forms: [
    { form: 'ops here', what: 'ops' },
    { form: 'ops off', what: 'opsOff' },
  ],

  parse([first = '', ...others]) {
    const isOn = IS_ON.get(normalWord(first));
    return isOn === undefined || others.length > 0
      ? { ok: false, error: { kind: 'ops-where' } }
      : { ok: true, value: { isOn } };
  },

  async run(parts, context, { isOn }) {
    // The channel is told first, which may take longer than an ack has.
    await context.ack();
    await replyIfAny(context, await (isOn ? opsHere : opsOff)(parts, channelOf(context)));
  },
});
