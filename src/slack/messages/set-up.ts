import type { Translate } from '../../i18n.ts';
import type { Fault } from '../delivery/fault.ts';
import type { CannotSay } from '../delivery/say-in-channel.ts';
import { UNWATCH } from './change.ts';
import { errorText } from './error-texts.ts';
import { flowName, flowWords, type NamedFlow } from './flow-name.ts';
import { actions, button, code, context, dateTime, type Message, paragraphs, plain, section } from './message.ts';
import { notifyTexts, type ShownNotify } from './notify-settings.ts';
import { everyText } from './watch.ts';

/** The `action_id` of "Unmute". */
export const UNMUTE_WATCH = 'unmute_watch';

/** Who reads a message in the channel, and who did what it tells of. */
export interface Reader {
  /** Nobody else is in the conversation with the bot. */
  isDirect: boolean;
  /** Who set it up, or ended it: a user ID. */
  userId: string;
}

const readerText = (t: Translate, { isDirect }: Pick<Reader, 'isDirect'>): string =>
  t(isDirect ? 'setUp.you' : 'setUp.thisChannel');
const personText = ({ userId }: Pick<Reader, 'userId'>): string => `<@${userId}>`;
const command = (text: string): string => code(`/flow-json ${text}`);

/** A sentence, how to change it, and what does it at a click. */
function withHint(sentence: string, hint: string, ...buttons: ReturnType<typeof button>[]): Message {
  return {
    text: plain(`${sentence}\n${hint}`),
    blocks: [section(sentence), ...(buttons.length === 0 ? [] : [actions(...buttons)]), context(hint)],
  };
}

export interface SetWatch {
  flow: NamedFlow;
  /** `resumed`: it was muted or paused. */
  outcome: 'added' | 'resumed' | 'changed';
  everyMs: number;
  /** How often flows are looked at, where that is less often than the channel wants. */
  stretched: { everyMs: number; flows: number } | undefined;
  /** What its button gives back. */
  value: string;
}

const stretchedText = (t: Translate, { stretched }: Pick<SetWatch, 'stretched'>): string[] =>
  stretched === undefined
    ? []
    : [
        t('watch.stretched', {
          number: stretched.flows.toLocaleString('en'),
          every: everyText(t, stretched.everyMs),
        }),
      ];

/** The channel reads that it watches a flow, who set that up, and how to end it. */
export function watchingMessage(t: Translate, reader: Reader, watch: SetWatch): Message {
  const { flow, outcome, everyMs, value } = watch;
  const sentence = t(`setUp.${outcome}`, {
    person: personText(reader),
    reader: readerText(t, reader),
    flow: flowName(t, flow),
    every: everyText(t, everyMs),
  });
  return withHint(
    [sentence, ...stretchedText(t, watch)].join(' '),
    t('setUp.toEnd', { command: command(`unwatch ${flowWords(flow)}`) }),
    button(t('change.unwatch'), { actionId: UNWATCH, value }),
  );
}

/** The private reply where nothing would be different. */
export const alreadyWatchedMessage = (t: Translate, watch: Pick<SetWatch, 'flow' | 'everyMs' | 'stretched'>): Message =>
  paragraphs(
    t('setUp.already', { flow: flowName(t, watch.flow), every: everyText(t, watch.everyMs) }),
    ...stretchedText(t, watch),
  );

/** @param createdBy who had set it up. */
export function endedWatchMessage(t: Translate, reader: Reader, flow: NamedFlow, createdBy: string): Message {
  const sentence = t('setUp.ended', {
    person: personText(reader),
    reader: readerText(t, reader),
    flow: flowName(t, flow),
  });
  return withHint(
    createdBy === reader.userId ? sentence : `${sentence} ${t('setUp.setUpBy', { creator: `<@${createdBy}>` })}`,
    t('setUp.toStartAgain', { command: command(`watch ${flowWords(flow)}`) }),
  );
}

/**
 * @param until Unix ms.
 * @param value what "Unmute" gives back.
 */
export const mutedMessage = (
  t: Translate,
  reader: Reader,
  { flow, until, value }: { flow: NamedFlow; until: number; value: string },
): Message =>
  withHint(
    t('setUp.muted', {
      person: personText(reader),
      reader: readerText(t, reader),
      flow: flowName(t, flow),
      when: dateTime(until),
    }),
    t('setUp.toUnmute', { command: command(`unmute ${flowWords(flow)}`) }),
    button(t('setUp.unmute'), { actionId: UNMUTE_WATCH, value }),
  );

export const unmutedMessage = (t: Translate, reader: Reader, flow: NamedFlow): Message =>
  paragraphs(
    t('setUp.unmuted', { person: personText(reader), reader: readerText(t, reader), flow: flowName(t, flow) }),
  );

export const notMutedMessage = (t: Translate, flow: NamedFlow): Message =>
  paragraphs(t('setUp.notMuted', { flow: flowName(t, flow) }));

/** The channel reads that the operators are notified there. */
export const opsHereMessage = (t: Translate, reader: Reader): Message =>
  withHint(
    t('setUp.ops', { person: personText(reader), reader: readerText(t, reader) }),
    t('setUp.toEnd', { command: command('ops off') }),
  );

export const opsAlreadyMessage = (t: Translate): Message =>
  paragraphs(t('setUp.opsAlready'), t('setUp.toEnd', { command: command('ops off') }));

/** The channel where the operators were notified until now reads where that is now. */
export const opsMovedMessage = (t: Translate, reader: Reader, channelId: string): Message =>
  paragraphs(
    t('setUp.opsMoved', { person: personText(reader), reader: readerText(t, reader), channel: `<#${channelId}>` }),
  );

export const opsEndedMessage = (t: Translate, reader: Reader): Message =>
  withHint(
    t('setUp.opsEnded', { person: personText(reader), reader: readerText(t, reader) }),
    t('setUp.opsAgain', { command: command('ops here') }),
  );

/** @param fixed the channel that the settings name all the same. */
export const opsNoneMessage = (t: Translate, fixed: string | undefined): Message =>
  fixed === undefined ? paragraphs(t('setUp.opsNone', { command: command('ops here') })) : opsFixedMessage(t, fixed);

export const opsFixedMessage = (t: Translate, channelId: string): Message =>
  paragraphs(t('setUp.opsFixed', { channel: `<#${channelId}>` }));

/** The channel reads how it will be notified of changes from now on. */
export function notifyChangedMessage(t: Translate, reader: Reader, notify: ShownNotify): Message {
  const how = notifyTexts(t, notify).map((line) => `• ${line}`);
  const sentence = t(reader.isDirect ? 'setUp.notifyDirect' : 'setUp.notify', {
    person: personText(reader),
    reader: readerText(t, reader),
    how: `\n${how.join('\n')}`,
  });
  return withHint(sentence, t('setUp.toChange', { command: command('settings') }));
}

/** The private reply where the requester looks elsewhere than at the channel that was told. */
export const doneElsewhereMessage = (t: Translate, channelId: string): Message =>
  paragraphs(t('setUp.done', { channel: `<#${channelId}>` }));

/** The private reply where it is done, and the channel could not be told. */
export const notSaidMessage = (t: Translate, channelId: string): Message =>
  paragraphs(t('setUp.notSaid', { channel: `<#${channelId}>` }));

/** What stands in the channel in place of a confirmation that does not hold, where it can't be deleted. */
export const takenBackMessage = (t: Translate): Message => paragraphs(t('setUp.takenBack'));

/** The private reply where a confirmation stands that does not hold. */
export const stillSaidMessage = (t: Translate, fault: Fault): Message =>
  paragraphs(t('setUp.stillSaid', { happened: errorText(t, fault).happened }));

const CAN_INVITE: ReadonlySet<CannotSay['why']> = new Set(['private', 'cannot-join']);
const CAN_ASK_AGAIN: ReadonlySet<CannotSay['why']> = new Set(['unconfirmed']);

/** The private reply where nothing was set up, since the channel could not be told: why, and what to do. */
export function notSetUpMessage(t: Translate, { why, code: given }: CannotSay, botUserId: string | undefined): Message {
  const invite = botUserId === undefined ? '`/invite`' : `\`/invite\` <@${botUserId}>`;
  const next = CAN_INVITE.has(why)
    ? t('setUp.next.invite', { invite })
    : t(CAN_ASK_AGAIN.has(why) ? 'setUp.next.again' : 'setUp.next.elsewhere');
  return paragraphs(t('setUp.failed', { why: t(`setUp.why.${why}`, { code: code(given ?? '?') }), next }));
}
