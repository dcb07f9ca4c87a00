import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createDownloadFile, isOfSlack } from '../../../../src/slack/delivery/download-file.ts';

const API = 'https://slack.com/api/';
const ADDRESS = 'https://files.slack.com/files-pri/T1-F1/download/flow.json';
const MEGABYTE = 1024 * 1024;

function setUp(file: object, answer: () => Response = () => new Response('{}')) {
  const client = new webApi.WebClient('xoxb-1', { slackApiUrl: API });
  const info = vi.spyOn(client.files, 'info').mockResolvedValue({ ok: true, file });
  const fetch = vi.fn<typeof globalThis.fetch>(async () => answer());
  const admit = vi.fn(async (_bytes: number) => {});
  return { download: createDownloadFile(client, admit, fetch), fetch, info, admit };
}

describe('a file of Slack', () => {
  it('is read with the token of the bot, and no redirect is followed', async () => {
    const { download, fetch, info, admit } = setUp({ size: 2, url_private_download: ADDRESS });
    expect((await download('F1')).toString()).toBe('{}');
    expect(info).toHaveBeenCalledWith({ file: 'F1' });
    expect(admit).toHaveBeenCalledExactlyOnceWith(2);
    const [address, init] = fetch.mock.calls[0] ?? [];
    expect(address).toBe(ADDRESS);
    expect(init).toMatchObject({ headers: { authorization: 'Bearer xoxb-1' }, redirect: 'manual' });
  });

  it.each([
    ['a page to sign in', () => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })],
    ['a redirect to it', () => new Response(null, { status: 302, headers: { location: 'https://slack.com/signin' } })],
    ['a 404', () => new Response('', { status: 404 })],
  ])('is not seen where Slack answers with %s', async (_what, answer) => {
    const { download } = setUp({ size: 2, url_private_download: ADDRESS }, answer);
    await expect(download('F1')).rejects.toMatchObject({ kind: 'no-access' });
  });

  it.each([
    ['of another host', { size: 2, url_private: 'https://drive.example/flow.json' }],
    ['without an address', { size: 2 }],
  ])('%s is not asked for: the token stays with Slack', async (_what, file) => {
    const { download, fetch } = setUp(file);
    await expect(download('F1')).rejects.toMatchObject({ kind: 'no-access' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('is not seen where Slack knows no such file', async () => {
    const { download, info } = setUp({});
    info.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'file_not_found' }));
    await expect(download('F1')).rejects.toMatchObject({ kind: 'no-access' });
    info.mockRejectedValue(new webApi.WebAPIPlatformError({ ok: false, error: 'token_revoked' }));
    await expect(download('F1')).rejects.toMatchObject({ name: 'DeliveryError', kind: 'slack-token' });
  });

  it('is not read where it is too large, by what Slack says or by what comes', async () => {
    const said = setUp({ size: 11 * MEGABYTE, url_private: ADDRESS });
    await expect(said.download('F1')).rejects.toMatchObject({ kind: 'file-too-large' });
    expect(said.fetch).not.toHaveBeenCalled();
    const come = setUp({ size: 2, url_private: ADDRESS }, () => new Response(Buffer.alloc(11 * MEGABYTE)));
    await expect(come.download('F1')).rejects.toMatchObject({ kind: 'file-too-large' });
  });

  it.each([
    ['a fault', () => new Response('', { status: 503 })],
    ['nothing', () => Promise.reject(new TypeError('fetch failed')) as never],
  ])('can be tried again where Slack answers with %s', async (_what, answer) => {
    const { download } = setUp({ size: 2, url_private: ADDRESS }, answer);
    await expect(download('F1')).rejects.toMatchObject({ kind: 'file-unreachable' });
  });
});

describe('an address', () => {
  it.each([
    [ADDRESS, API, true],
    ['https://acme.slack.com/files/x', API, true],
    ['https://files.slack-gov.com/x', 'https://slack-gov.com/api/', true],
    ['http://127.0.0.1:8080/files-pri/F1/x', 'http://127.0.0.1:8080/api/', true],
    ['http://files.slack.com/x', API, false],
    ['https://files.slack.com:8443/x', API, false],
    ['https://user:pass@files.slack.com/x', API, false],
    ['https://slack.com.evil.example/x', API, false],
    ['https://evilslack.com/x', API, false],
    ['http://127.0.0.1:8081/x', 'http://127.0.0.1:8080/api/', false],
    ['no address', API, false],
  ])('%s, with the API at %s', (address, api, expected) => {
    expect(isOfSlack(address, api)).toBe(expected);
  });
});
