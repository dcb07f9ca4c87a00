import { z } from 'zod';
import type { PollFailure } from '../../notify/records.ts';

const optionalText = z.string().optional();
const pollFailure = z.object({
  kind: z.string(),
  code: optionalText,
  host: optionalText,
  status: z.number().optional(),
  why: optionalText,
});

/** What a row of a poll says of its failure; undefined: the flow can be looked at. */
export const failureOf = (json: string | null): PollFailure | undefined =>
  json === null ? undefined : pollFailure.parse(JSON.parse(json));

export const failureText = (failure: PollFailure): string => JSON.stringify(pollFailure.parse(failure));
