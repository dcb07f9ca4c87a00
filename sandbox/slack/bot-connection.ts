import type { BotAnswer } from './bot-answer.ts';
import { type After, sendWithRetries } from './event-retries.ts';
import { signatureHeaders } from './signing.ts';

/** Sends requests to the bot as Slack does: signed, and with no more patience than Slack has. */
export interface BotConnection {
  /** @param fields of a form, as Slack's commands and interactions are. */
  send(fields: Readonly<Record<string, string>>): Promise<BotAnswer>;
  /** @param event as JSON, as the Events API sends it. */
  sendEvent(event: unknown): Promise<BotAnswer>;
}

/** What a test can do to the way between Slack and the app. */
export interface DeliveryControls {
  /** The next `times` acks get lost on their way: the app has done its work, and Slack does not know. */
  loseAcks(times: number): void;
  /**
   * Delivers what was sent last once more, as Slack does where it saw no ack: by HTTP an event, with `x-slack-retry-num`
   * and `x-slack-retry-reason`, in Socket Mode an envelope of any kind.
   *
   * @throws where nothing was sent yet.
   */
  sendAgain(): Promise<BotAnswer>;
}

export interface BotConnectionParts {
  /** The request URL of the app, as `http://127.0.0.1:3000/slack/events`; undefined while no bot is connected. */
  requestUrl: () => string | undefined;
  signingSecret: string;
  /** Unix time; milliseconds. */
  now: () => number;
  /** For the retries of events; absent: an event is sent once. */
  after?: After;
}

/** Slack waits so long for an ack; milliseconds. Source: "Acknowledgment response" in the docs on slash commands. */
export const ACK_WITHIN_MS = 3000;

/** Slack's `x-slack-retry-reason`, by what went wrong. */
const RETRY_REASONS: Readonly<Record<string, string>> = { operation_timeout: 'http_timeout' };
const never: After = () => () => undefined;

export function createBotConnection(parts: BotConnectionParts): BotConnection & DeliveryControls {
  const { requestUrl, signingSecret, now, after = never } = parts;
  let lastEvent: { body: string; attempt: number } | undefined;
  let acksToLose = 0;

  async function post(contentType: string, body: string, headers: Record<string, string> = {}): Promise<BotAnswer> {
    const url = requestUrl();
    if (url === undefined) return { ok: false, error: 'dispatch_failed' };
    const timestamp = Math.floor(now() / 1000);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': contentType, ...signatureHeaders({ signingSecret, timestamp, body }), ...headers },
        body,
        signal: AbortSignal.timeout(ACK_WITHIN_MS),
      });
      const text = await answer.text();
      if (acksToLose > 0) {
        acksToLose -= 1;
        return { ok: false, error: 'operation_timeout' };
      }
      if (!answer.ok) return { ok: false, error: 'dispatch_failed' };
      return { ok: true, contentType: answer.headers.get('content-type') ?? '', body: text };
    } catch (error) {
      const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
      return { ok: false, error: isTimeout ? 'operation_timeout' : 'dispatch_failed' };
    }
  }

  function postEvent(body: string, attempt: number, reason: string): Promise<BotAnswer> {
    lastEvent = { body, attempt };
    const retry = {
      'x-slack-retry-num': String(attempt),
      'x-slack-retry-reason': RETRY_REASONS[reason] ?? 'http_error',
    };
    return post('application/json', body, attempt === 0 ? {} : retry);
  }

  return {
    send: (fields) => post('application/x-www-form-urlencoded', new URLSearchParams(fields).toString()),
    sendEvent(event) {
      const body = JSON.stringify(event);
      return sendWithRetries((attempt, reason) => postEvent(body, attempt, reason), after);
    },
    loseAcks(times) {
      acksToLose += times;
    },
    async sendAgain() {
      if (lastEvent === undefined) throw new Error('Nothing was sent yet');
      return postEvent(lastEvent.body, lastEvent.attempt + 1, 'operation_timeout');
    },
  };
}
