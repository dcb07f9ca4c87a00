import { describe, expect, it, vi } from 'vitest';
import { respondTo } from '../../../../src/slack/delivery/respond-to.ts';

const message = { text: 'outcome', blocks: [], response_type: 'ephemeral' as const, replace_original: false };
const url = 'https://hooks.slack.com/actions/T1/1/abc';

describe('respondTo', () => {
  it('posts the message, follows no redirect, and does not wait for ever', async () => {
    const fetch = vi.fn(async (_url: string | URL | Request, _init?: RequestInit) => new Response('ok'));
    await respondTo(url, fetch)(message);
    expect(fetch).toHaveBeenCalledWith(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: expect.any(AbortSignal),
    });
  });

  it('rejects where Slack does not take it', async () => {
    const post = respondTo(url, async () => new Response('used_url', { status: 404 }));
    await expect(post(message)).rejects.toThrow('HTTP 404');
  });

  it.each(['expired_url', 'used_url'])('rejects where Slack says %s with a status of 200', async (error) => {
    const post = respondTo(url, async () => Response.json({ ok: false, error }));
    await expect(post(message)).rejects.toMatchObject({ kind: 'response-url-refused', code: error });
  });

  it('notices that however much Slack says of it', async () => {
    const messages = Array.from(
      { length: 50 },
      (_, index) => `[ERROR] a block is not as it has to be [json-pointer:/blocks/${index}]`,
    );
    const refusal = { ok: false, error: 'invalid_blocks', response_metadata: { messages } };
    const post = respondTo(url, async () => Response.json(refusal));
    await expect(post(message)).rejects.toMatchObject({ kind: 'response-url-refused', code: 'invalid_blocks' });
  });

  it.each(['ok', '', '{"ok":true}', '<html>', 'null'])('takes any other answer for a yes: %s', async (answer) => {
    await expect(respondTo(url, async () => new Response(answer))(message)).resolves.toBeUndefined();
  });

  it.each([
    [
      'breaks off',
      async () => new Response(new ReadableStream({ start: (stream) => stream.error(new Error('gone')) })),
    ],
    ['does not come', () => Promise.reject(new DOMException('too slow', 'TimeoutError'))],
  ])('says that nobody knows where the answer %s', async (_name, fetch) => {
    await expect(respondTo(url, fetch)(message)).rejects.toMatchObject({ kind: 'response-url-silent' });
  });

  it('says so where it was never sent', async () => {
    const cause = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    const post = respondTo(url, () => Promise.reject(new TypeError('fetch failed', { cause })));
    await expect(post(message)).rejects.toThrow('fetch failed');
  });

  it('shows nothing of the address, which is a secret', async () => {
    const post = respondTo(url, async () => new Response('no', { status: 500 }));
    await expect(post(message)).rejects.not.toThrow('hooks.slack.com');
  });
});
