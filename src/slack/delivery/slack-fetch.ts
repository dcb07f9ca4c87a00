import type { webApi } from '@slack/bolt';
import { type Dispatcher, request } from 'undici';

/** An answer with all of its body. */
export type SlackAnswer = Awaited<ReturnType<webApi.FetchFunction>>;

type Init = NonNullable<Parameters<webApi.FetchFunction>[1]>;

/** As `fetch`, with no more of it than what is sent to Slack takes: the one of Node is one too. */
export type SlackFetch = (
  url: string | URL,
  init?: Omit<Init, 'body'> & { body?: string | FormData | Uint8Array },
) => Promise<SlackAnswer>;

/** As `fetch`, after it has made way for whatever `giveWay` waits for. */
export const givingWay =
  (giveWay: () => Promise<void>): SlackFetch =>
  async (url, init) => {
    await giveWay();
    return slackFetch(url, init);
  };

const [FIRST_REDIRECT, FIRST_FAILURE] = [300, 400];

/** @param headers with names of lower case, as Node has them. */
export function answerOf(
  { status, statusText, headers, url }: Pick<SlackAnswer, 'status' | 'statusText' | 'headers' | 'url'>,
  text: string,
): SlackAnswer {
  return {
    ok: status >= 200 && status < FIRST_REDIRECT,
    status,
    statusText,
    url,
    headers,
    text: async () => text,
    json: async () => JSON.parse(text),
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  };
}

/** One value for each name: all that is read of Slack's have one. */
function headersOf(given: Readonly<Record<string, string | string[] | undefined>>): SlackAnswer['headers'] {
  const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : value);
  return {
    get: (name) => textOf(given[name.toLowerCase()]) ?? null,
    entries: () => Object.entries(given).map(([name, value]) => [name, textOf(value) ?? '']),
  };
}

/**
 * What `fetch` does for a call to Slack, at a quarter of what that costs: it makes streams of each body, and looks for the rules
 * of browsers. By the same dispatcher, so that a proxy holds for it as well. Follows no redirect.
 *
 * @returns once the whole answer is there. Rejects with the errors of Node and of undici, which `fetch` has as the cause of its
 *   own, and where the answer leads elsewhere.
 */
export const slackFetch: SlackFetch = async (url, { method = 'GET', headers, body, signal } = {}) => {
  const {
    statusCode,
    statusText,
    headers: given,
    body: answered,
  } = await request(url, {
    method: method as 'GET' | 'POST',
    headers: headers ?? {},
    // One class of Node's, of which two packages have a type.
    body: (body ?? null) as NonNullable<Dispatcher.RequestOptions['body']> | null,
    signal: signal ?? null,
  });
  const text = await answered.text();
  if (statusCode >= FIRST_REDIRECT && statusCode < FIRST_FAILURE) {
    throw new TypeError(`Slack answered with a redirect (HTTP ${statusCode})`);
  }
  return answerOf({ status: statusCode, statusText, headers: headersOf(given), url: String(url) }, text);
};
