import { z } from 'zod';
import type { FlowRef } from '../../cams/types.ts';
import { isFlowId } from '../../flows/ids/flow-id.ts';
import { parseJsonAs, spaceInValue } from './request-value.ts';

/** What *What changed* carries: a version, and a content that followed it, which has no number before it is shared. */
export interface StepValue {
  flow: FlowRef;
  before: number;
  /** The beginning of the content's hash. */
  afterHash: string;
}

/** Enough to tell the versions of one flow apart. */
const HASH_DIGITS = 24;

const stepValue = z
  .object({ f: z.string().refine(isFlowId), ...spaceInValue, b: z.int().min(1), h: z.string().min(8).max(64) })
  .transform(
    ({ f, a, s, b, h }): StepValue => ({
      flow: { flowId: f, account: a, custSpaceId: s },
      before: b,
      afterHash: h,
    }),
  );

export const toStepValue = ({ flow: { flowId, account, custSpaceId }, before, afterHash }: StepValue): string =>
  JSON.stringify({ f: flowId, a: account, s: custSpaceId, b: before, h: afterHash.slice(0, HASH_DIGITS) });

/** @returns undefined where the value is none of ours. */
export const readStepValue = (value: unknown): StepValue | undefined => parseJsonAs(stepValue, value);
