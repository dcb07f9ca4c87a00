/**
 * Installs the bot's app as somebody does it in a browser: its page, Slack's page, and back.
 *
 * @param botUrl of the bot, as `http://127.0.0.1:3000`.
 * @throws where a page is not as expected.
 */
export async function installApp(botUrl: string): Promise<void> {
  const page = await fetch(`${botUrl}/slack/install`);
  const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const href = /<a href="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
  const agreed = await fetch(href, { redirect: 'manual' });
  const back = agreed.headers.get('location');
  if (back === null) throw new Error(`Slack did not send the browser back: HTTP ${agreed.status}`);
  const installed = await fetch(back, { headers: { cookie } });
  if (!installed.ok) throw new Error(`The app was not installed: ${await installed.text()}`);
}
