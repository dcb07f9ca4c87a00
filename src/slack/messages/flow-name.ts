import type { FlowRef } from '../../cams/client.ts';
import { code } from './message.ts';

/** `flow 1706…`, or `flow 1706… in space cams-…`, as mrkdwn. */
export function flowName({ flowId, custSpaceId }: FlowRef): string {
  return `flow ${code(flowId)}${custSpaceId === undefined ? '' : ` in space ${code(custSpaceId)}`}`;
}
