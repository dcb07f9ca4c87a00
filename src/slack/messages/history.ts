import type { FlowStatus } from '../../cams/types.ts';
import type { FileFacts } from '../../fingerprint.ts';
import type { FlowChange } from '../../flows/change/what.ts';
import type { Translate } from '../../i18n.ts';
import { boldName, changeFacts, changeHeadline, changeLines, inSections } from './change.ts';
import { whyHere } from './delivered.ts';
import { fingerprint, fingerprints } from './fingerprint.ts';
import { flowName, flowWords, type NamedFlow } from './flow-name.ts';
import { actions, button, code, context, dateTime, type Message, paragraphs, plain, section } from './message.ts';
import type { SharedWith } from './result/result.ts';
import { sizeText } from './result/size.ts';

/** The `action_id`s of a history's buttons. */
export const GET_VERSION = 'get_version';
export const COMPARE_WITH_NOW = 'compare_with_now';

/** A version as the list shows it. */
export interface ListedVersion {
  version: number;
  file: FileFacts;
  status: FlowStatus | undefined;
  /** Unix ms. */
  firstSeenAt: number;
  /** A user ID; undefined for the watcher. */
  firstSeenBy: string | undefined;
}

function rowText(t: Translate, { version, file, status, firstSeenAt, firstSeenBy }: ListedVersion): string {
  const when = dateTime(firstSeenAt);
  return [
    `*${version}*`,
    firstSeenBy === undefined ? t('history.seen', { when }) : t('change.seenBy', { when, person: `<@${firstSeenBy}>` }),
    fingerprint(file),
    sizeText(file.bytes),
    ...(status === undefined ? [] : [t(`result.statuses.${status}`)]),
  ].join(' · ');
}

/** No version of the flow was seen yet. */
export const noVersionsMessage = (t: Translate, flow: NamedFlow): Message =>
  paragraphs(
    t('history.none', {
      flow: flowName(t, flow),
      fetch: code(`/flow-json ${flowWords(flow)}`),
      watch: code(`/flow-json watch ${flowWords(flow)}`),
    }),
  );

/** What is beside the versions of a history. */
export interface HistoryParts {
  /** Whether there are older ones. */
  hasMore: boolean;
  /** What a version's buttons give back. */
  valueFor: (version: number) => string;
  /** What the reader may do with them. */
  offers: { get: boolean; compare: boolean };
}

/**
 * The private answer to `/flow-json history`: each version with its buttons.
 *
 * @param versions newest first, at least one and at most 20: with two blocks each they stay below the 50 of a message.
 */
export function historyMessage(
  t: Translate,
  flow: NamedFlow,
  versions: readonly ListedVersion[],
  { hasMore, valueFor, offers }: HistoryParts,
): Message {
  const headline = t('history.headline', { flow: flowName(t, flow) });
  const rows = versions.map((version) => rowText(t, version));
  const [newest, older] = versions;
  const hints = [
    ...(hasMore ? [t('history.older')] : []),
    ...(newest === undefined || older === undefined || !offers.compare
      ? []
      : [
          t('history.compare', {
            example: code(`/flow-json diff ${flowWords(flow)} ${older.version} ${newest.version}`),
          }),
        ]),
  ];
  const buttonsOf = (version: number) => {
    const value = valueFor(version);
    const buttons = [
      ...(offers.get ? [button(t('history.get'), { actionId: GET_VERSION, value })] : []),
      ...(offers.compare ? [button(t('history.compareWithNow'), { actionId: COMPARE_WITH_NOW, value })] : []),
    ];
    return buttons.length === 0 ? [] : [actions(...buttons)];
  };
  return {
    text: plain([headline, ...rows, ...hints].join('\n')),
    blocks: [
      section(headline),
      ...versions.flatMap((version, index) => [section(rows[index] ?? ''), ...buttonsOf(version.version)]),
      ...hints.map(context),
    ],
  };
}

/** The message that a version's file is shared with. */
export function versionMessage(t: Translate, flow: NamedFlow, version: ListedVersion, shared: SharedWith): Message {
  const side = sideText(t, { flow, version: version.version });
  const isOpen = shared.to.kind === 'conversation';
  const headline = isOpen
    ? t('history.version', { side, person: `<@${shared.requesterId}>` })
    : [t('history.versionForMe', { side }), whyHere(t, shared)].filter(Boolean).join(' ');
  return { text: plain(headline), blocks: [section(headline), context(rowText(t, version))] };
}

export const onlyVersionMessage = (t: Translate, flow: NamedFlow): Message =>
  paragraphs(t('history.only', { flow: flowName(t, flow) }));

/** @param kept the oldest and the latest version that there is: older ones have been deleted. */
export const noSuchVersionMessage = (
  t: Translate,
  flow: NamedFlow,
  version: number,
  { oldest, latest }: { oldest: number; latest: number },
): Message =>
  paragraphs(
    version < oldest
      ? t('history.noSuchOld', { flow: flowName(t, flow), version, oldest, latest })
      : t('history.noSuch', { flow: flowName(t, flow), version, latest }),
  );

/** A version of a flow, as a side of a comparison. */
export interface Side {
  flow: NamedFlow;
  version: number;
}

/** `flow 17b6… version 2`, as mrkdwn. */
const sideText = (t: Translate, { flow, version }: Side): string =>
  t('history.side', { flow: flowName(t, flow), version });

/** A side whose file is named as well. */
export interface ComparedSide extends Side {
  file: FileFacts;
}

export interface Compared {
  before: ComparedSide;
  after: ComparedSide;
  /** The flow's name, or undefined where it isn't known. */
  name: string | undefined;
  /** Of `before`, where that is another flow. */
  otherName?: string | undefined;
  change: FlowChange;
}

const isSameFlow = ({ before, after }: { before: Side; after: Side }): boolean =>
  before.flow.flowId === after.flow.flowId && before.flow.space === after.flow.space;

const KINDS = ['edited', 'added', 'removed', 'moved'] as const;

/** `*Production* compared with *Staging*: 1 screen differs`: neither flow has changed. */
function comparedHeadline(t: Translate, { before, after, name, otherName, change }: Compared): string {
  const named = (own: string | undefined, { flow }: Side) =>
    `*${own === undefined ? t('change.flow', { flow: flow.flowId }) : boldName(own)}*`;
  const screens = KINDS.filter((kind) => change[kind] > 0).map((kind) =>
    t(`compared.${kind}`, { count: change[kind] }),
  );
  const parts = screens.length > 0 ? screens : changeFacts(t, { change });
  return t('compared.headline', {
    before: named(otherName, before),
    after: named(name, after),
    what: parts.reduce((one, other) => t('change.more', { one, other })),
  });
}

export const sameMessage = (t: Translate, { before, after }: { before: Side; after: Side }): Message =>
  paragraphs(t('history.same', { before: sideText(t, before), after: sideText(t, after) }));

/**
 * What differs between two versions: the message that the diff's file comes with, and the reply to the requester.
 *
 * @param remark below it, as mrkdwn: where the file is.
 */
export function comparedMessage(t: Translate, compared: Compared, remark: string | undefined): Message {
  const { before, after, name, change } = compared;
  const headline = isSameFlow(compared)
    ? changeHeadline(t, { name: name ?? t('change.flow', { flow: after.flow.flowId }), change })
    : comparedHeadline(t, compared);
  const lines = changeLines(t, change);
  const sides = `${sideText(t, before)} → ${sideText(t, after)}`;
  const footer = [sides, fingerprints(before, after), ...(remark === undefined ? [] : [remark])];
  return {
    text: plain([headline, ...lines].join('\n')),
    blocks: [section(headline), ...inSections(lines), context(footer.join(' · '))],
  };
}

/** @param permalink of the file; undefined where Slack did not say. */
export function diffElsewhere(t: Translate, permalink: string | undefined): string {
  const label = t('delivered.directMessage');
  return t('history.elsewhere', { directMessage: permalink === undefined ? label : `<${permalink}|${label}>` });
}

/** The words that a file in the thread of a change comes with. */
export const diffInThread = (t: Translate, before: Side, after: Side, person: string): Message =>
  paragraphs(t('history.diffFor', { before: sideText(t, before), after: sideText(t, after), person: `<@${person}>` }));

export const previousInThread = (t: Translate, side: Side, person: string): Message =>
  paragraphs(t('history.previous', { side: sideText(t, side), person: `<@${person}>` }));

/** A version that a button names is no longer there. */
export const versionGoneMessage = (t: Translate, flow: NamedFlow): Message =>
  paragraphs(t('history.gone', { flow: flowName(t, flow) }));
