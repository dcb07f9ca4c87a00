import { z } from 'zod';
import type { FlowRef } from '../../cams/types.ts';
import { isFlowId } from '../../flows/ids/flow-id.ts';
import { parseJsonAs, spaceInValue } from './request-value.ts';

/** What a button below a change, or in the list of watches, carries. */
export interface WatchValue {
  flow: FlowRef;
  /** Versions; absent where the button is about the watch alone. */
  before: number | undefined;
  after: number | undefined;
}

const version = z.int().min(1).optional();

/** Short names: a button's value holds 2,000 characters. */
const watchValue = z
  .object({
    f: z.string().refine(isFlowId),
    ...spaceInValue,
    b: version,
    n: version,
  })
  .transform(
    ({ f, a, s, b, n }): WatchValue => ({ flow: { flowId: f, account: a, custSpaceId: s }, before: b, after: n }),
  );

/** The value of a button that is about a flow that is watched, or about two of its versions. */
export const toWatchValue = ({ flowId, account, custSpaceId }: FlowRef, before?: number, after?: number): string =>
  JSON.stringify({ f: flowId, a: account, s: custSpaceId, b: before, n: after });

/** @returns undefined where the value is none of ours. */
export const readWatchValue = (value: unknown): WatchValue | undefined => parseJsonAs(watchValue, value);
