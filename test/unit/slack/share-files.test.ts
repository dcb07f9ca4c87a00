import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createShareFile } from '../../../src/slack/share-file.ts';
import { instantClock } from '../support/fakes.ts';

const CHANNEL = 'C000000001';
const file = { filename: '1.json', title: 'Flow 1', text: '{}', comment: 'as asked' };
const platformError = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });
const lostAnswer = () => new webApi.WebAPIRequestError(new Error('socket hang up'));

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const ticket = vi
    .spyOn(client.files, 'getUploadURLExternal')
    .mockResolvedValue({ ok: true, upload_url: 'https://files.slack.com/upload', file_id: 'F1' });
  const complete = vi
    .spyOn(client.files, 'completeUploadExternal')
    .mockResolvedValue({ ok: true, files: [{ id: 'F1', permalink: 'https://slack/F1' }] });
  const info = vi.spyOn(client.files, 'info');
  const fetch = vi.fn(async (_url: string | URL | Request, _init?: RequestInit) => new Response('OK'));
  return { shareFile: createShareFile({ client, clock: instantClock, fetch }), ticket, complete, info, fetch };
}

describe('createShareFile', () => {
  it('uploads the text, and shares it as a snippet', async () => {
    const { shareFile, ticket, complete, fetch } = setUp();
    expect(await shareFile(CHANNEL, { ...file, text: '{"ä":1}' })).toEqual({
      fileId: 'F1',
      permalink: 'https://slack/F1',
    });
    expect(ticket).toHaveBeenCalledWith({ filename: '1.json', length: 8, snippet_type: 'json' });
    expect(String(fetch.mock.calls[0]?.[1]?.body)).toBe('{"ä":1}');
    expect(complete).toHaveBeenCalledWith({
      files: [{ id: 'F1', title: 'Flow 1' }],
      channel_id: CHANNEL,
      initial_comment: 'as asked',
    });
  });

  it.each([
    [1024 * 1024, { snippet_type: 'json' }],
    [1024 * 1024 + 1, {}],
  ])('shares %i bytes as %j', async (length, type) => {
    const { shareFile, ticket } = setUp();
    await shareFile(CHANNEL, { ...file, text: ' '.repeat(length) });
    expect(ticket).toHaveBeenCalledWith({ filename: '1.json', length, ...type });
  });

  it.each([
    ['the answer is lost', lostAnswer()],
    ['the client asked a second time', platformError('file_not_found')],
  ])('finds the file in the channel where %s', async (_name, error) => {
    const { shareFile, complete, info } = setUp();
    complete.mockRejectedValue(error);
    info
      .mockResolvedValueOnce({ ok: true, file: { id: 'F1', channels: [] } })
      .mockResolvedValueOnce({ ok: true, file: { id: 'F1', channels: [CHANNEL], permalink: 'https://slack/F1' } });
    expect(await shareFile(CHANNEL, file)).toEqual({ fileId: 'F1', permalink: 'https://slack/F1' });
  });

  it('fails where the file is not in the channel', async () => {
    const { shareFile, complete, info } = setUp();
    complete.mockRejectedValue(lostAnswer());
    info.mockResolvedValue({ ok: true, file: { id: 'F1', channels: ['C000000002'] } });
    await expect(shareFile(CHANNEL, file)).rejects.toMatchObject({ kind: 'slack-unavailable' });
  });

  it.each([
    ['invalid_auth', 'slack-token'],
    ['missing_scope', 'slack-scope'],
    ['storage_limit_reached', 'slack-files-refused'],
    ['something_new', 'slack-refused'],
  ])('passes %s on as %s', async (code, kind) => {
    const { shareFile, complete, info } = setUp();
    complete.mockRejectedValue(platformError(code));
    await expect(shareFile(CHANNEL, file)).rejects.toMatchObject({ name: 'DeliveryError', kind, code });
    expect(info).not.toHaveBeenCalled();
  });

  it('shares nothing when the upload fails', async () => {
    const { shareFile, complete, fetch } = setUp();
    fetch.mockResolvedValue(new Response('no', { status: 500 }));
    await expect(shareFile(CHANNEL, file)).rejects.toMatchObject({ kind: 'slack-unavailable' });
    expect(complete).not.toHaveBeenCalled();
  });
});
