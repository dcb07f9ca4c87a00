import type { webApi } from '@slack/bolt';
import PQueue from 'p-queue';
import type { Clock } from '../../clock.ts';
import { type RetryPolicy, retry } from '../../retry.ts';
import { wasNotSent, wasRefusedByProxy } from '../delivery/lost-answer.ts';
import { answerOf, type SlackAnswer, slackFetch } from '../delivery/slack-fetch.ts';
import { type WebApiMethod, webApiMethod } from './web-api-methods.ts';

type Send = webApi.FetchFunction;
type Init = NonNullable<Parameters<Send>[1]>;

export interface WebApiFetchParts {
  clock: Pick<Clock, 'monotonicMs' | 'after' | 'wait'>;
  /** From 0 to 1, as `Math.random`. */
  random: () => number;
  /** Longest that a call waits in all for Slack's limits to end; milliseconds. */
  maxWaitMs: number;
  /** Makes way for acks. */
  giveWay?: (() => Promise<void>) | undefined;
  fetch?: Send | undefined;
}

/** For an answer with all of its body; milliseconds. */
const TIMEOUT_MS = 20_000;
/** Three more tries within about four seconds: somebody waits. One more where Slack said nothing for all of the time-out. */
const REPEATS: RetryPolicy = { firstDelayMs: 500, factor: 2, maxTries: 4, giveUpAfterMs: 30_000, jitter: 0.1 };
/** Calls under way at a time. Those that wait for a limit to end are none of them. */
const MAX_UNDER_WAY = 100;
/** Slack takes about one message a second in each conversation (source: "Rate limits" in its docs); milliseconds. */
const BETWEEN_POSTS_MS = 1000;
/** Where a 429 does not say how long: a guess, milliseconds. */
const UNSAID_WAIT_MS = 5_000;

const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

/** An answer that is none of the Web API's own: whether the call was done is not known. */
class ServerFault extends Error {
  readonly kind = 'server-fault';
  readonly response: SlackAnswer;

  constructor(response: SlackAnswer) {
    super(`Slack answered with HTTP ${response.status}`);
    this.response = response;
  }
}

const methodOf = (url: string | URL): string => new URL(url).pathname.split('/').at(-1) ?? '';

/** The conversation that is posted in; undefined for what posts nothing. */
function conversationOf({ postsIn }: WebApiMethod, { body, headers }: Init): string | undefined {
  if (postsIn === undefined || typeof body !== 'string') return undefined;
  return `${headers?.Authorization} ${new URLSearchParams(body).get(postsIn)}`;
}

function retryAfterMs(response: SlackAnswer): number {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return Number.isNaN(seconds) ? UNSAID_WAIT_MS : seconds * 1000;
}

/** The client makes a `WebAPIRateLimitedError` of it. */
const limitedFor = (ms: number): SlackAnswer =>
  new Response(null, { status: TOO_MANY_REQUESTS, headers: { 'retry-after': String(Math.ceil(ms / 1000)) } });

/**
 * How a client of Slack's Web API makes its requests, in place of the client's own ways: that one repeats whatever it got
 * no answer to, and a single 429 stops all of its calls for as long as Slack says.
 *
 * - A call whose answer is lost is repeated only where `WEB_API_METHODS` says so; one that was never sent, always.
 * - A 429 keeps nobody waiting but the call that got it, and that one no longer than `maxWaitMs` and than it is useful.
 *   Calls that post in the same conversation and wait are let go a second apart, in their order.
 *
 * @returns for a client without retries of its own, and with `rejectRateLimitedCalls`. It answers with Slack's 429 where the
 *   wait would be too long, and rejects as `fetch` does.
 */
export function createWebApiFetch(parts: WebApiFetchParts): Send {
  const { clock, random, maxWaitMs, giveWay = async () => {}, fetch = slackFetch } = parts;
  const underWay = new PQueue({ concurrency: MAX_UNDER_WAY });
  /** By conversation, how many posts wait. */
  const waiting = new Map<string, number>();

  /** With its body: an answer that breaks off is a lost one. */
  async function wholeAnswer(url: string | URL, init: Init): Promise<SlackAnswer> {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return answerOf(response, await response.text());
  }

  async function sendOrRepeat({ afterLostAnswer }: WebApiMethod, url: string | URL, init: Init): Promise<SlackAnswer> {
    const send = async () => {
      const response = await underWay.add(() => wholeAnswer(url, init));
      if (response.status >= SERVER_ERROR) throw new ServerFault(response);
      return response;
    };
    const shouldRetry = (error: unknown) =>
      !wasRefusedByProxy(error) && (afterLostAnswer === 'repeat' || wasNotSent(error));
    try {
      return await retry(send, REPEATS, { clock, random, shouldRetry });
    } catch (error) {
      if (error instanceof ServerFault) return error.response;
      throw error;
    }
  }

  async function waitInLine(conversation: string | undefined, ms: number): Promise<void> {
    if (conversation === undefined) return clock.wait(ms);
    waiting.set(conversation, (waiting.get(conversation) ?? 0) + 1);
    await clock.wait(ms);
    const left = (waiting.get(conversation) ?? 1) - 1;
    if (left > 0) waiting.set(conversation, left);
    else waiting.delete(conversation);
  }

  return async (url, init = {}) => {
    const method = webApiMethod(methodOf(url));
    const conversation = conversationOf(method, init);
    const patienceMs = Math.min(maxWaitMs, method.usefulForMs ?? maxWaitMs);
    const startedAt = clock.monotonicMs();
    if (method.givesWay === true) await giveWay();
    for (;;) {
      const response = await sendOrRepeat(method, url, init);
      if (response.status !== TOO_MANY_REQUESTS) return response;
      const ahead = conversation === undefined ? 0 : (waiting.get(conversation) ?? 0);
      const inMs = retryAfterMs(response) + ahead * BETWEEN_POSTS_MS;
      if (clock.monotonicMs() - startedAt + inMs > patienceMs) return limitedFor(inMs);
      await waitInLine(conversation, inMs);
    }
  };
}
