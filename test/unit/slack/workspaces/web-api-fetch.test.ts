import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProxyRefused } from '../../../../src/proxy.ts';
import { boltLogger } from '../../../../src/slack/workspaces/bolt-logger.ts';
import { webApiOptions } from '../../../../src/slack/workspaces/clients.ts';
import { createWebApiFetch } from '../../../../src/slack/workspaces/web-api-fetch.ts';
import { fakeClock, silentLog } from '../../support/fakes.ts';
import { answerAll } from '../support/slack-dispatcher.ts';

const API = 'https://slack.test/api/';
const ok = () => Response.json({ ok: true });
const limited = (seconds?: number) =>
  new Response('', { status: 429, headers: seconds === undefined ? {} : { 'retry-after': String(seconds) } });
const lost = () => new TypeError('fetch failed', { cause: Object.assign(new Error('gone'), { code: 'ECONNRESET' }) });
const notSent = () =>
  new TypeError('fetch failed', {
    cause: new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })]),
  });

type Answer = Response | Error;

/** @param answers of Slack, one a call; ok where there are none left. */
function setUp(answers: readonly (() => Answer)[] = [], maxWaitMs = 20_000) {
  const left = [...answers];
  const at: number[] = [];
  const fetch = vi.fn(async (_url: string | URL, _init?: object): Promise<Response> => {
    at.push(performance.now());
    const answer = (left.shift() ?? ok)();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const send = createWebApiFetch({ clock: fakeClock, random: () => 0, maxWaitMs, fetch });
  const call = (method: string, args: Record<string, string> = {}, token = 'xoxb-1') =>
    send(`${API}${method}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: new URLSearchParams(args).toString(),
    });
  return { call, fetch, at };
}

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** What becomes of it, with as much time as it takes. */
async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const result = Promise.allSettled([promise]);
  await vi.advanceTimersByTimeAsync(120_000);
  const [first] = await result;
  return first;
}

describe('a call whose answer is lost', () => {
  it.each([
    ['a connection that breaks', lost],
    ['a 500', () => new Response('oops', { status: 500 })],
    ['a time-out', () => new DOMException('too slow', 'TimeoutError') as Error],
  ])('is repeated where a second one changes nothing: %s', async (_name, answer) => {
    const { call, at } = setUp([answer, answer, answer]);
    expect(await settled(call('views.publish'))).toMatchObject({ value: { status: 200 } });
    expect(at).toEqual([0, 500, 1500, 3500].map((ms) => ms + (at[0] ?? 0)));
  });

  it.each(['chat.postMessage', 'chat.postEphemeral', 'files.completeUploadExternal', 'views.open', 'reactions.add'])(
    'is not repeated where it might be done twice: %s',
    async (method) => {
      const { call, fetch } = setUp([lost]);
      expect(await settled(call(method))).toMatchObject({ status: 'rejected' });
      expect(fetch).toHaveBeenCalledTimes(1);
      const failing = setUp([() => new Response('oops', { status: 503 })]);
      expect(await settled(failing.call(method))).toMatchObject({ value: { status: 503 } });
      expect(failing.fetch).toHaveBeenCalledTimes(1);
    },
  );

  it('is repeated, whatever it is, where it was never sent', async () => {
    const { call, fetch } = setUp([notSent, notSent]);
    expect(await settled(call('chat.postMessage'))).toMatchObject({ value: { status: 200 } });
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('is not repeated where a proxy wants another password, which might lock its user out', async () => {
    const refused = () => new TypeError('fetch failed', { cause: new ProxyRefused(407) });
    const { call, fetch } = setUp([refused]);
    expect(await settled(call('users.info'))).toMatchObject({ reason: { message: 'fetch failed' } });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is given up after four times, with the last answer', async () => {
    const { call, fetch } = setUp(Array(9).fill(() => new Response('oops', { status: 502 })));
    expect(await settled(call('users.info'))).toMatchObject({ value: { status: 502 } });
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('is one too whose answer breaks off', async () => {
    const breaksOff = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.error(lost());
          },
        }),
      );
    const { call, fetch } = setUp([breaksOff]);
    expect(await settled(call('users.info'))).toMatchObject({ value: { status: 200 } });
    expect(fetch).toHaveBeenCalledTimes(2);
    const posting = setUp([breaksOff]);
    expect(await settled(posting.call('chat.postMessage'))).toMatchObject({ status: 'rejected' });
  });
});

describe('a 429', () => {
  it('is waited out as Slack says, also of what is never repeated else', async () => {
    const { call, at } = setUp([() => limited(3), () => limited(2)]);
    expect(await settled(call('chat.postMessage', { channel: 'C1' }))).toMatchObject({ value: { status: 200 } });
    expect(at.map((ms) => ms - (at[0] ?? 0))).toEqual([0, 3000, 5000]);
  });

  it.each([
    [60, 20_000],
    [3600, 60_000],
  ])('of %i s is passed on at once where the cap is %i ms, and says how long', async (seconds, cap) => {
    const { call, fetch } = setUp([() => limited(seconds)], cap);
    const response = await call('files.completeUploadExternal', { channel_id: 'C1' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, String(seconds)]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is waited out no longer in all than the cap', async () => {
    const { call, fetch } = setUp(Array(9).fill(() => limited(8)));
    expect(await settled(call('users.info'))).toMatchObject({ value: { status: 429 } });
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('that does not say how long is waited out for a few seconds', async () => {
    const { call, at } = setUp([() => limited()]);
    await settled(call('users.info'));
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(5000);
  });

  it('is not waited out where the trigger would be gone', async () => {
    const { call } = setUp([() => limited(3)]);
    expect((await call('views.open')).status).toBe(429);
  });

  it('keeps no other call waiting: not in the same conversation, nor of the same method', async () => {
    const { call } = setUp([() => limited(15)]);
    const first = call('files.completeUploadExternal', { channel_id: 'C1' });
    await vi.advanceTimersByTimeAsync(0);
    expect((await call('files.completeUploadExternal', { channel_id: 'C1' })).status).toBe(200);
    expect((await call('files.completeUploadExternal', { channel_id: 'C2' })).status).toBe(200);
    expect((await call('views.open')).status).toBe(200);
    expect(await settled(first)).toMatchObject({ value: { status: 200 } });
  });

  it('lets those that wait in one conversation go a second apart, and each conversation for itself', async () => {
    const { call, at } = setUp(Array(4).fill(() => limited(1)));
    const calls = ['C1', 'C1', 'C1', 'C2'].map((channel) => call('chat.postMessage', { channel }));
    await settled(Promise.all(calls));
    expect(at.slice(4).map((ms) => ms - (at[0] ?? 0))).toEqual([1000, 1000, 2000, 3000]);
  });

  it('is not counted between workspaces', async () => {
    const { call, at } = setUp(Array(2).fill(() => limited(1)));
    await settled(Promise.all(['xoxb-1', 'xoxb-2'].map((token) => call('chat.postMessage', { channel: 'C1' }, token))));
    expect(at.slice(2).map((ms) => ms - (at[0] ?? 0))).toEqual([1000, 1000]);
  });
});

describe('a client with it', () => {
  it('says of a limit that it can not wait for how long it takes', async () => {
    const logger = boltLogger(silentLog, 'info');
    const parts = { apiUrl: API, clock: fakeClock, random: () => 0, logger };
    answerAll(() => ({ status: 429, headers: { 'retry-after': '90' } }));
    const client = new webApi.WebClient('xoxb-1', webApiOptions(parts, 'people'));
    const error = await client.chat.postMessage({ channel: 'C1', text: 'Hi' }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(webApi.WebAPIRateLimitedError);
    expect(error).toMatchObject({ retryAfter: 90 });
  });
});
