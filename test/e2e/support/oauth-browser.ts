import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { BotProcess } from '../../../sandbox/bot-process.ts';
import type { BotConnection } from '../../../sandbox/slack/bot-connection.ts';
import type { OAuthSlack, SlackCall } from './oauth-slack.ts';

export interface OAuthBrowserParts {
  /** It may be another one after a restart. */
  bot: () => BotProcess;
  slack: () => OAuthSlack;
  connection: () => BotConnection;
}

const unescaped = (html: string) => html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

/** Somebody who installs the app in a browser, and what Slack sends the bot afterwards. */
export function oauthBrowser({ bot, slack, connection }: OAuthBrowserParts) {
  /** The first step in the browser: the page with the button, and the cookie that it sets. */
  async function openInstallPage() {
    const page = await fetch(`${bot().url}/slack/install`);
    const [setCookie = ''] = page.headers.getSetCookie();
    const href = unescaped(/<a href="([^"]+)"/.exec(await page.text())?.[1] ?? '');
    return { authorizeUrl: new URL(href), setCookie, cookie: setCookie.split(';')[0] ?? '' };
  }

  /** The second: Slack asks, the person agrees, and Slack names the address to go back to. */
  async function agree(authorizeUrl: URL): Promise<string> {
    const page = await (await fetch(authorizeUrl)).text();
    const form = page.split('<form').find((each) => each.includes('>maya<')) ?? '';
    const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, unescaped(value)],
    );
    const agreed = await fetch(`${slack().url}/oauth/v2/authorize/callback`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    expect(agreed.status).toBe(302);
    return agreed.headers.get('location') ?? '';
  }

  async function install(): Promise<Response> {
    const { authorizeUrl, cookie } = await openInstallPage();
    return fetch(await agree(authorizeUrl), { headers: { cookie } });
  }

  const command = (teamId: string, text: string, more: object = {}) =>
    connection().send({
      command: '/flow-json',
      text,
      team_id: teamId,
      channel_id: 'C000000001',
      user_id: 'U000000001',
      trigger_id: randomBytes(8).toString('hex'),
      response_url: `${slack().url}/response`,
      ...more,
    });

  const event = (teamId: string | null, what: object, more: object = {}) =>
    connection().sendEvent({
      type: 'event_callback',
      team_id: teamId,
      event_id: `Ev${randomBytes(6).toString('hex')}`,
      event: what,
      ...more,
    });

  async function until(find: () => boolean): Promise<void> {
    const deadline = performance.now() + 20_000;
    while (!find()) {
      if (performance.now() > deadline) {
        throw new Error(`Not in time: ${JSON.stringify(slack().calls)}\n${bot().output()}`);
      }
      await new Promise((again) => setTimeout(again, 20));
    }
  }

  const callsOf = (method: string): SlackCall[] => slack().calls.filter((call) => call.method === method);

  return { openInstallPage, agree, install, command, event, until, callsOf };
}
