import type { SectionBlock } from '@slack/types';
import type { Translate } from '../../i18n.ts';
import type { GoneWhy } from '../../notify/records.ts';
import { UNWATCH } from './change.ts';
import { flowName, type NamedFlow } from './flow-name.ts';
import { button, code, context, dateTime, type Message, paragraphs, plain, section, shownName } from './message.ts';
import { type BlindFlow, blindText } from './sight.ts';

/** With the headline and the line that counts the others, below the 50 blocks of a message. */
export const MAX_WATCHES = 47;
const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;
const EXAMPLE = '/flow-json watch <flowId>';

/** `every 10 minutes`, `every 1 hour`. */
export function everyText(t: Translate, everyMs: number): string {
  const minutes = Math.round(everyMs / MINUTE_MS);
  return minutes % MINUTES_PER_HOUR === 0
    ? t('watch.hours', { count: minutes / MINUTES_PER_HOUR })
    : t('watch.minutes', { count: minutes });
}

/** @param limit the most that one person, or one channel, may watch. */
export const tooManyWatchesMessage = (t: Translate, of: 'person' | 'channel', limit: number): Message =>
  paragraphs(
    t(of === 'person' ? 'watch.tooManyOfPerson' : 'watch.tooManyOfChannel', {
      limit: limit.toLocaleString('en'),
      list: code('/flow-json watches'),
    }),
  );

/** The channel does not watch the flow. */
export const notWatchedMessage = (t: Translate, flow: NamedFlow): Message =>
  paragraphs(t('watch.notWatched', { flow: flowName(t, flow) }));

/** A watch as the list shows it. */
export interface ListedWatch {
  flow: NamedFlow;
  /** Undefined where it is not known. */
  name: string | undefined;
  everyMs: number;
  pausedWhy: 'muted' | GoneWhy | undefined;
  /** Unix ms; of a muted watch only. */
  pausedUntil: number | undefined;
  /** Since when the flow can't be looked at, and why. */
  blind?: Pick<BlindFlow, 'since' | 'fault'> | undefined;
  /** What its button gives back. */
  value: string;
}

const PAUSED_TEXT = {
  'channel-gone': 'watch.channelGone',
  'flow-gone': 'watch.flowGone',
  'account-gone': 'watch.accountGone',
  'channel-shared': 'watch.channelShared',
} as const;

function stateOf(t: Translate, { pausedWhy, pausedUntil }: ListedWatch, now: number): string | undefined {
  if (pausedWhy === undefined) return undefined;
  if (pausedWhy !== 'muted') return t(PAUSED_TEXT[pausedWhy]);
  if (pausedUntil === undefined || pausedUntil <= now) return undefined;
  return t('watch.mutedUntil', { when: dateTime(pausedUntil) });
}

function rowText(t: Translate, watch: ListedWatch, now: number): string {
  const { flow, name, everyMs } = watch;
  const state = stateOf(t, watch, now);
  const facts = [
    code(flow.flowId),
    ...(flow.space === undefined ? [] : [code(flow.space)]),
    everyText(t, everyMs),
    ...(state === undefined ? [] : [state]),
    ...(watch.blind === undefined ? [] : [blindText(t, watch.blind)]),
  ].join(' · ');
  return name === undefined ? facts : `*${shownName(name.replaceAll('*', '∗'))}*\n${facts}`;
}

/**
 * The private answer to `/flow-json watches`: what the channel watches, with a button each.
 *
 * @param now Unix ms.
 * @param isDirect it is no channel, but the requester's direct message.
 */
export function watchesMessage(t: Translate, watches: readonly ListedWatch[], now: number, isDirect: boolean): Message {
  if (watches.length === 0)
    return paragraphs(t(isDirect ? 'watch.noneDirect' : 'watch.none', { example: code(EXAMPLE) }));
  const headline = t(isDirect ? 'watch.headlineDirect' : 'watch.headline', { count: watches.length });
  const shown = watches.slice(0, MAX_WATCHES);
  const rest = watches.length - shown.length;
  const rows = shown.map(
    (watch): SectionBlock => ({
      ...section(rowText(t, watch, now)),
      accessory: button(t('change.unwatch'), { actionId: UNWATCH, value: watch.value }),
    }),
  );
  const more = rest > 0 ? [t('watch.rest', { count: rest })] : [];
  return {
    text: plain([headline, ...shown.map((watch) => rowText(t, watch, now)), ...more].join('\n')),
    blocks: [section(headline), ...rows, ...more.map(context)],
  };
}
