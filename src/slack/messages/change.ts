import type { KnownBlock } from '@slack/types';
import type { FlowStatus } from '../../cams/types.ts';
import type { FileFacts } from '../../fingerprint.ts';
import type { FlowChange } from '../../flows/change/what.ts';
import type { Translate } from '../../i18n.ts';
import { changeLines } from './change-lines.ts';
import { fingerprints } from './fingerprint.ts';
import {
  actions,
  button,
  code,
  context,
  cut,
  dateTime,
  escapeMrkdwn,
  type Message,
  plain,
  section,
  shownName,
} from './message.ts';
import { setApart } from './set-apart.ts';

export { changeLines } from './change-lines.ts';

/** The `action_id`s of the buttons. */
export const SHOW_DIFF = 'show_diff';
/** Its value is that of messages which older versions of the bot have posted. */
export const GET_PREVIOUS_FILE = 'restore_file';
export const MUTE_WATCH = 'mute_watch';
export const UNWATCH = 'unwatch';

/** Slack's limit for a section, in characters. */
const MAX_SECTION_TEXT = 3000;
/** Flows that a digest names: with a section for a few each, below the 50 blocks of a message. */
const MAX_ENTRIES = 40;
const MAX_NAME = 100;

/** A version of a flow, as messages show it. */
export interface SeenVersion {
  file: FileFacts;
  name: string | undefined;
  status: FlowStatus | undefined;
  /** Unix ms. */
  firstSeenAt: number;
  /** A user ID; undefined for the watcher. */
  firstSeenBy: string | undefined;
}

/** Two versions of a flow, and what differs in their files. */
export interface ChangedFlow {
  flow: { flowId: string };
  before: SeenVersion;
  after: SeenVersion;
  /** Versions gone through meanwhile. */
  changes: number;
}

/** What a button of the message gives back, by the button. */
export interface ChangeValues {
  diff: string;
  previous: string;
  mute: string;
  unwatch: string;
}

interface Headline {
  name: string;
  change: FlowChange;
  status?: { before: FlowStatus; after: FlowStatus } | undefined;
  rename?: { before: string; after: string } | undefined;
}

const KINDS = ['edited', 'added', 'removed', 'moved'] as const;

/** A name beside bold type, where an asterisk in it would end that. */
export const boldName = (name: string): string => shownName(name.replaceAll('`', 'ˋ').replaceAll('*', '∗'));
const quotedName = (name: string): string => escapeMrkdwn(cut(name.replaceAll('`', 'ˋ'), MAX_NAME));

function screensText(t: Translate, change: FlowChange): string | undefined {
  const [first, ...others] = KINDS.filter((kind) => change[kind] > 0);
  if (first !== undefined) {
    return others.reduce(
      (one, kind) => t('change.more', { one, other: t(`change.next.${kind}`, { number: change[kind] }) }),
      t(`change.first.${first}`, { count: change[first] }),
    );
  }
  if (change.lines.length === 0) return undefined;
  if (change.lines.some(({ what }) => what.type === 'too-large')) return t('change.tooLargeHead');
  return change.lines.some(({ what }) => what.type === 'whole') ? t('change.wholeFile') : t('change.noScreen');
}

/** What changed, a part each: the screens, the status, the name. */
export function changeFacts(
  t: Translate,
  { change, status, rename }: Pick<Headline, 'status' | 'rename'> & { change: FlowChange | undefined },
): string[] {
  const screens = change === undefined ? undefined : screensText(t, change);
  const statusText = status && {
    before: t(`result.statuses.${status.before}`),
    after: t(`result.statuses.${status.after}`),
  };
  const names = rename && { before: quotedName(rename.before), after: quotedName(rename.after) };
  return [
    ...(screens === undefined ? [] : [screens]),
    ...(statusText === undefined ? [] : [t('change.status', statusText)]),
    ...(names === undefined ? [] : [t('change.renamed', names)]),
  ];
}

/** `*Sign-up flow* changed: 2 screens edited, 1 added`, as mrkdwn. */
export function changeHeadline(t: Translate, { name, ...headline }: Headline): string {
  const [first, ...others] = changeFacts(t, headline);
  const what = others.reduce((one, other) => t('change.besides', { one, other }), first ?? t('change.backAgain'));
  const isOfScreens = screensText(t, headline.change) !== undefined;
  return t(isOfScreens ? 'change.headline' : 'change.headlineAlone', { name: boldName(name), what });
}

function headlineOf(t: Translate, { flow, before, after }: ChangedFlow, change: FlowChange): string {
  const isStatusOther = before.status !== undefined && after.status !== undefined && before.status !== after.status;
  const isNameOther = before.name !== undefined && after.name !== undefined && before.name !== after.name;
  return changeHeadline(t, {
    name: after.name ?? before.name ?? t('change.flow', { flow: flow.flowId }),
    change,
    status: isStatusOther ? { before: before.status ?? 'DRAFT', after: after.status ?? 'DRAFT' } : undefined,
    rename: isNameOther ? { before: before.name ?? '', after: after.name ?? '' } : undefined,
  });
}

/** As many lines a section as it holds. */
export function inSections(lines: readonly string[]): KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines.map(setApart)) {
    const last = texts.at(-1);
    const longer = last === undefined ? line : `${last}\n${line}`;
    if (last === undefined || longer.length > MAX_SECTION_TEXT) texts.push(line);
    else texts[texts.length - 1] = longer;
  }
  return texts.map(section);
}

function footer(t: Translate, { before, after, flow, changes }: ChangedFlow): string {
  const when = dateTime(after.firstSeenAt);
  return [
    after.firstSeenBy === undefined
      ? t('change.seen', { when })
      : t('change.seenBy', { when, person: `<@${after.firstSeenBy}>` }),
    code(cut(flow.flowId, MAX_NAME)),
    fingerprints(before, after),
    ...(changes > 1 ? [t('change.versions', { count: changes })] : []),
  ].join(' · ');
}

/**
 * The notification of a channel that a flow has changed. Without a difference in the file there is no diff to show and
 * no other file to get, and so no button for either.
 *
 * @param change what `compareFlows` found between the two files.
 */
export function changeMessage(
  t: Translate,
  notice: ChangedFlow & { isFlapping: boolean },
  change: FlowChange,
  values: ChangeValues,
): Message {
  const headline = headlineOf(t, notice, change);
  const sentence = notice.isFlapping
    ? t('change.besides', { one: headline, other: t('change.flapping', { count: notice.changes }) })
    : headline;
  const lines = changeLines(t, change);
  const hasDiff = lines.length > 0;
  return {
    text: plain([sentence, ...lines].join('\n')),
    blocks: [
      section(sentence),
      ...inSections(lines),
      context(footer(t, notice.isFlapping ? { ...notice, changes: 1 } : notice)),
      actions(
        ...(hasDiff
          ? [
              button(t('change.showDiff'), { actionId: SHOW_DIFF, value: values.diff }),
              button(t('change.getPrevious'), { actionId: GET_PREVIOUS_FILE, value: values.previous }),
            ]
          : []),
        button(t('change.mute'), { actionId: MUTE_WATCH, value: values.mute }),
        button(t('change.unwatch'), { actionId: UNWATCH, value: values.unwatch }),
      ),
    ],
  };
}

/** What a channel is notified of once a day or week. */
export interface Digest {
  period: 'day' | 'week';
  /** Each with what `compareFlows` found between its two files. */
  entries: readonly (ChangedFlow & { change: FlowChange })[];
}

/** Lines of differences in all of a digest, and the most of one flow. */
const MAX_DIGEST_LINES = 30;
const MAX_LINES_OF_FLOW = 5;

/** The message that sums up a day's or a week's changes: which flow, and below it what. */
export function digestMessage(t: Translate, { period, entries }: Digest): Message {
  const heading = t(period === 'day' ? 'change.digestDay' : 'change.digestWeek', { count: entries.length });
  const ofFlow = Math.max(1, Math.min(MAX_LINES_OF_FLOW, Math.floor(MAX_DIGEST_LINES / entries.length)));
  const shown = entries.slice(0, MAX_ENTRIES).map((entry) => {
    const id = code(cut(entry.flow.flowId, MAX_NAME));
    const versions = entry.changes > 1 ? ` · ${t('change.versions', { count: entry.changes })}` : '';
    const lines = changeLines(t, entry.change, ofFlow).map((line) => `    ◦ ${line}`);
    return [`• ${headlineOf(t, entry, entry.change)} · ${id}${versions}`, ...lines];
  });
  const rest = entries.length - shown.length;
  const lines = [...shown.flat(), ...(rest > 0 ? [t('change.digestRest', { count: rest })] : [])];
  return { text: plain([heading, ...lines].join('\n')), blocks: [section(`*${heading}*`), ...inSections(lines)] };
}
