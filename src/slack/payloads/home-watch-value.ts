import { z } from 'zod';
import type { FlowRef } from '../../cams/types.ts';
import { isFlowId } from '../../flows/ids/flow-id.ts';
import { parseJsonAs, spaceInValue } from './request-value.ts';

/** Which watch the Home tab's "Unwatch" ends: unlike a message, the tab belongs to no channel. */
export interface HomeWatchValue {
  channelId: string;
  flow: FlowRef;
}

const homeWatchValue = z
  .object({
    c: z.string().min(1).max(64),
    f: z.string().refine(isFlowId),
    ...spaceInValue,
  })
  .transform(({ c, f, a, s }): HomeWatchValue => ({ channelId: c, flow: { flowId: f, account: a, custSpaceId: s } }));

export const homeWatchValueOf = ({ channelId, flow }: HomeWatchValue): string =>
  JSON.stringify({ c: channelId, f: flow.flowId, a: flow.account, s: flow.custSpaceId });

/** @returns undefined where the value is none of ours. */
export const parseHomeWatchValue = (value: unknown): HomeWatchValue | undefined => parseJsonAs(homeWatchValue, value);
