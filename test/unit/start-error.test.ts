import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/settings.ts';
import { explainStartError } from '../../src/start-error.ts';

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
});
