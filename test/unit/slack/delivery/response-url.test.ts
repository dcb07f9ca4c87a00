import { describe, expect, it, vi } from 'vitest';
import { isResponseUrl, respondBy } from '../../../../src/slack/delivery/response-url.ts';
import { paragraphs } from '../../../../src/slack/messages/message.ts';

const API = 'https://slack.com/api/';

describe('isResponseUrl', () => {
  it.each([
    ['https://hooks.slack.com/commands/T1/1/abc', API],
    ['https://hooks.slack.com/actions/T1/1/abc', 'https://gateway.example/slack/api/'],
    ['https://hooks.slack-gov.com/app/T1/1/abc', 'https://slack-gov.com/api/'],
    ['http://127.0.0.1:8080/response/abc', 'http://127.0.0.1:8080/api/'],
  ])('takes %s, where the API is at %s', (address, apiUrl) => {
    expect(isResponseUrl(address, apiUrl)).toBe(true);
  });

  it.each([
    ['another host', 'https://evil.example/actions/T1/1/abc'],
    ['a host that ends alike', 'https://hooks.slack.com.evil.example/actions/1'],
    ['a host that begins otherwise', 'https://evilhooks.slack.com/actions/1'],
    ['a private address', 'http://169.254.169.254/latest/meta-data'],
    ['this machine', 'http://127.0.0.1:9000/response/abc'],
    ['no TLS', 'http://hooks.slack.com/actions/1'],
    ['another port', 'https://hooks.slack.com:8443/actions/1'],
    ['a user name', 'https://hooks.slack.com@evil.example/actions/1'],
    ['a user name before the right host', 'https://evil.example@hooks.slack.com/actions/1'],
    ['another scheme', 'file:///hooks.slack.com/actions/1'],
    ['an incoming webhook', 'https://hooks.slack.com/services/T1/B1/abc'],
    ['an incoming webhook by another path', 'https://hooks.slack.com/x/..//services/T1/B1/abc'],
    ['a workflow', 'https://hooks.slack.com/triggers/T1/1/abc'],
    ['no address', 'hooks.slack.com'],
  ])('refuses %s', (_name, address) => {
    expect(isResponseUrl(address, API)).toBe(false);
  });
});

describe('respondBy', () => {
  function setUp() {
    const fetch = vi.fn(async () => new Response('ok'));
    const log = { warn: vi.fn() };
    return { fetch, log, parts: { client: { slackApiUrl: API }, log } };
  }

  it('posts to an address of Slack', async () => {
    const { fetch, log, parts } = setUp();
    const respond = respondBy(parts, 'https://hooks.slack.com/actions/1', fetch);
    await respond?.({ ...paragraphs('told'), response_type: 'ephemeral', replace_original: false });
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(log.warn).not.toHaveBeenCalled();
  });

  it('posts to no other, and logs it without the address', () => {
    const { fetch, log, parts } = setUp();
    expect(respondBy(parts, 'https://evil.example/secret', fetch)).toBeUndefined();
    expect(log.warn.mock.calls).toEqual([['A response_url is not an address of Slack, so nothing is posted there']]);
  });

  it('says nothing where there is none', () => {
    const { log, parts } = setUp();
    expect(respondBy(parts, undefined)).toBeUndefined();
    expect(log.warn).not.toHaveBeenCalled();
  });
});
