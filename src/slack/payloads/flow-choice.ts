import { isCustSpaceId, isFlowId } from '../../flows/ids/flow-id.ts';
import type { Space } from '../../flows/ids/spaces.ts';

/** A flow as the option of a modal stands for it. */
export interface FlowChoice {
  flowId: string;
  /** Where it lies; undefined: where the modal's own field says. */
  space: Space | undefined;
}

/** Of an option's value; characters. Source: the reference of the option object. */
const MAX_VALUE = 150;

/** `17b6…`, or `17b6…@account/space` where the flow is known to lie there. */
export function toFlowChoice({ flowId, space }: FlowChoice): string {
  const value = space === undefined ? flowId : `${flowId}@${space.account}/${space.custSpaceId ?? ''}`;
  return value.length <= MAX_VALUE ? value : flowId;
}

/** The flow that an option stands for; undefined where its value is none of ours. */
export function parseFlowChoice(value: string): FlowChoice | undefined {
  const [flowId = '', place] = value.split('@', 2);
  if (!isFlowId(flowId)) return undefined;
  if (place === undefined) return { flowId, space: undefined };
  const [account = '', custSpaceId = ''] = place.split('/', 2);
  if (custSpaceId === '') return { flowId, space: { account, custSpaceId: undefined } };
  return isCustSpaceId(custSpaceId) ? { flowId, space: { account, custSpaceId } } : undefined;
}
