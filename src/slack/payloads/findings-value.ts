import { z } from 'zod';
import type { FlowRef } from '../../cams/types.ts';
import { isFlowId } from '../../flows/ids/flow-id.ts';
import { parseJsonAs, spaceInValue } from './request-value.ts';

/** What "All findings" carries: the flow, and which file of it was shared. */
export interface FindingsValue {
  flow: FlowRef;
  /** What the file means, by which it is found. */
  contentHash: string;
  /** Of the file as it was shared, by which its lines are known to be the same. */
  sha256: string;
}

const hash = z.string().regex(/^[\da-f]{64}$/);

/** Short names: a button's value holds 2,000 characters. */
const findingsValue = z.object({ f: z.string().refine(isFlowId), ...spaceInValue, c: hash, x: hash }).transform(
  ({ f, a, s, c, x }): FindingsValue => ({
    flow: { flowId: f, account: a, custSpaceId: s },
    contentHash: c,
    sha256: x,
  }),
);

export const findingsValueOf = ({ flow, contentHash, sha256 }: FindingsValue): string =>
  JSON.stringify({ f: flow.flowId, a: flow.account, s: flow.custSpaceId, c: contentHash, x: sha256 });

/** @returns undefined where the value is none of ours. */
export const parseFindingsValue = (value: unknown): FindingsValue | undefined => parseJsonAs(findingsValue, value);
