import type { SectionBlock } from '@slack/types';
import type { CataloguedFlow } from '../../flows/catalogue/records.ts';
import type { Translate } from '../../i18n.ts';
import { actions, button, code, context, escapeMrkdwn, type Message, plain, section, shownName } from './message.ts';

/** The `action_id`s of the list's buttons. */
export const GET_FLOW = 'get_flow';
export const LIST_PREVIOUS = 'list_previous';
export const LIST_NEXT = 'list_next';

/** Flows on a page: with a block each, far below the 50 of a message. */
export const FLOWS_PER_PAGE = 10;

export interface FlowList {
  /** The part of the name that is looked for; empty: all flows. */
  name: string;
  space: string | undefined;
  flows: readonly CataloguedFlow[];
  /** From 1. */
  page: number;
  /** How many flows match, as far as it is known. */
  total: number;
  isComplete: boolean;
  /** What a flow's button gives back; undefined: it has none. */
  getValue: (flow: CataloguedFlow) => string | undefined;
  /** What the button to another page gives back. */
  pageValue: (page: number) => string;
}

function where(t: Translate, { name, space }: FlowList): string {
  return [
    name === '' ? '' : t('list.named', { name: escapeMrkdwn(name) }),
    space === undefined ? '' : t('list.inSpace', { space: code(space) }),
  ].join('');
}

function row(t: Translate, flow: CataloguedFlow, value: string | undefined): SectionBlock {
  const { flowId, name, status, categories } = flow;
  const state = status === undefined ? [] : [t(`result.statuses.${status}`)];
  const facts = [code(flowId), ...state, ...categories.map(escapeMrkdwn)].join(' · ');
  return {
    ...section(`*${shownName(name || t('list.unnamed'))}*\n${facts}`),
    ...(value !== undefined && { accessory: button(t('list.get'), { actionId: GET_FLOW, value }) }),
  };
}

/** The private answer to `/flow-json list`: a page of flows with a button each. */
export function listMessage(t: Translate, list: FlowList): Message {
  const { flows, page, total, isComplete, getValue, pageValue } = list;
  const pages = Math.max(1, Math.ceil(total / FLOWS_PER_PAGE));
  if (flows.length === 0) {
    const none = t('list.none', { where: where(t, list) });
    return { text: plain(none), blocks: [section(isComplete ? none : `${none} ${t('list.incomplete')}`)] };
  }
  const headline = t('list.headline', { where: where(t, list) });
  const position = isComplete
    ? t('list.pageOf', { page, pages })
    : `${t('list.page', { page })} · ${t('list.incomplete')}`;
  const turns = [
    ...(page > 1 ? [button(t('list.previous'), { actionId: LIST_PREVIOUS, value: pageValue(page - 1) })] : []),
    ...(page < pages ? [button(t('list.next'), { actionId: LIST_NEXT, value: pageValue(page + 1) })] : []),
  ];
  return {
    text: plain(
      [headline, ...flows.map(({ name, flowId }) => `${shownName(name)} ${escapeMrkdwn(flowId)}`)].join('\n'),
    ),
    blocks: [
      section(headline),
      ...flows.map((flow) => row(t, flow, getValue(flow))),
      context(position),
      ...(turns.length > 0 ? [actions(...turns)] : []),
    ],
  };
}

/**
 * The answer to a fetch by name: which flow it is, ahead of what a fetch is answered with.
 *
 * @param given what was typed.
 */
export function foundByNameMessage(
  t: Translate,
  given: string,
  { name, flowId }: Pick<CataloguedFlow, 'name' | 'flowId'>,
  fetching: Message,
): Message {
  const found = t('list.oneNamed', {
    given: code(given),
    name: shownName(name || t('list.unnamed')),
    id: code(flowId),
  });
  return { text: `${plain(found)}\n${fetching.text}`, blocks: [section(found), ...fetching.blocks] };
}
