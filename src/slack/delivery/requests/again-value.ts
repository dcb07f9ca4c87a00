import type { FlowRef, FlowRequest } from '../../../requests/request.ts';
import { requestValueOf } from '../../payloads/request-value.ts';

/**
 * What the buttons of a request's messages give back: the same request, for some of its flows.
 *
 * @param name of the flow, where there is one and its name is known.
 */
export function againValue(
  { conversation, display }: Pick<FlowRequest, 'conversation' | 'display'>,
  flows: readonly FlowRef[],
  name?: string,
): string {
  const { account = '', custSpaceId } = flows[0] ?? {};
  return requestValueOf({
    flowIds: flows.map(({ flowId }) => flowId),
    account,
    custSpaceId,
    threadTs: conversation?.threadTs,
    onlyMe: conversation === undefined,
    display,
    name,
  });
}
