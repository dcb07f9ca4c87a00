import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { CamsErrorKind } from '../../cams/errors.ts';
import type { FetchedFlow } from '../../flows/fetch/fetch-flow.ts';
import type { DetailsInTime, DetailsRefusal } from '../../flows/fetch/flow-details.ts';
import type { Translate } from '../../i18n.ts';
import { type ShareContext, whyHere } from './delivered.ts';
import { flowName, flowsName, type NamedFlow } from './flow-name.ts';
import {
  actions,
  button,
  code,
  context,
  cut,
  cutMrkdwn,
  dateTime,
  escapeMrkdwn,
  type Message,
  plain,
  section,
  shortSha,
  shownName,
} from './message.ts';

/** The `action_id`s of a result's buttons. */
export const GET_AGAIN = 'get_again';
export const OPEN_PREVIEW = 'open_preview';
export const ADD_FAVOURITE = 'add_favourite';
export const WATCH_FLOW = 'watch_flow';

/** What a shared result is made of. */
export interface Result {
  flow: NamedFlow;
  fetched: Pick<FetchedFlow, 'flowJson' | 'details' | 'fetchedAt'>;
  /** What the buttons give back: which flow, and where to. */
  value: string;
}

/** For whom a result is shared, and where. */
export interface SharedWith extends ShareContext {
  requesterId: string;
}

/** Screens that are named; the file has all of them. */
const MAX_SCREENS = 40;
const MAX_FIELD = 2000;
const MAX_VERSION = 20;

/** `11 kB`; a kilobyte has 1,000 bytes. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

const jsonVersion = (t: Translate, version: string | undefined) =>
  version === undefined
    ? t('result.noJsonVersion')
    : t('result.jsonVersion', { version: escapeMrkdwn(cut(version, MAX_VERSION)) });

const screenCount = (t: Translate, count: number | undefined) =>
  count === undefined ? t('result.noScreens') : t('common.screens', { count });

const knownDetails = (outcome: DetailsInTime) => (outcome.is === 'known' ? outcome.details : undefined);

/** Whoever reads a result learns what is missing in a few words; the log has the rest. */
type RefusalText =
  | 'permission'
  | 'product'
  | 'key'
  | 'clock'
  | 'limit'
  | 'flow'
  | 'fault'
  | 'network'
  | 'busy'
  | 'database'
  | 'account'
  | 'code';

const TEXT_OF_REFUSAL: Readonly<Record<CamsErrorKind, RefusalText>> = {
  'permission-denied': 'permission',
  'not-subscribed': 'product',
  'access-key-unknown': 'key',
  'access-key-inactive': 'key',
  'signature-mismatch': 'key',
  'security-token-expired': 'key',
  'credentials-missing': 'key',
  'clock-skew': 'clock',
  'rate-limited': 'limit',
  'not-owner': 'flow',
  'service-unavailable': 'fault',
  'internal-error': 'fault',
  'unreadable-reply': 'fault',
  'no-file': 'fault',
  timeout: 'network',
  'host-not-found': 'network',
  network: 'network',
  'queue-full': 'busy',
  stopping: 'busy',
  'store-unreachable': 'database',
  'account-unknown': 'account',
  'unknown-code': 'code',
};

const refusalText = (t: Translate, { kind, action, code: given }: DetailsRefusal) =>
  t(`result.refused.${TEXT_OF_REFUSAL[kind]}`, { action: code(action ?? ''), code: code(given ?? '?') });

function statusText(t: Translate, details: Result['fetched']['details']): string {
  if (details.is === 'late') return t('result.statusLate');
  if (details.is === 'refused') return t('result.statusRefused', { why: refusalText(t, details.why) });
  const { status } = details.details;
  return status === undefined ? t('result.statusNone') : t(`result.statuses.${status}`);
}

/** The title of the shared file: plain text, shown above the snippet. */
export function fileTitle(t: Translate, { flow, fetched }: Pick<Result, 'flow' | 'fetched'>): string {
  const { version, screenCount: count } = fetched.flowJson.summary;
  const named = version === undefined ? t('result.noJsonVersion') : t('result.jsonVersion', { version });
  return t('result.title', { id: flow.flowId, version: named, screens: screenCount(t, count) });
}

function facts(t: Translate, { flow, fetched: { flowJson, details: outcome } }: Result): [string, string][] {
  const details = knownDetails(outcome);
  const { version, dataApiVersion, bytes } = flowJson.summary;
  const versions = [
    jsonVersion(t, version ?? details?.jsonVersion),
    (dataApiVersion ?? details?.dataApiVersion)
      ? t('result.dataApiVersion', { version: escapeMrkdwn(dataApiVersion ?? details?.dataApiVersion ?? '') })
      : '',
  ];
  return [
    [t('result.status'), statusText(t, outcome)],
    [t('result.versions'), versions.filter(Boolean).join(', ')],
    [t('result.size'), sizeText(bytes)],
    ...(details?.categories.length
      ? [[t('result.categories'), escapeMrkdwn(details.categories.join(', '))] as [string, string]]
      : []),
    ...(flow.space === undefined ? [] : [[t('result.space'), code(flow.space)] as [string, string]]),
  ];
}

function screensText(t: Translate, { fetched }: Result): string {
  const { screens } = fetched.flowJson.summary;
  if (screens === undefined) return t('result.noScreens');
  const named = screens
    .slice(0, MAX_SCREENS)
    .map(({ id, isTerminal }) => (isTerminal ? t('result.terminal', { screen: code(id) }) : code(id)));
  const rest = screens.length - named.length;
  return [...named, ...(rest > 0 ? [t('result.moreScreens', { count: rest })] : [])].join(' · ');
}

function headline(t: Translate, flows: readonly NamedFlow[], shared: SharedWith): string {
  const person = `<@${shared.requesterId}>`;
  const [only] = flows;
  const isOne = only !== undefined && flows.length === 1;
  if (shared.to.kind === 'direct-message') {
    const heading = isOne
      ? t('result.forMe', { flow: flowName(t, only) })
      : t('result.severalForMe', { flows: flowsName(t, flows) });
    return [heading, whyHere(t, shared)].filter(Boolean).join(' ');
  }
  return isOne
    ? t('result.one', { flow: flowName(t, only), person })
    : t('result.several', { flows: flowsName(t, flows), person });
}

/** What can be done with a result. */
export function resultButtons(t: Translate, { fetched, value }: Pick<Result, 'fetched' | 'value'>): ActionsBlock {
  const preview = knownDetails(fetched.details)?.preview;
  return actions(
    button(t('result.getAgain'), { actionId: GET_AGAIN, value }),
    ...(preview === undefined ? [] : [button(t('result.openPreview'), { actionId: OPEN_PREVIEW, url: preview.url })]),
    button(t('result.favourite'), { actionId: ADD_FAVOURITE, value }),
    button(t('watchButton.label'), { actionId: WATCH_FLOW, value }),
  );
}

/** What can be done with several results. @param value what the button gives back. */
export const severalResultButtons = (t: Translate, value: string): ActionsBlock =>
  actions(button(t('result.getAllAgain'), { actionId: GET_AGAIN, value }));

/** The message that a flow's file is shared with. */
export function resultMessage(t: Translate, result: Result, shared: SharedWith): Message {
  const { flow, fetched } = result;
  const { fetchedAt, flowJson } = fetched;
  const details = knownDetails(fetched.details);
  const name = details?.name === undefined ? '' : `*${shownName(details.name)}*\n`;
  const heading = `${name}${headline(t, [flow], shared)}`;
  const preview = details?.preview;
  const footer = [
    t('result.fetched', { when: dateTime(fetchedAt), sha: shortSha(flowJson.summary.sha256) }),
    preview?.expiresAt === undefined ? '' : t('result.preview', { when: dateTime(preview.expiresAt) }),
  ];
  const blocks: KnownBlock[] = [
    section(heading),
    {
      type: 'section',
      fields: facts(t, result).map(([label, text]) => ({
        type: 'mrkdwn',
        text: cutMrkdwn(`*${label}*\n${text}`, MAX_FIELD),
      })),
    },
    section(`*${t('result.screens')}*\n${screensText(t, result)}`),
    context(footer.filter(Boolean).join(' · ')),
    resultButtons(t, result),
  ];
  return { text: plain(heading), blocks };
}

function line(t: Translate, { flow, fetched }: Result): string {
  const { flowJson } = fetched;
  const details = knownDetails(fetched.details);
  const name = details?.name === undefined ? '' : `*${shownName(details.name)}* `;
  const known = details?.status === undefined ? [] : [t(`result.statuses.${details.status}`)];
  const { version, screenCount: count } = flowJson.summary;
  return [`${name}${code(flow.flowId)}`, ...known, jsonVersion(t, version), screenCount(t, count)].join(' · ');
}

/**
 * The message that several flows' files are shared with: a line each.
 *
 * @param value what the button gives back.
 */
export function severalResultMessage(
  t: Translate,
  results: readonly Result[],
  value: string,
  shared: SharedWith,
): Message {
  const heading = headline(
    t,
    results.map(({ flow }) => flow),
    shared,
  );
  const newest = Math.max(...results.map(({ fetched }) => fetched.fetchedAt));
  const lines = results.map((result) => line(t, result));
  const missing = results.flatMap(({ fetched: { details } }) =>
    details.is === 'known' ? [] : [statusText(t, details)],
  );
  const notes = [...new Set(missing)].map((text) => `${t('result.status')}: ${text}`);
  return {
    text: plain([heading, ...lines].join('\n')),
    blocks: [
      section(heading),
      ...inSections(lines),
      context([dateTime(newest), ...notes].join(' · ')),
      severalResultButtons(t, value),
    ],
  };
}

/** Lines that share a section: four stay below its 3,000 characters, also where all of a name is escaped. */
const LINES_PER_SECTION = 4;

function inSections(lines: readonly string[]): KnownBlock[] {
  const count = Math.ceil(lines.length / LINES_PER_SECTION);
  return Array.from({ length: count }, (_, index) =>
    section(lines.slice(index * LINES_PER_SECTION, (index + 1) * LINES_PER_SECTION).join('\n')),
  );
}
