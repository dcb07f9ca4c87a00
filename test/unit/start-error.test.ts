import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/settings/parse-settings.ts';
import { explainStartError } from '../../src/start-error.ts';
import { StoreError, type StoreErrorKind } from '../../src/store/store-error.ts';

const settings = parseSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });
const explain = (error: unknown) => explainStartError(error, settings);

describe('explainStartError', () => {
  it.each([
    [new webApi.WebAPIPlatformError({ ok: false, error: 'invalid_auth' }), 'SLACK_BOT_TOKEN (invalid_auth)', true],
    [Object.assign(new Error('in use'), { code: 'EADDRINUSE' }), 'PORT 3000 is taken', true],
    [Object.assign(new Error('no'), { code: 'EACCES' }), 'PORT 3000 may not be used', true],
    [new webApi.WebAPIRequestError(new Error('fetch failed')), 'Slack could not be reached at slack.com', false],
  ])('says what to change: %s', (error, text, isSettings) => {
    expect(explain(error)).toEqual({ message: expect.stringContaining(text), isSettings });
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
