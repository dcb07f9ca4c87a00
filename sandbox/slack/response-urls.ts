import { randomBytes } from 'node:crypto';
import type { BotMessages, Origin } from './bot-messages.ts';
import { parseJson } from './call-body.ts';
import { type Handler, readBody, sendJson } from './http.ts';
import { underFaults, type WebApiParts } from './web-api.ts';

/** Source: "Handling user interaction" in Slack's docs: "up to 5 times within 30 minutes". */
const MOST_POSTS = 5;
const LIFETIME_MS = 30 * 60 * 1000;

export interface ResponseUrls {
  /** A new `response_url`. */
  open(origin: Origin): string;
  /** `/response/<token>`. */
  post: Handler;
}

export interface ResponseUrlsParts extends Pick<WebApiParts, 'faults' | 'record'> {
  baseUrl: () => string;
  messages: BotMessages;
  /** Unix time; milliseconds. */
  now: () => number;
  onDone: () => void;
}

export function createResponseUrls(parts: ResponseUrlsParts): ResponseUrls {
  const { baseUrl, messages, now, record, onDone } = parts;
  const byToken = new Map<string, { origin: Origin; openedAt: number; posts: number }>();

  /** @returns Slack's error; undefined where the post was taken. */
  async function take(token: string, body: unknown): Promise<{ status: number; error: string } | undefined> {
    const entry = byToken.get(token);
    if (entry === undefined || now() - entry.openedAt > LIFETIME_MS) return { status: 404, error: 'expired_url' };
    if (entry.posts >= MOST_POSTS) return { status: 404, error: 'used_url' };
    entry.posts += 1;
    const problem = await messages.take(entry.origin, body);
    return problem === undefined ? undefined : { status: 400, error: problem };
  }

  return {
    open(origin) {
      const token = randomBytes(12).toString('hex');
      byToken.set(token, { origin, openedAt: now(), posts: 0 });
      return `${baseUrl()}/response/${token}`;
    },

    async post(request, response, { pathname }) {
      await underFaults(parts, 'response_url', response, async () => {
        const refusal = await take(
          pathname.slice('/response/'.length),
          parseJson((await readBody(request)).toString()),
        );
        record({ method: 'response_url', ok: refusal === undefined, ...(refusal && { error: refusal.error }) });
        if (refusal === undefined) onDone();
        return () => {
          if (refusal === undefined) response.writeHead(200, { 'content-type': 'text/html' }).end('ok');
          else sendJson(response, refusal.status, { ok: false, error: refusal.error });
        };
      });
    },
  };
}
