import { z } from 'zod';
import type { Message } from '../messages/message.ts';
import { parseJsonAs } from '../payloads/request-value.ts';
import { wasNotSent } from './lost-answer.ts';
import { type SlackFetch, slackFetch } from './slack-fetch.ts';

/** Posts to a `response_url`: five times within 30 minutes. */
export type Respond = (
  message: Message & { response_type: 'ephemeral'; replace_original: boolean; thread_ts?: string },
) => Promise<unknown>;

/** For the answer; milliseconds. */
const TIMEOUT_MS = 10_000;

/** Its longest answer is a refusal, perhaps with what was wrong with each block; characters. */
const MAX_ANSWER = 64 * 1024;

/** The answer to what it does not take may come with a status of 200. `ok` alone is no JSON. */
const refusal = z.object({ ok: z.literal(false), error: z.string().max(100).catch('unknown_error') });

/** Slack did not take a post to a `response_url`. Its address is a secret, and not in it. */
class ResponseUrlRefused extends Error {
  readonly kind = 'response-url-refused';
  /** As `expired_url` or `used_url`; undefined where Slack gave none. */
  readonly code: string | undefined;

  constructor(status: number, code: string | undefined) {
    super(`The response_url answered with HTTP ${status}${code === undefined ? '' : `: ${code}`}`);
    this.name = 'ResponseUrlRefused';
    this.code = code;
  }
}

/** No answer came to a post to a `response_url`: Slack may have taken it. */
export class ResponseUrlSilent extends Error {
  readonly kind = 'response-url-silent';

  constructor(cause: unknown) {
    super('The response_url did not answer', { cause });
    this.name = 'ResponseUrlSilent';
  }
}

/**
 * Posts to a `response_url` that was kept, where Bolt's own `respond` is of another request: a modal has none.
 *
 * @returns a function that rejects with `ResponseUrlRefused` where Slack does not take the post, with `ResponseUrlSilent`
 *   where nobody knows, and as `fetch` does where it was never sent.
 */
export function respondTo(responseUrl: string, fetch: SlackFetch = slackFetch): Respond {
  return async (message) => {
    const post = async () => {
      const response = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return { ok: response.ok, status: response.status, text: await response.text() };
    };
    const { ok, status, text } = await post().catch((error: unknown) => {
      throw wasNotSent(error) ? error : new ResponseUrlSilent(error);
    });
    const refused = parseJsonAs(refusal, text.slice(0, MAX_ANSWER));
    if (!ok || refused !== undefined) throw new ResponseUrlRefused(status, refused?.error);
  };
}
