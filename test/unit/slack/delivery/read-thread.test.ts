import { webApi } from '@slack/bolt';
import { afterEach, expect, it, vi } from 'vitest';
import { createReadThread } from '../../../../src/slack/delivery/read-thread.ts';
import { createRecordingLog } from '../support/bolt.ts';

afterEach(() => void vi.unstubAllGlobals());

/** @param answer of Slack to every call. */
function setUp(answer: () => Response) {
  const asked: URLSearchParams[] = [];
  vi.stubGlobal('fetch', async (_url: unknown, init?: RequestInit) => {
    asked.push(new URLSearchParams(String(init?.body)));
    return answer();
  });
  const { log, lines } = createRecordingLog();
  const client = new webApi.WebClient('xoxb-1', { slackApiUrl: 'http://127.0.0.1:1/api/' });
  const read = () => createReadThread({ log })(client, { channelId: 'C1', threadTs: '1.1' });
  return { read, asked, lines };
}
const json = (body: object) =>
  new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } });

it('reads the messages of a thread', async () => {
  const { read, asked } = setUp(() => json({ ok: true, messages: [{ text: 'first' }, { text: 'second' }] }));
  expect(await read()).toEqual([{ text: 'first' }, { text: 'second' }]);
  expect(asked.map((body) => [body.get('channel'), body.get('ts')])).toEqual([['C1', '1.1']]);
});

it.each([
  ['a scope is missing', () => json({ ok: false, error: 'missing_scope' })],
  ['Slack wants it later', () => new Response('', { status: 429, headers: { 'retry-after': '60' } })],
  ['Slack is down', () => new Response('', { status: 503 })],
  ['the answer is another', () => json({ ok: true, messages: 'none' })],
])('gives none where %s, without waiting or asking again', async (_name, answer) => {
  const { read, asked, lines } = setUp(answer);
  expect(await read()).toEqual([]);
  expect(asked).toHaveLength(1);
  expect(lines).toEqual(['info: A thread could not be read']);
});
