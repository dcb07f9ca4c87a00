import { DEFAULT_EVERY_MS, MAX_EVERY_MS, MIN_EVERY_MS } from '../../../notify/watch-intervals.ts';
import { resolveFlow } from '../../answers/spaces.ts';
import { watchWithConsent } from '../../answers/watch-with-consent.ts';
import { noSuchFlow } from '../../answers/watching.ts';
import type { FlowArgument } from '../../payloads/command/command.ts';
import { normalWord, readFlow } from '../../payloads/command/words.ts';
import { channelOf } from './channel-of.ts';
import { replyIfAny } from './reply-if-any.ts';
import { defineSubcommand } from './subcommand.ts';

type WatchArguments = FlowArgument & { everyMs: number };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A number may be left out: `every hour`. */
const INTERVAL = /^(\d{0,6})(m|mins?|minutes?|h|hrs?|hours?|d|days?)$/;

/** `10m`, `2 hours`; undefined where it is no interval that a channel may ask for. */
function intervalOf(words: readonly string[]): number | undefined {
  const [, number = '', unit = ''] = INTERVAL.exec(words.join('').toLowerCase()) ?? [];
  if (unit === '') return undefined;
  const unitMs = unit.startsWith('m') ? MINUTE_MS : unit.startsWith('h') ? HOUR_MS : 24 * HOUR_MS;
  const everyMs = (number === '' ? 1 : Number(number)) * unitMs;
  return everyMs >= MIN_EVERY_MS && everyMs <= MAX_EVERY_MS ? everyMs : undefined;
}

/** `watch <flowId> [every 10m] [space:<space>]`: the channel is notified when the flow changes. */
export const watch = defineSubcommand<WatchArguments>({
  name: 'watch',
  words: ['watch', 'subscribe'],
  right: 'watch',
  showsJson: true,
  forms: [{ form: 'watch <flowId> [every 1h]', what: 'watch' }],

  parse(words) {
    const at = words.findIndex((word) => normalWord(word) === 'every');
    if (at < 0) {
      const flow = readFlow(words);
      return flow.ok ? { ok: true, value: { ...flow.value, everyMs: DEFAULT_EVERY_MS } } : flow;
    }
    const [number = '', unit = ''] = words.slice(at + 1);
    const isApart = /^\d+$/.test(number);
    const interval = isApart ? [number, unit] : [number];
    const everyMs = intervalOf(interval);
    if (everyMs === undefined) {
      return { ok: false, error: { kind: 'bad-interval', given: ['every', ...interval].join(' ').trim() } };
    }
    const flow = readFlow([...words.slice(0, at), ...words.slice(at + 1 + interval.length)]);
    return flow.ok ? { ok: true, value: { ...flow.value, everyMs } } : flow;
  },

  async run(parts, context, { everyMs, ...named }) {
    // The channel is told first, which may take longer than an ack has.
    await context.ack();
    const flow = await resolveFlow(parts, context.requester, named);
    if (!flow.ok) return context.refuse(flow.error);
    const check = await parts.checkFlow(flow.value);
    if (check.is === 'not-there') return context.reply(noSuchFlow(parts, context.t, flow.value, check.error));
    await replyIfAny(context, await watchWithConsent(parts, channelOf(context), flow.value, everyMs));
  },
});
