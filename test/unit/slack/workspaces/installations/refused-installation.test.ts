import { type Installation, type InstallationStore, webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { InstallationError } from '../../../../../src/slack/workspaces/installations/installation-error.ts';
import {
  refusalLogger,
  takingBackRefused,
} from '../../../../../src/slack/workspaces/installations/refused-installation.ts';
import { installationOf } from './support.ts';

const loggerOf = () => {
  const [error, warn] = [vi.fn(), vi.fn()];
  const nothing = () => {};
  return {
    error,
    warn,
    logger: {
      ...{ debug: nothing, info: nothing, setLevel: nothing, setName: nothing },
      getLevel: () => 'error' as never,
      error,
      warn,
    },
  };
};

describe('an installation that is refused', () => {
  it.each([
    [
      Object.assign(new Error('Redirect url is missing the state'), { code: 'slack_oauth_missing_state' }),
      'missing_state',
    ],
    [Object.assign(new InstallationError('state-used'), { code: 'slack_oauth_invalid_state' }), 'state-used'],
    [new InstallationError('not-allowed', 'T9'), 'not-allowed T9'],
    [new webApi.WebAPIPlatformError({ ok: false, error: 'invalid_code' }), 'invalid_code'],
  ])('is logged by one line without a stack: %s', (error, words) => {
    const { logger, error: logged, warn } = loggerOf();
    refusalLogger(logger).error(error);
    expect(logged).not.toHaveBeenCalled();
    expect(warn.mock.calls).toEqual([[expect.stringContaining(words)]]);
    expect(String(warn.mock.calls[0]?.[0])).not.toMatch(/\n|\bat /);
  });

  it('leaves any other fault to the log as it is', () => {
    const { logger, error: logged, warn } = loggerOf();
    const fault = new TypeError('undefined is no function');
    refusalLogger(logger).error(fault);
    refusalLogger(logger).error('a', fault);
    expect(logged.mock.calls).toEqual([[fault], ['a', fault]]);
    expect(warn).not.toHaveBeenCalled();
  });

  /** A store that refuses everything, and what is called of Slack meanwhile. */
  function setUp({ kept = false, refusal = new InstallationError('not-allowed', 'T9') as Error } = {}) {
    const revoked: string[] = [];
    const fetch = vi.fn(async (url: unknown, init?: RequestInit) => {
      const token = new Headers(init?.headers).get('authorization') ?? '';
      if (String(url).endsWith('/auth.revoke')) revoked.push(token.replace('Bearer ', ''));
      return Response.json({ ok: true, revoked: true });
    });
    const store: InstallationStore = {
      storeInstallation: () => Promise.reject(refusal),
      fetchInstallation: () =>
        kept ? Promise.resolve(installationOf('T9')) : Promise.reject(new InstallationError('not-installed')),
    };
    const { logger, warn } = loggerOf();
    const options = { slackApiUrl: 'https://slack.test/api/', fetch, retryConfig: { retries: 0 } };
    return { revoked, fetch, warn, wrapped: takingBackRefused(store, options, logger) };
  }

  it('leaves no token that is good for anything', async () => {
    const { revoked, wrapped } = setUp();
    const user = { token: 'xoxp-1', scopes: [], id: 'U1' };
    const refused = wrapped.storeInstallation({ ...installationOf('T9'), user } as Installation);
    await expect(refused).rejects.toMatchObject({ kind: 'not-allowed' });
    expect(revoked).toEqual(['xoxb-T9', 'xoxp-1']);
  });

  it.each([
    ['the workspace has the app already', { kept: true }],
    ['it could not be stored for another reason', { refusal: new Error('the database is away') }],
  ])('revokes nothing where %s', async (_name, given) => {
    const { revoked, wrapped } = setUp(given);
    await expect(wrapped.storeInstallation(installationOf('T9'))).rejects.toThrow();
    expect(revoked).toEqual([]);
  });

  it('is refused in the same words where Slack does not take the token back, and the log says so', async () => {
    const { fetch, warn, wrapped } = setUp();
    fetch.mockResolvedValue(Response.json({ ok: false, error: 'internal_error' }));
    await expect(wrapped.storeInstallation(installationOf('T9'))).rejects.toMatchObject({ kind: 'not-allowed' });
    expect(warn).toHaveBeenCalledOnce();
  });
});
