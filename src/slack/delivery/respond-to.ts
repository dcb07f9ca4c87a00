import { z } from 'zod';
import { parseJsonAs } from '../payloads/request-value.ts';
import type { Respond } from './private-line.ts';

/** For the answer; milliseconds. */
const TIMEOUT_MS = 10_000;

/** Its longest answer is a refusal; characters. */
const MAX_ANSWER = 1000;

/** The answer to what it does not take may come with a status of 200. `ok` alone is no JSON. */
const refusal = z.object({ ok: z.literal(false), error: z.string().max(100).catch('unknown_error') });

/** Slack did not take a post to a `response_url`. Its address is a secret, and not in it. */
export class ResponseUrlRefused extends Error {
  readonly kind = 'response-url-refused';
  /** As `expired_url` or `used_url`; undefined where Slack gave none. */
  readonly code: string | undefined;

  constructor(status: number, code: string | undefined) {
    super(`The response_url answered with HTTP ${status}${code === undefined ? '' : `: ${code}`}`);
    this.name = 'ResponseUrlRefused';
    this.code = code;
  }
}

/**
 * Posts to a `response_url` that was kept, where Bolt's own `respond` is of another request: a modal has none.
 *
 * @returns a function that rejects where Slack does not take the post, with `ResponseUrlRefused` where it said so.
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
    const answer = (await response.text()).slice(0, MAX_ANSWER);
    const refused = parseJsonAs(refusal, answer);
    if (!response.ok || refused !== undefined) throw new ResponseUrlRefused(response.status, refused?.error);
  };
}
