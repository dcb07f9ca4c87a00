import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createPrivateLine } from '../../../../src/slack/delivery/private-line.ts';
import { type Respond, ResponseUrlSilent } from '../../../../src/slack/delivery/respond-to.ts';
import { silentLog } from '../../support/fakes.ts';

const message = (text: string) => ({ text, blocks: [] });

function setUp(
  respond: Respond | undefined,
  { channelId, threadTs, replaces }: { channelId?: string; threadTs?: string; replaces?: boolean } = {},
) {
  const client = new webApi.WebClient('xoxb-1');
  const open = vi.spyOn(client.conversations, 'open').mockResolvedValue({ ok: true, channel: { id: 'D1' } });
  const postMessage = vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true });
  const postEphemeral = vi.spyOn(client.chat, 'postEphemeral').mockResolvedValue({ ok: true });
  const reply = createPrivateLine({
    respond,
    client,
    userId: 'U1',
    channelId,
    threadTs,
    replaces: replaces ?? true,
    log: silentLog,
  });
  return { reply, open, postMessage, postEphemeral };
}

describe('createPrivateLine', () => {
  it('keeps the order, also where the first post takes longer', async () => {
    const posted: string[] = [];
    const { reply } = setUp(async ({ text }) => {
      if (text === 'first') await new Promise((resolve) => setImmediate(resolve));
      posted.push(text);
    });
    await Promise.all([reply(message('first')), reply(message('second'))]);
    expect(posted).toEqual(['first', 'second']);
  });

  it.each([true, false])('takes the place of the line before: %s', async (replaces) => {
    const respond = vi.fn<Respond>(async () => {});
    expect(await setUp(respond, { replaces }).reply(message('outcome'))).toBe(true);
    expect(respond).toHaveBeenCalledWith({
      text: 'outcome',
      blocks: [],
      response_type: 'ephemeral',
      replace_original: replaces,
    });
  });

  it('shows the line in the conversation where there is no response_url', async () => {
    const { reply, postEphemeral, postMessage } = setUp(undefined, { channelId: 'C1' });
    expect(await reply(message('outcome'))).toBe(true);
    expect(postEphemeral).toHaveBeenCalledWith({ channel: 'C1', user: 'U1', text: 'outcome', blocks: [] });
    expect(postMessage).not.toHaveBeenCalled();
  });

  it('shows the line in the thread that it belongs to', async () => {
    const { reply, postEphemeral } = setUp(undefined, { channelId: 'C1', threadTs: '1.1' });
    expect(await reply(message('outcome'))).toBe(true);
    expect(postEphemeral).toHaveBeenCalledWith({
      channel: 'C1',
      thread_ts: '1.1',
      user: 'U1',
      text: 'outcome',
      blocks: [],
    });
  });

  it.each([
    [false, { thread_ts: '1.1' }],
    [true, {}],
  ])('says which thread to the response_url, unless the post replaces what is there: %s', async (replaces, thread) => {
    const respond = vi.fn<Respond>(async () => {});
    await setUp(respond, { threadTs: '1.1', replaces }).reply(message('outcome'));
    expect(respond.mock.calls).toEqual([
      [{ ...message('outcome'), response_type: 'ephemeral', replace_original: replaces, ...thread }],
    ]);
  });

  it.each([undefined, '1.1'])('is a message that stays in a direct message, in thread %s', async (threadTs) => {
    const { reply, postEphemeral, postMessage } = setUp(undefined, { channelId: 'D7', ...(threadTs && { threadTs }) });
    expect(await reply(message('outcome'))).toBe(true);
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    expect(postMessage).toHaveBeenCalledWith({ channel: 'D7', ...thread, text: 'outcome', blocks: [] });
    expect(postEphemeral).not.toHaveBeenCalled();
  });

  it('goes to the direct message with the person where the bot is in none of two others', async () => {
    const { reply, postMessage } = setUp(undefined, { channelId: 'D7' });
    postMessage.mockRejectedValueOnce(new webApi.WebAPIPlatformError({ ok: false, error: 'channel_not_found' }));
    expect(await reply(message('outcome'))).toBe(true);
    expect(postMessage).toHaveBeenLastCalledWith({ channel: 'D1', text: 'outcome', blocks: [] });
  });

  it('goes to the direct message where there is neither', async () => {
    const { reply, postMessage } = setUp(undefined);
    expect(await reply(message('outcome'))).toBe(true);
    expect(postMessage).toHaveBeenCalledWith({ channel: 'D1', text: 'outcome', blocks: [] });
  });

  it('goes to the direct message where the response_url is dead', async () => {
    const { reply, postMessage } = setUp(() => Promise.reject(new Error('404')));
    expect(await reply(message('outcome'))).toBe(true);
    expect(postMessage).toHaveBeenCalledWith({ channel: 'D1', text: 'outcome', blocks: [] });
  });

  it('goes to the direct message where the bot is not in the conversation', async () => {
    const { reply, postEphemeral, postMessage } = setUp(undefined, { channelId: 'C1' });
    postEphemeral.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'not_in_channel' }));
    expect(await reply(message('outcome'))).toBe(true);
    expect(postMessage).toHaveBeenCalledWith({ channel: 'D1', text: 'outcome', blocks: [] });
  });

  it('stays in the conversation where the response_url takes no more', async () => {
    const { reply, postEphemeral, postMessage } = setUp(() => Promise.reject(new Error('used_url')), {
      channelId: 'C1',
    });
    expect(await reply(message('outcome'))).toBe(true);
    expect(postEphemeral).toHaveBeenCalledWith({ channel: 'C1', user: 'U1', text: 'outcome', blocks: [] });
    expect(postMessage).not.toHaveBeenCalled();
    postEphemeral.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'not_in_channel' }));
    expect(await reply(message('again'))).toBe(true);
    expect(postMessage).toHaveBeenCalledWith({ channel: 'D1', text: 'again', blocks: [] });
  });

  describe('whose answer is lost', () => {
    const lost = new webApi.WebAPIRequestError(new Error('socket hang up'));

    it('is not sent again by another way, since it may have arrived', async () => {
      const parts = setUp(() => Promise.reject(new ResponseUrlSilent(new Error('too slow'))), { channelId: 'C1' });
      expect(await parts.reply(message('outcome'))).toBe(true);
      expect(parts.postEphemeral).not.toHaveBeenCalled();
      const other = setUp(undefined, { channelId: 'C1' });
      other.postEphemeral.mockRejectedValue(lost);
      expect(await other.reply(message('outcome'))).toBe(true);
      expect(other.postMessage).not.toHaveBeenCalled();
      const last = setUp(undefined);
      last.postMessage.mockRejectedValue(lost);
      expect(await last.reply(message('outcome'))).toBe(true);
    });

    it('has not arrived where it was only the direct message that could not be opened', async () => {
      const { reply, open, postMessage } = setUp(undefined);
      open.mockRejectedValue(lost);
      expect(await reply(message('outcome'))).toBe(false);
      expect(postMessage).not.toHaveBeenCalled();
    });
  });

  it('does not throw where nothing arrives, but returns it', async () => {
    const { reply, postMessage } = setUp(() => Promise.reject(new Error('404')));
    postMessage.mockRejectedValue(new Error('no network'));
    await expect(reply(message('outcome'))).resolves.toBe(false);
  });
});
