import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { sayInChannel } from '../../../../src/slack/delivery/say-in-channel.ts';
import { paragraphs } from '../../../../src/slack/messages/message.ts';

const message = paragraphs('Maya set up a watch.');
const lost = () => new webApi.WebAPIRequestError(new Error('socket hang up'));

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  vi.spyOn(client.conversations, 'join').mockResolvedValue({ ok: true });
  const post = vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true, ts: '9.9' });
  const history = vi.spyOn(client.conversations, 'history').mockResolvedValue({ ok: true, messages: [] });
  const drop = vi.spyOn(client.chat, 'delete').mockResolvedValue({ ok: true });
  /** The message of the first post, as the channel shows it. */
  const isThere = () =>
    history.mockImplementation(async () => {
      const [sent] = post.mock.calls[0] ?? [];
      const blocks = sent !== undefined && 'blocks' in sent ? sent.blocks : [];
      return { ok: true, messages: [{ ts: '7.8', blocks }] } as webApi.ConversationsHistoryResponse;
    });
  return { client, post, history, drop, isThere };
}

describe('sayInChannel, where the answer is lost', () => {
  it('goes by the message where it is there, and posts none twice', async () => {
    const { client, post, drop, isThere } = setUp();
    post.mockRejectedValueOnce(lost());
    isThere();
    const said = await sayInChannel(client, 'C1', message);
    expect(post).toHaveBeenCalledOnce();
    if (!said.ok) throw new Error('not said');
    await said.value.takeBack(message);
    expect(drop).toHaveBeenCalledExactlyOnceWith({ channel: 'C1', ts: '7.8' });
  });

  it('posts it where it is not there', async () => {
    const { client, post } = setUp();
    post.mockRejectedValueOnce(lost());
    expect((await sayInChannel(client, 'C1', message)).ok).toBe(true);
    expect(post).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['may not', new webApi.WebAPIPlatformError({ ok: false, error: 'missing_scope' })],
    ['can not', lost()],
  ])('says that it is not confirmed where it %s be looked for', async (_name, error) => {
    const { client, post, history } = setUp();
    post.mockRejectedValueOnce(lost());
    history.mockRejectedValue(error);
    expect(await sayInChannel(client, 'C1', message)).toEqual({ ok: false, error: { why: 'unconfirmed' } });
    expect(post).toHaveBeenCalledOnce();
  });
});
