import { z } from 'zod';

/** No connection came about, so Slack has seen nothing of the call. Codes of Node and of its `fetch`. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const withCode = z.looseObject({ code: z.string() });

function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const { data } = withCode.safeParse(error);
  // Several addresses of a host were tried, each in vain.
  const all = error instanceof AggregateError ? error.errors : [];
  return [...(data === undefined ? [] : [data.code]), ...all.flatMap(codesOf), ...codesOf(error.cause)];
}

/** Whether a request failed before it was sent: then nothing can have come of it, and it may be made again. */
export const wasNotSent = (error: unknown): boolean => codesOf(error).some((code) => NOT_SENT.has(code));
