import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { setUpInstallations } from './support.ts';

/** What a page answers, without a port. */
async function get(pages: Awaited<ReturnType<typeof setUpInstallations>>['pages'], path: string) {
  const request = Object.assign(new IncomingMessage(new Socket()), {
    url: path,
    method: 'GET',
    headers: {},
    params: {},
  });
  const response = new ServerResponse(request);
  const body = new Promise<string>((resolve) => {
    response.end = (chunk?: unknown) => {
      resolve(String(chunk));
      return response;
    };
  });
  pages.find((page) => path.startsWith(page.path))?.handler(request, response);
  return { body: await body, status: response.statusCode, cookie: String(response.getHeader('set-cookie')) };
}

describe('createOAuth', () => {
  it('has pages that a server of Socket Mode can serve', async () => {
    const { pages } = await setUpInstallations();
    expect(pages.map(({ path, method }) => [path, method])).toEqual([
      ['/slack/install', ['GET']],
      ['/slack/oauth_redirect', ['GET']],
    ]);
    const { body, cookie } = await get(pages, '/slack/install');
    expect(body).toContain('https://slack.test/oauth/v2/authorize?scope=commands');
    expect(cookie).toMatch(/^slack-app-oauth-state=/);
    const refused = await get(pages, '/slack/oauth_redirect?code=1&state=2');
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('slack_oauth_invalid_state');
  });

  it('comes back to the address that is set, and tells Slack so', async () => {
    const { pages } = await setUpInstallations({ redirectUri: 'https://bot.test/back' });
    expect(pages.map(({ path }) => path)).toEqual(['/slack/install', '/back']);
    const { body } = await get(pages, '/slack/install');
    expect(body).toContain(`redirect_uri=${encodeURIComponent('https://bot.test/back')}`);
  });
});
