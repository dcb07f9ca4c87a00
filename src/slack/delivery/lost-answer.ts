import { z } from 'zod';

/** No connection came about, so Slack has seen nothing of the call. Codes of Node and of its `fetch`. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  // Of the bot itself, see `src/proxy.ts`.
  'ERR_PROXY_REFUSED',
  'ERR_PROXY_AUTHENTICATION',
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

/** Whether a proxy wants another user name or password. It is not asked again: some lock a user out after a few tries. */
export const wasRefusedByProxy = (error: unknown): boolean => codesOf(error).includes('ERR_PROXY_AUTHENTICATION');
