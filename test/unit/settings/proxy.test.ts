import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../src/settings/load-settings.ts';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import { problemsOf, SLACK } from './support.ts';

const proxyOf = (env: Record<string, string>) => parseSettings({ ...SLACK, ...env }).proxy;
const PROXY = 'http://proxy.example.com:8080';
const METADATA = '100.100.100.200';

describe('the proxy', () => {
  it('is none where none is set', () => {
    expect(proxyOf({ NO_PROXY: 'example.com' })).toBeUndefined();
  });

  it('never sees the metadata of an instance', () => {
    expect(proxyOf({ HTTPS_PROXY: PROXY })).toEqual({ https: PROXY, http: undefined, except: METADATA });
  });

  it('is for HTTPS too where HTTP_PROXY is set alone', () => {
    expect(proxyOf({ HTTP_PROXY: PROXY })).toEqual({ https: PROXY, http: PROXY, except: METADATA });
  });

  it('is gone around for the hosts of NO_PROXY, and those below them', () => {
    const NO_PROXY = 'Slack.com, .aliyuncs.com *.example.com,files.example.org:8443 10.0.0.1';
    const around =
      'slack.com,.slack.com,aliyuncs.com,.aliyuncs.com,example.com,.example.com,files.example.org:8443,10.0.0.1';
    expect(proxyOf({ HTTPS_PROXY: PROXY, NO_PROXY })?.except).toBe(`${around},${METADATA}`);
    expect(proxyOf({ HTTPS_PROXY: PROXY, NO_PROXY: '*' })).toBeUndefined();
  });

  it('may be set in small letters, which count where both are', async () => {
    const env = { ...SLACK, HTTPS_PROXY: 'http://other:1', https_proxy: PROXY, no_proxy: '10.0.0.1' };
    expect((await settingsOf(env)).proxy).toEqual({ https: PROXY, http: undefined, except: `10.0.0.1,${METADATA}` });
  });

  it.each([
    'proxy.example.com:8080',
    'socks5://proxy.example.com:1080',
    'http://bot:hunter2@',
    'http://bot:hunter2%@proxy.example.com',
  ])('has to have an address: %s', (address) => {
    const [problem, ...others] = problemsOf({ ...SLACK, HTTPS_PROXY: address });
    expect(problem).toContain('HTTPS_PROXY must be the address of a proxy, as http://proxy.example.com:8080');
    expect(problem).not.toContain('hunter2');
    expect(others).toEqual([]);
  });
});
