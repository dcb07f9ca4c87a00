import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { FlowRequest } from '../../../../../src/requests/request.ts';
import { createReplies } from '../../../../../src/slack/delivery/requests/replies.ts';
import { paragraphs } from '../../../../../src/slack/messages/message.ts';
import { createRecordingLog } from '../../support/bolt.ts';
import { flow, request } from '../../support/requests.ts';

const RESPONSE_URL = 'https://hooks.slack.com/actions/1';
const withUrl: FlowRequest = { ...request, replyTo: { url: RESPONSE_URL, channelId: 'C1', replaces: true } };

const noNetwork = () => Object.assign(new Error('no network'), { code: 'ENOTFOUND' });

function setUp() {
  const posts: { url: string; body: Record<string, unknown> }[] = [];
  let isDeaf = false;
  const client = new webApi.WebClient('xoxb-1');
  vi.spyOn(client.conversations, 'open').mockResolvedValue({ ok: true, channel: { id: 'D1' } });
  const postMessage = vi.spyOn(client.chat, 'postMessage').mockImplementation(async () => {
    if (isDeaf) throw noNetwork();
    return { ok: true };
  });
  const postEphemeral = vi.spyOn(client.chat, 'postEphemeral').mockImplementation(async () => {
    if (isDeaf) throw noNetwork();
    return { ok: true };
  });
  const clientFor = vi.fn(async (_teamId: string) => client);
  const { log, lines } = createRecordingLog();
  const replies = createReplies({
    clientFor,
    spaceOf: () => undefined,
    log,
    fetch: async (url, init) => {
      if (isDeaf) throw noNetwork();
      posts.push({ url: String(url), body: JSON.parse(String(init?.body)) });
      return new Response('ok');
    },
  });
  const texts = () => posts.map(({ body }) => body.text);
  const deafen = () => {
    isDeaf = true;
  };
  return { ...replies, posts, texts, postMessage, postEphemeral, clientFor, lines, deafen };
}

const noteOf = (...texts: string[]) => JSON.stringify(texts.map((text) => paragraphs(text)));

/** For what has one part, or arrives whole. */
const keep = vi.fn(async (_rest: string) => {});

describe('a reply', () => {
  it('goes to the response_url of the request, and takes the place of what it was made in', async () => {
    const { open, posts, clientFor } = setUp();
    const reply = await open(withUrl, { isLate: false });
    expect(await reply.end(noteOf('shared'), keep)).toBe(true);
    expect(clientFor.mock.calls).toEqual([['T1']]);
    const body = { ...paragraphs('shared'), response_type: 'ephemeral', replace_original: true };
    expect(posts).toEqual([{ url: RESPONSE_URL, body }]);
  });

  it('goes to no address but Slack’s, whatever was kept as the response_url', async () => {
    const { open, posts, postEphemeral } = setUp();
    const replyTo = { ...withUrl.replyTo, url: 'https://evil.example/actions/1' };
    const reply = await open({ ...withUrl, replyTo }, { isLate: false });
    expect(await reply.end(noteOf('shared'), keep)).toBe(true);
    expect(posts).toEqual([]);
    expect(postEphemeral).toHaveBeenCalledTimes(1);
  });

  it('goes to the direct message where it is late', async () => {
    const { open, posts, postMessage } = setUp();
    const reply = await open(withUrl, { isLate: true });
    expect(await reply.end(noteOf('shared'), keep)).toBe(true);
    expect(posts).toEqual([]);
    expect(postMessage.mock.calls).toEqual([[{ channel: 'D1', ...paragraphs('shared') }]]);
  });

  it('goes to the thread that the request was made in, where there is no response_url', async () => {
    const { open, posts, postEphemeral } = setUp();
    const replyTo = { channelId: 'C1', threadTs: '1.1', replaces: false };
    const reply = await open({ ...request, replyTo }, { isLate: false });
    expect(await reply.end(noteOf('shared'), keep)).toBe(true);
    expect(postEphemeral.mock.calls).toEqual([
      [{ channel: 'C1', thread_ts: '1.1', user: 'U1', ...paragraphs('shared') }],
    ]);
    expect(posts).toEqual([]);
  });

  it('is there for each step, in the order in which they are sent', async () => {
    const { open, texts } = setUp();
    const reply = await open(withUrl, { isLate: false });
    await Promise.all([
      reply.started({ queues: [{ ahead: 0, expectedWaitMs: 0 }], expectedMs: 1000 }),
      reply.retrying(flow, 1200),
      reply.progress({ done: 2, total: 5, leftMs: 3000 }),
      reply.end(noteOf('first', 'second'), keep),
    ]);
    expect(texts()).toEqual([
      'Fetching the JSON of flow 17b6aa11…',
      expect.stringContaining("I'll try again in about 1 s"),
      expect.stringContaining('2 of 5'),
      'first',
      'second',
    ]);
  });

  it('is in the language of the requester', async () => {
    const { open, texts } = setUp();
    const reply = await open({ ...withUrl, language: 'zh-CN' }, { isLate: false });
    await reply.started({ queues: [undefined], expectedMs: 1000 });
    expect(texts()[0]).toMatch(/[\u4e00-\u9fff]/);
  });

  it('does not arrive where Slack takes none of it, and nothing more is sent then', async () => {
    const { open, texts, postMessage, deafen } = setUp();
    const reply = await open(withUrl, { isLate: false });
    deafen();
    expect(await reply.end(noteOf('first', 'second'), keep)).toBe(false);
    expect(texts()).toEqual([]);
    // The first message alone, as a direct message in the end.
    expect(postMessage).toHaveBeenCalledTimes(1);
  });

  it('comes in parts that each stand, and is not repeated for those that have arrived', async () => {
    const { open, posts, deafen } = setUp();
    const rests: string[] = [];
    const reply = await open(withUrl, { isLate: false });
    const arrived = await reply.end(noteOf('first', 'second'), async (rest) => {
      rests.push(rest);
      deafen();
    });
    expect(arrived).toBe(false);
    const again = setUp();
    const [rest = ''] = rests;
    expect(await (await again.open(withUrl, { isLate: false })).end(rest, keep)).toBe(true);
    const all = [...posts, ...again.posts].map(({ body }) => [body.text, body.replace_original]);
    // The second below the first, and not in its place.
    expect(all).toEqual([
      ['first', true],
      ['second', false],
    ]);
    expect(rests).toHaveLength(1);
  });

  it('has nothing to send of a note that can not be read, which the log says', async () => {
    const { open, texts, lines } = setUp();
    const reply = await open(withUrl, { isLate: false });
    expect(await reply.end('none', keep)).toBe(true);
    expect(texts()).toEqual([]);
    expect(lines).toEqual(['error: The end of a request could not be read']);
  });

  it('has no way where there is no client for the workspace', async () => {
    const { open, clientFor } = setUp();
    clientFor.mockRejectedValue(new Error('not installed'));
    await expect(open(withUrl, { isLate: false })).rejects.toThrow('not installed');
  });
});
