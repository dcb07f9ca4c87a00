import { signatureHeaders } from './signing.ts';

/** How the bot answered a request from Slack. `error` is Slack's own name for what went wrong. */
export type BotAnswer = { ok: true; contentType: string; body: string } | { ok: false; error: string };

/** Sends requests to the bot as Slack does: signed, and with no more patience than Slack has. */
export interface BotConnection {
  /** @param fields of a form, as Slack's commands and interactions are. */
  send(fields: Readonly<Record<string, string>>): Promise<BotAnswer>;
  /** @param event as JSON, as the Events API sends it. */
  sendEvent(event: unknown): Promise<BotAnswer>;
}

export interface BotConnectionParts {
  /** The request URL of the app, as `http://127.0.0.1:3000/slack/events`; undefined while no bot is connected. */
  requestUrl: () => string | undefined;
  signingSecret: string;
  /** Unix time; milliseconds. */
  now: () => number;
}

/** Slack waits so long for an ack; milliseconds. Source: "Acknowledgment response" in the docs on slash commands. */
export const ACK_WITHIN_MS = 3000;

export function createBotConnection({ requestUrl, signingSecret, now }: BotConnectionParts): BotConnection {
  async function post(contentType: string, body: string): Promise<BotAnswer> {
    const url = requestUrl();
    if (url === undefined) return { ok: false, error: 'dispatch_failed' };
    const timestamp = Math.floor(now() / 1000);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': contentType, ...signatureHeaders({ signingSecret, timestamp, body }) },
        body,
        signal: AbortSignal.timeout(ACK_WITHIN_MS),
      });
      const text = await answer.text();
      if (!answer.ok) return { ok: false, error: 'dispatch_failed' };
      return { ok: true, contentType: answer.headers.get('content-type') ?? '', body: text };
    } catch (error) {
      const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
      return { ok: false, error: isTimeout ? 'operation_timeout' : 'dispatch_failed' };
    }
  }

  return {
    send: (fields) => post('application/x-www-form-urlencoded', new URLSearchParams(fields).toString()),
    sendEvent: (event) => post('application/json', JSON.stringify(event)),
  };
}
