import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

interface Facts {
  retryAfterMs: number | undefined;
}

/** What one call learns from the headers of its answer. */
const factsOfCall = new AsyncLocalStorage<Facts>();

/** Nobody waits longer, whatever the header says. */
const MAX_RETRY_AFTER_MS = 60 * 60_000;

/** Milliseconds (source: aliyun/darabonba-openapi 283, where the header was made known); undefined where it says nothing. */
function retryAfterOf(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string' || !/^\d{1,12}$/.test(header)) return undefined;
  const ms = Number(header);
  return ms === 0 ? undefined : Math.min(ms, MAX_RETRY_AFTER_MS);
}

// The client's errors hold the body of an answer and not its headers; Node itself tells of each answer that comes.
subscribe('http.client.response.finish', (message) => {
  const facts = factsOfCall.getStore();
  const { response } = message as { response?: Pick<IncomingMessage, 'headers'> };
  if (facts !== undefined) facts.retryAfterMs = retryAfterOf(response?.headers['x-acs-retry-after']);
});

/**
 * Makes a call, and notes what its answer says of when the next one may be made.
 *
 * @param call gets a function that says how long to wait, once the answer has come; milliseconds.
 */
export function withRetryAfter<T>(call: (retryAfterMs: () => number | undefined) => Promise<T>): Promise<T> {
  const facts: Facts = { retryAfterMs: undefined };
  return factsOfCall.run(facts, () => call(() => facts.retryAfterMs));
}
