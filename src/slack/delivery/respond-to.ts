import type { Respond } from './private-line.ts';

/** For the answer; milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Posts to a `response_url` that was kept, where Bolt's own `respond` is of another request: a modal has none.
 *
 * @returns a function that rejects where Slack does not take the post.
 */
export function respondTo(responseUrl: string, fetch: typeof globalThis.fetch = globalThis.fetch): Respond {
  return async (message) => {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`The response_url answered with HTTP ${response.status}`);
  };
}
