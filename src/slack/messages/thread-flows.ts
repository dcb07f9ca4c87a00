import type { SectionBlock } from '@slack/types';
import type { Translate } from '../../i18n.ts';
import { GET_FLOW } from './list.ts';
import { actions, button, code, type Message, plain, section } from './message.ts';

/** Flows that the messages of a thread name. */
export interface ThreadFlows {
  flowIds: readonly string[];
  /** What a button gives back that asks for these flows. */
  valueFor: (flowIds: readonly string[]) => string;
}

/** The private answer to a mention that names no flow, in a thread that does: the flows with a button each. */
export function threadFlowsMessage(t: Translate, { flowIds, valueFor }: ThreadFlows): Message {
  const headline = t('threadFlows.headline', { count: flowIds.length });
  const row = (flowId: string): SectionBlock => ({
    ...section(code(flowId)),
    accessory: button(t('list.get'), { actionId: GET_FLOW, value: valueFor([flowId]) }),
  });
  const all = button(t('threadFlows.getAll'), { actionId: GET_FLOW, value: valueFor(flowIds) });
  return {
    text: plain([headline, ...flowIds].join('\n')),
    blocks: [section(headline), ...flowIds.map(row), ...(flowIds.length > 1 ? [actions(all)] : [])],
  };
}
