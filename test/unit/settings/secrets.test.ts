import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import { secretsOf } from '../../../src/settings/secrets.ts';
import { SLACK } from './support.ts';

describe('secretsOf', () => {
  it('lists every secret that is set', () => {
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's1',
      ALIBABA_CLOUD_SECURITY_TOKEN: 's2',
    };
    expect(secretsOf(parseSettings({ ...SLACK, ...env }))).toEqual(['xoxb-1-secret', 'signing-secret', 's1', 's2']);
  });

  it('lists the password of a proxy, in each way it may be written and sent', () => {
    const proxies = { HTTPS_PROXY: 'http://bot:hunter%2F2@proxy:8080', HTTP_PROXY: 'http://bot@proxy:8080' };
    const sent = Buffer.from('bot:hunter/2').toString('base64');
    const secrets = secretsOf(parseSettings({ ...SLACK, ...proxies }));
    expect(secrets).toEqual(['xoxb-1-secret', 'signing-secret', 'hunter%2F2', 'hunter/2', sent]);
  });

  it.each([
    ['postgres://bot:hunter2@db/flows', ['hunter2']],
    ['postgres://bot:hunter%2F2@db/flows', ['hunter%2F2', 'hunter/2']],
    ['postgres://bot:hunter@2@db/flows', ['hunter@2', 'hunter%402']],
    ['postgres://bot@db/flows?password=hunter2', ['hunter2']],
    ['postgres://bot@db/flows', []],
    ['file:./hunter2.db', []],
  ])('lists the password in %s, in each way it may be written', (url, passwords) => {
    const secrets = secretsOf(parseSettings({ ...SLACK, DATABASE_URL: url }));
    expect(secrets).toEqual(['xoxb-1-secret', 'signing-secret', ...passwords]);
  });
});
