import { z } from 'zod';
import type { FlowRef } from '../cams/client.ts';
import { isCustSpaceId, isFlowId } from '../flows/flow-id.ts';

const retryValue = z.object({
  flowId: z.string().refine(isFlowId),
  custSpaceId: z.string().refine(isCustSpaceId).optional(),
});

/** What the "Try again" button carries: which flow. */
export const retryValueOf = ({ flowId, custSpaceId }: FlowRef): string => JSON.stringify({ flowId, custSpaceId });

/**
 * The flow that a button carries.
 *
 * @returns undefined where the value is none of ours.
 */
export function flowOfRetryValue(value: unknown): FlowRef | undefined {
  try {
    const { flowId, custSpaceId } = retryValue.parse(JSON.parse(z.string().parse(value)));
    return { flowId, custSpaceId };
  } catch {
    return undefined;
  }
}
