import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPage } from '../../sandbox/page-server.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { openBrowser } from './support/browser.ts';
import { sandboxes } from './support/desk.ts';
import { openSlackPage, type SlackPage } from './support/page.ts';

const DELIVERY = '17060000000000304';

const { start, close } = sandboxes();
const browser: Browser | undefined = await openBrowser();
if (browser === undefined) console.warn('No Chromium or Chrome is installed: the browser test is skipped.');

describe.skipIf(browser === undefined)("a watched flow in the sandbox's page", () => {
  let sandbox: Sandbox;
  let slack: SlackPage;
  let page: Page;
  let editor: Locator;

  beforeAll(async () => {
    sandbox = await start({ page: await buildPage() });
    if (browser === undefined) return;
    slack = await openSlackPage(browser, sandbox.workspace.url);
    ({ page } = slack);
    editor = page.getByRole('group').filter({ hasText: 'Edit a flow' });
  });
  afterAll(async () => {
    await browser?.close();
    await close();
  });

  const json = () => editor.getByRole('textbox', { name: 'JSON of the flow' });
  const save = () => editor.getByRole('button', { name: 'Save' }).click();
  const flowInAccount = () => sandbox.cams.flows().find(({ flowId }) => flowId === DELIVERY)?.json;

  it('shows the JSON of the flow that is chosen', async () => {
    await page.getByText('Edit a flow').click();
    await editor.getByText('time runs 60 times as fast').waitFor();
    await editor.getByRole('combobox', { name: 'Flow' }).selectOption({ label: 'Delivery feedback' });
    expect(JSON.parse(await json().inputValue())).toEqual(JSON.parse(flowInAccount() ?? ''));
  });

  it('takes nothing that is no JSON', async () => {
    const before = flowInAccount();
    const text = await json().inputValue();
    await json().fill('{"screens":');
    await save();
    await editor.getByText('That is no JSON object: nothing was saved.').waitFor();
    expect(flowInAccount()).toBe(before);
    await json().fill(text);
  });

  it('is told of in the channel once it is edited there', async () => {
    const calls = () => sandbox.cams.arrivals.filter(({ flowId }) => flowId === DELIVERY).length;
    await slack.send(`/flow-json watch ${DELIVERY} every 5m`);
    await page.getByText('This channel is told when').waitFor();
    // The file is downloaded a moment after the call, long before anybody has clicked twice.
    await expect.poll(calls, { timeout: 12_000 }).toBeGreaterThan(0);
    await editor.getByRole('button', { name: 'Change the first screen’s title' }).click();
    await save();
    await editor.getByText('Saved.').waitFor();
    const notice = page.getByRole('article').filter({ hasText: 'Delivery feedback changed: 1 screen edited' });
    await notice.first().waitFor({ timeout: 15_000 });
    await notice.getByRole('region', { name: `Snippet ${DELIVERY}-v1-v2.diff` }).waitFor();
    for (const name of ['Show full diff', 'Restore file', 'Mute for a day', 'Unwatch']) {
      await notice.getByRole('button', { name }).waitFor();
    }
    expect(await notice.count()).toBe(1);
  });

  it('logged no problem', () => {
    expect(slack.problems).toEqual([]);
  });
});
