import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createShareFiles } from '../../../../src/slack/delivery/share-files.ts';
import { instantClock } from '../../support/fakes.ts';

const CHANNEL = 'C000000001';
const target = { channelId: CHANNEL };
const file = { filename: '1.json', title: 'Flow 1', content: '{}' };
const message = { text: 'as asked', blocks: [{ type: 'divider' as const }] };
const platformError = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });
const lostAnswer = () => new webApi.WebAPIRequestError(new Error('socket hang up'));

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const ticket = vi.spyOn(client.files, 'getUploadURLExternal').mockImplementation(async () => ({
    ok: true,
    upload_url: 'https://files.slack.com/upload',
    file_id: `F${ticket.mock.calls.length}`,
  }));
  const complete = vi
    .spyOn(client.files, 'completeUploadExternal')
    .mockResolvedValue({ ok: true, files: [{ id: 'F1', permalink: 'https://slack/F1' }] });
  const info = vi.spyOn(client.files, 'info');
  const fetch = vi.fn(async (_url: string | URL | Request, _init?: RequestInit) => new Response('OK'));
  const begin = vi.fn(async (_fileIds: string[]) => {});
  return { ...createShareFiles({ client, clock: instantClock, fetch }), begin, ticket, complete, info, fetch };
}

describe('createShareFiles', () => {
  it('uploads the text, and shares it as a snippet', async () => {
    const { share, begin, ticket, complete, fetch } = setUp();
    expect(await share(target, [{ ...file, content: '{"ä":1}' }], message, begin)).toEqual({
      fileIds: ['F1'],
      permalink: 'https://slack/F1',
    });
    expect(ticket).toHaveBeenCalledWith({ filename: '1.json', length: 8, snippet_type: 'json' });
    expect(String(fetch.mock.calls[0]?.[1]?.body)).toBe('{"ä":1}');
    // The address is Slack's: what it holds goes nowhere else.
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      redirect: 'error',
      signal: expect.any(AbortSignal),
    });
    expect(complete).toHaveBeenCalledWith({
      files: [{ id: 'F1', title: 'Flow 1' }],
      channel_id: CHANNEL,
      blocks: message.blocks,
    });
  });

  it('shares several at once, in their order, in a thread', async () => {
    const { share, begin, complete } = setUp();
    const files = [file, { ...file, title: 'Flow 2' }, { ...file, title: 'Flow 3' }];
    expect(await share({ ...target, threadTs: '1.2' }, files, message, begin)).toMatchObject({
      fileIds: ['F1', 'F2', 'F3'],
    });
    expect(complete).toHaveBeenCalledTimes(1);
    expect(complete).toHaveBeenCalledWith({
      files: [
        { id: 'F1', title: 'Flow 1' },
        { id: 'F2', title: 'Flow 2' },
        { id: 'F3', title: 'Flow 3' },
      ],
      channel_id: CHANNEL,
      thread_ts: '1.2',
      blocks: message.blocks,
    });
  });

  it.each(['invalid_blocks', 'invalid_blocks_format', 'internal_error'])(
    'goes with the words alone where Slack takes no blocks: %s',
    async (error) => {
      const { share, begin, complete, info } = setUp();
      complete.mockRejectedValueOnce(platformError(error));
      info.mockResolvedValue({ ok: true, file: { id: 'F1', channels: [] } });
      expect(await share(target, [file], message, begin)).toMatchObject({ fileIds: ['F1'] });
      expect(complete).toHaveBeenLastCalledWith({
        files: [{ id: 'F1', title: 'Flow 1' }],
        channel_id: CHANNEL,
        initial_comment: 'as asked',
      });
    },
  );

  it.each([
    [1024 * 1024, { snippet_type: 'json' }],
    [1024 * 1024 + 1, {}],
  ])('shares %i bytes of text as %j', async (length, type) => {
    const { share, begin, ticket } = setUp();
    await share(target, [{ ...file, content: ' '.repeat(length) }], message, begin);
    expect(ticket).toHaveBeenCalledWith({ filename: '1.json', length, ...type });
  });

  it.each([12, 1024 * 1024 + 1])(
    'shares %i bytes that are no text as what they are, never as a snippet',
    async (length) => {
      const { share, begin, ticket } = setUp();
      await share(target, [{ filename: '1.png', title: 'Flow 1', content: new Uint8Array(length) }], message, begin);
      expect(ticket).toHaveBeenCalledWith({ filename: '1.png', length });
    },
  );

  it('cuts an alt text that is longer than Slack takes', async () => {
    const { share, begin, ticket } = setUp();
    const picture = { filename: '1.png', title: 'Flow 1', content: new Uint8Array(12) };
    for (const length of [1000, 1001])
      await share(target, [{ ...picture, altText: 'x'.repeat(length) }], message, begin);
    expect(ticket.mock.calls.map(([given]) => given)).toMatchObject([
      { alt_txt: 'x'.repeat(1000) },
      { alt_txt: `${'x'.repeat(999)}…` },
    ]);
  });

  it.each([
    ['the answer is lost', lostAnswer()],
    ['the client asked a second time', platformError('file_not_found')],
  ])('finds the file in the channel where %s', async (_name, error) => {
    const { share, begin, complete, info } = setUp();
    complete.mockRejectedValue(error);
    info
      .mockResolvedValueOnce({ ok: true, file: { id: 'F1', channels: [] } })
      .mockResolvedValueOnce({ ok: true, file: { id: 'F1', channels: [CHANNEL], permalink: 'https://slack/F1' } });
    expect(await share(target, [file], message, begin)).toEqual({ fileIds: ['F1'], permalink: 'https://slack/F1' });
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('fails where the file is not in the channel', async () => {
    const { share, begin, complete, info } = setUp();
    complete.mockRejectedValue(lostAnswer());
    info.mockResolvedValue({ ok: true, file: { id: 'F1', channels: ['C000000002'] } });
    await expect(share(target, [file], message, begin)).rejects.toMatchObject({ kind: 'slack-unavailable' });
  });

  it.each([
    ['invalid_auth', 'slack-token'],
    ['missing_scope', 'slack-scope'],
    ['storage_limit_reached', 'slack-files-refused'],
    ['something_new', 'slack-refused'],
  ])('passes %s on as %s', async (code, kind) => {
    const { share, begin, complete, info } = setUp();
    complete.mockRejectedValue(platformError(code));
    await expect(share(target, [file], message, begin)).rejects.toMatchObject({ name: 'DeliveryError', kind, code });
    expect(info).not.toHaveBeenCalled();
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('shares nothing when an upload fails', async () => {
    const { share, begin, complete, fetch } = setUp();
    fetch.mockResolvedValueOnce(new Response('OK')).mockResolvedValueOnce(new Response('no', { status: 500 }));
    await expect(share(target, [file, file], message, begin)).rejects.toMatchObject({ kind: 'slack-unavailable' });
    expect(complete).not.toHaveBeenCalled();
    expect(begin).not.toHaveBeenCalled();
  });

  it('begins with all the files once they are uploaded, before anybody can see them', async () => {
    const { share, begin, complete, fetch } = setUp();
    begin.mockImplementation(async () => {
      expect(fetch).toHaveBeenCalledTimes(2);
      expect(complete).not.toHaveBeenCalled();
    });
    await share(target, [file, file], message, begin);
    expect(begin.mock.calls).toEqual([[['F1', 'F2']]]);
    expect(complete).toHaveBeenCalledTimes(1);
  });

  it('shares nothing where it may not begin, and says why', async () => {
    const { share, begin, complete } = setUp();
    const why = new Error('of another process');
    begin.mockRejectedValue(why);
    await expect(share(target, [file], message, begin)).rejects.toBe(why);
    expect(complete).not.toHaveBeenCalled();
  });
});

describe('find', () => {
  it.each(['channels', 'groups', 'ims'])('finds the files by the first of them, among %s', async (kind) => {
    const { find, info } = setUp();
    info.mockResolvedValue({ ok: true, file: { id: 'F1', [kind]: ['C1', CHANNEL], permalink: 'https://slack/F1' } });
    expect(await find(CHANNEL, ['F1', 'F2'])).toEqual({ fileIds: ['F1', 'F2'], permalink: 'https://slack/F1' });
    expect(info.mock.calls).toEqual([[{ file: 'F1' }]]);
  });

  it('finds none that is elsewhere', async () => {
    const { find, info } = setUp();
    info.mockResolvedValue({ ok: true, file: { id: 'F1', channels: ['C000000002'] } });
    expect(await find(CHANNEL, ['F1'])).toBeUndefined();
  });

  it.each(['file_not_found', 'file_deleted'])('finds none where Slack says %s', async (code) => {
    const { find, info } = setUp();
    info.mockRejectedValue(platformError(code));
    expect(await find(CHANNEL, ['F1'])).toBeUndefined();
  });

  it('does not take no answer for an answer', async () => {
    const { find, info } = setUp();
    info.mockRejectedValue(lostAnswer());
    await expect(find(CHANNEL, ['F1'])).rejects.toMatchObject({ name: 'DeliveryError', kind: 'slack-unavailable' });
  });
});
