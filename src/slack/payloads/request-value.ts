import { z } from 'zod';
import { isCustSpaceId, isFlowId } from '../../flows/ids/flow-id.ts';
import { DISPLAYS, type Display } from '../../requests/display.ts';
import { MAX_FLOWS } from '../../requests/request.ts';
import { startOfText } from '../../text.ts';

/** What a button that asks for flows carries: which ones, where they lie, where they go to. */
export interface RequestValue {
  flowIds: string[];
  account: string;
  custSpaceId: string | undefined;
  /** The thread that the first request was made for. */
  threadTs?: string | undefined;
  /** Whether the first request was for the requester alone; absent: it said nothing of that. */
  onlyMe?: boolean | undefined;
  /** What the first request was to have shared, where it said so. */
  display?: Display | undefined;
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
    d: z.enum(DISPLAYS).optional().catch(undefined),
    n: z.string().max(MAX_NAME).optional(),
  })
  .transform(
    ({ f, a, s, t, me, d, n }): RequestValue => ({
      flowIds: f,
      account: a,
      custSpaceId: s,
      threadTs: t,
      onlyMe: me,
      display: d,
      name: n,
    }),
  );

export const requestValueOf = ({
  flowIds,
  account,
  custSpaceId,
  threadTs,
  onlyMe,
  display,
  name,
}: RequestValue): string =>
  JSON.stringify({
    f: flowIds,
    a: account,
    s: custSpaceId,
    t: threadTs,
    me: onlyMe,
    d: display,
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
