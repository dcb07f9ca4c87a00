import type { Translate } from '../../i18n.ts';
import type { Fault, FaultKind } from '../delivery/fault.ts';
import { errorText } from './error-texts.ts';
import type { NamedFlow } from './flow-name.ts';
import { code, dateTime, type Message, paragraphs } from './message.ts';

/** Flows that are named one by one; a message is to be read at a glance. */
const MAX_ROWS = 10;
/** Flows of an account that are named in its one line. */
const MAX_OF_ACCOUNT = 5;

/** Who can do something about a flow that can't be read, and what. */
type Step = 'save' | 'shrink' | 'allow-host' | 'private-address' | 'proxy' | 'operators';
const STEPS: readonly Step[] = ['save', 'shrink', 'allow-host', 'private-address', 'proxy', 'operators'];

/** What is not here passes by itself, or is for the operators. */
const STEP_OF: { readonly [Kind in FaultKind]?: Step } = {
  'no-file': 'save',
  'not-json': 'save',
  'not-a-json-object': 'save',
  'too-deep': 'save',
  'asset-status': 'save',
  'asset-redirects': 'save',
  'asset-too-large': 'shrink',
  'too-large-to-read': 'shrink',
  'asset-address-refused': 'allow-host',
  'asset-private-address': 'private-address',
  'asset-proxy-refused': 'proxy',
  'proxy-refused': 'proxy',
};

const stepOf = (kind: FaultKind): Step => STEP_OF[kind] ?? 'operators';

/** A flow that can't be looked at. */
export interface BlindFlow {
  flow: NamedFlow;
  /** Unix ms. */
  since: number;
  fault: Fault;
}

/** Flows that meet one fault of their account. */
export interface BlindAccount {
  /** Its name in the settings. */
  account: string;
  flows: readonly NamedFlow[];
  /** Of the first of them; Unix ms. */
  since: number;
  fault: Fault;
}

/** What a channel, or who made its watches, is notified of. */
export interface Sight {
  flows: readonly BlindFlow[];
  accounts: readonly BlindAccount[];
  seen: readonly NamedFlow[];
  /** Whether there is a channel in which operators learn of the accounts. */
  haveOperators: boolean;
  /** Whose watches they are: the channel that the message is in, the direct message with the reader, or a channel by its ID. */
  channelId: 'here' | 'direct' | (string & {});
}

const idOf = ({ flowId, space }: NamedFlow): string =>
  space === undefined ? code(flowId) : `${code(flowId)} · ${code(space)}`;

/** Why a flow can't be looked at, for a line about it. */
export const blindText = (t: Translate, { since, fault }: Pick<BlindFlow, 'since' | 'fault'>): string =>
  t('sight.state', { when: dateTime(since), happened: errorText(t, fault).happened });

const bulleted = (rows: readonly string[]) => rows.map((row) => `• ${row}`).join('\n');

/** What can't be named any more, in a line. */
function moreOf(t: Translate, { channelId }: Pick<Sight, 'channelId'>, count: number): string[] {
  if (count <= 0) return [];
  return [t(channelId === 'direct' ? 'sight.moreDirect' : 'sight.more', { count })];
}

function accountRow(t: Translate, { account, flows, since, fault }: BlindAccount): string {
  const ids = flows.map(idOf).reduce((one, other) => t('change.more', { one, other }));
  return t(flows.length > MAX_OF_ACCOUNT ? 'sight.account' : 'sight.accountNamed', {
    count: flows.length,
    account: code(account),
    ids,
    when: dateTime(since),
    happened: errorText(t, fault).happened,
  });
}

/** What operators can do, besides waiting, where a watched flow can't be read. */
export const nextForOperators = (t: Translate, { kind }: Pick<Fault, 'kind'>): string => t(`ops.next.${stepOf(kind)}`);

/** Flows that the same thing helps, with what that is below them. */
function flowParts(t: Translate, flows: readonly BlindFlow[]): string[] {
  const named = Map.groupBy(flows.slice(0, MAX_ROWS), ({ fault }) => stepOf(fault.kind));
  return STEPS.flatMap((step) => {
    const rows = named.get(step)?.map((flow) => `${idOf(flow.flow)}: ${blindText(t, flow)}`);
    return rows === undefined ? [] : [bulleted(rows), t(`sight.next.${step}`)];
  });
}

/** The channel whose watches they are; undefined: the reader's own. */
function whereOf(t: Translate, { channelId }: Pick<Sight, 'channelId'>): string | undefined {
  if (channelId === 'direct') return undefined;
  return channelId === 'here' ? t('sight.thisChannel') : `<#${channelId}>`;
}

function blindParts(t: Translate, { flows, accounts, haveOperators, ...about }: Sight): string[] {
  const count = flows.length + accounts.reduce((sum, account) => sum + account.flows.length, 0);
  if (count === 0) return [];
  const where = whereOf(t, about);
  const ofAccounts = [
    bulleted(accounts.map((account) => accountRow(t, account))),
    t(haveOperators ? 'sight.operatorsKnow' : 'sight.noOperators'),
  ];
  return [
    where === undefined ? t('sight.blindDirect', { count }) : t('sight.blind', { count, where }),
    ...(accounts.length > 0 ? ofAccounts : []),
    ...flowParts(t, flows),
    ...moreOf(t, about, flows.length - MAX_ROWS),
    t('sight.goesOn'),
  ];
}

function seenParts(t: Translate, { seen, ...about }: Sight): string[] {
  if (seen.length === 0) return [];
  const where = whereOf(t, about);
  const count = seen.length;
  return [
    where === undefined ? t('sight.seenDirect', { count }) : t('sight.seen', { count, where }),
    bulleted([...seen.slice(0, MAX_ROWS).map(idOf), ...moreOf(t, about, seen.length - MAX_ROWS)]),
  ];
}

/** What can't be looked at any more, why, since when and what to do; and what can be again. */
export const sightMessage = (t: Translate, sight: Sight): Message =>
  paragraphs(...blindParts(t, sight), ...seenParts(t, sight));
