import type { Translate } from '../../i18n.ts';
import type { Fault } from '../delivery/fault.ts';
import { errorText } from './error-texts.ts';
import type { NamedFlow } from './flow-name.ts';
import { code, dateTime, type Message, paragraphs } from './message.ts';

/** Flows that are named one by one; a message is to be read at a glance. */
const MAX_ROWS = 10;

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
  count: number;
  /** Of the first of them; Unix ms. */
  since: number;
  fault: Fault;
}

/** What a channel, or who made its watches, is notified of. */
export interface Sight {
  flows: readonly BlindFlow[];
  accounts: readonly BlindAccount[];
  seen: readonly NamedFlow[];
  /** Whose watches they are, where the message is not in that channel itself. */
  channelId: string | undefined;
}

const idOf = ({ flowId, space }: NamedFlow): string =>
  space === undefined ? code(flowId) : `${code(flowId)} · ${code(space)}`;

/** Why a flow can't be looked at, for a line about it. */
export const blindText = (t: Translate, { since, fault }: Pick<BlindFlow, 'since' | 'fault'>): string =>
  t('sight.state', { when: dateTime(since), happened: errorText(t, fault).happened });

function listed<Item>(t: Translate, items: readonly Item[], textOf: (item: Item) => string): string[] {
  const rest = items.length - MAX_ROWS;
  return [...items.slice(0, MAX_ROWS).map(textOf), ...(rest > 0 ? [t('sight.more', { count: rest })] : [])];
}

function blindParts(t: Translate, { flows, accounts, channelId }: Sight): string[] {
  const count = flows.length + accounts.reduce((sum, account) => sum + account.count, 0);
  if (count === 0) return [];
  const where = channelId === undefined ? t('sight.thisChannel') : `<#${channelId}>`;
  const rows = [
    ...accounts.map(({ account, count: ofAccount, since, fault }) =>
      t('sight.account', {
        count: ofAccount,
        account: code(account),
        when: dateTime(since),
        happened: errorText(t, fault).happened,
      }),
    ),
    ...listed(t, flows, (flow) => `${idOf(flow.flow)}: ${blindText(t, flow)}`),
  ];
  return [
    t('sight.blind', { count, where }),
    rows.map((row) => `• ${row}`).join('\n'),
    t(flows.length > 0 ? 'sight.nextFlow' : 'sight.nextAccount'),
  ];
}

function seenParts(t: Translate, { seen, channelId }: Sight): string[] {
  if (seen.length === 0) return [];
  const where = channelId === undefined ? t('sight.thisChannel') : `<#${channelId}>`;
  return [
    t('sight.seen', { count: seen.length, where }),
    listed(t, seen, idOf)
      .map((row) => `• ${row}`)
      .join('\n'),
  ];
}

/** What can't be looked at any more, why, since when and what to do; and what can be again. */
export const sightMessage = (t: Translate, sight: Sight): Message =>
  paragraphs(...blindParts(t, sight), ...seenParts(t, sight));
