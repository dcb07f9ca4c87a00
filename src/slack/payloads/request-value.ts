import { z } from 'zod';
import { isCustSpaceId, isFlowId } from '../../flows/ids/flow-id.ts';
import { MAX_FLOWS } from '../../requests/request.ts';
import { startOfText } from '../../text.ts';

/** What a button that asks for flows carries: which ones, where they lie, where they go to. */
export interface RequestValue {
  flowIds: string[];
  account: string;
  custSpaceId: string | undefined;
  /** The thread that the first request was made for. */
  threadTs?: string | undefined;
  /** The first request was for the requester alone. */
  onlyMe?: boolean | undefined;
  /** The flow's name, where there is one flow and the name is known: for the list of favourites. */
  name?: string | undefined;
}

/** A name longer than this says no more in a list; characters. */
const MAX_NAME = 100;

/** Where a button's flow lies: its account and its CustSpaceId. */
export const spaceInValue = { a: z.string().max(64), s: z.string().refine(isCustSpaceId).optional() };

/** Short names: a button's value holds 2,000 characters, and 20 flow IDs of 64 have to fit. */
const requestValue = z
  .object({
    f: z.array(z.string().refine(isFlowId)).min(1).max(MAX_FLOWS),
    ...spaceInValue,
    t: z.string().max(32).optional(),
    me: z.boolean().optional(),
    n: z.string().max(MAX_NAME).optional(),
  })
  .transform(
    ({ f, a, s, t, me, n }): RequestValue => ({
      flowIds: f,
      account: a,
      custSpaceId: s,
      threadTs: t,
      onlyMe: me,
      name: n,
    }),
  );

export const requestValueOf = ({ flowIds, account, custSpaceId, threadTs, onlyMe, name }: RequestValue): string =>
  JSON.stringify({
    f: flowIds,
    a: account,
    s: custSpaceId,
    t: threadTs,
    me: onlyMe || undefined,
    n: name === undefined ? undefined : startOfText(name, MAX_NAME),
  });

/** A text that ought to be JSON of a certain shape; undefined where it is not. */
export function parseJsonAs<T>(schema: z.ZodType<T>, text: unknown): T | undefined {
  try {
    return schema.safeParse(JSON.parse(String(text))).data;
  } catch {
    return undefined;
  }
}

/**
 * What a button carries.
 *
 * @returns undefined where the value is none of ours.
 */
export const parseRequestValue = (value: unknown): RequestValue | undefined => parseJsonAs(requestValue, value);
