import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { ProxyRefused } from '../../src/proxy.ts';
import { parseSettings } from '../../src/settings/parse-settings.ts';
import { OrganisationToken } from '../../src/slack/workspaces/installations/one-workspace.ts';
import { explainStartError } from '../../src/start-error.ts';
import { StoreError, type StoreErrorKind } from '../../src/store/store-error.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };
const settings = parseSettings(SLACK);
const explain = (error: unknown) => explainStartError(error, settings);

describe('explainStartError', () => {
  it.each([
    [new webApi.WebAPIPlatformError({ ok: false, error: 'invalid_auth' }), 'SLACK_BOT_TOKEN (invalid_auth)', true],
    [new OrganisationToken(), 'this is the token of a whole organization', true],
    [Object.assign(new Error('in use'), { code: 'EADDRINUSE' }), 'PORT 3000 is taken', true],
    [Object.assign(new Error('no'), { code: 'EACCES' }), 'PORT 3000 may not be used', true],
    [new webApi.WebAPIRequestError(new Error('fetch failed')), 'Slack could not be reached at slack.com', false],
  ])('says what to change: %s', (error, text, isSettings) => {
    expect(explain(error)).toEqual({ message: expect.stringContaining(text), isSettings });
  });

  it.each([
    [407, 'refuses the user name and password in HTTPS_PROXY (407)', true],
    [403, 'refuses to connect to slack.com (403)', true],
    [502, "can't connect to slack.com (502)", false],
  ])('says what a proxy answered: %i', (status, text, isSettings) => {
    const error = new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: new ProxyRefused(status) }));
    const proxied = parseSettings({ ...SLACK, HTTPS_PROXY: 'http://bot:hunter2@proxy.example.com:8080' });
    const { message, ...rest } = explainStartError(error, proxied);
    expect(message).toContain(`The proxy proxy.example.com:8080 ${text}`);
    expect(message).not.toContain('hunter2');
    expect(rest).toEqual({ isSettings });
  });

  it("names NODE_EXTRA_CA_CERTS where the certificate is of a CA that isn't known", () => {
    const cause = Object.assign(new Error('self-signed'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    const { message, isSettings } = explain(new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause })));
    expect(message).toContain('set NODE_EXTRA_CA_CERTS');
    expect(isSettings).toBe(true);
  });

  it('passes on what the store says', () => {
    const error = new StoreError('store-damaged', 'The file is no database. Restore it, then start again.');
    expect(explain(error)).toEqual({ message: error.message, isSettings: false });
  });

  it('tells an address of the database that is wrong from a database that fails', () => {
    const isSettings: Readonly<Record<StoreErrorKind, boolean>> = {
      'store-url': true,
      'store-refused': true,
      'store-key': true,
      'store-unreachable': false,
      'store-too-old': false,
      'store-damaged': false,
      'store-locked': false,
      'store-unwritable': false,
      'store-full': false,
      'store-newer': false,
      'store-failed': false,
    };
    for (const [kind, expected] of Object.entries(isSettings)) {
      expect([kind, explain(new StoreError(kind as StoreErrorKind, 'x')).isSettings]).toEqual([kind, expected]);
    }
  });

  it('names both tokens in Socket Mode', () => {
    const inSocketMode = parseSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
    const error = new webApi.WebAPIPlatformError({ ok: false, error: 'invalid_auth' });
    expect(explainStartError(error, inSocketMode).message).toContain('SLACK_BOT_TOKEN or SLACK_APP_TOKEN');
  });
});
