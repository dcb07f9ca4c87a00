import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SlackPage } from './support/page.ts';
import { sandboxPages } from './support/sandbox-page.ts';

const pages = await sandboxPages();

describe.skipIf(pages.isMissing)("the surfaces in the sandbox's page", () => {
  let slack: SlackPage;
  let page: Page;

  beforeAll(async () => {
    ({ slack, page } = await pages.open());
  });
  afterAll(pages.close);

  const send = (text: string) => slack.send(text);
  const message = (text: string): Locator => page.getByRole('article').filter({ hasText: text }).first();
  const snippet = (flowId: string) => page.getByRole('region', { name: `Snippet ${flowId}.json` });

  async function chooseOnMessage(text: string): Promise<void> {
    await message(text).hover();
    await message(text).getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Get flow JSON' }).click();
  }

  it("offers the shortcut in a message's menu, and shows the result in its thread", async () => {
    await send('Please check 1706000000000406 before Thursday');
    await chooseOnMessage('Please check 1706000000000406');
    const thread = page.getByRole('region', { name: /^Thread · \d/ });
    await thread.getByRole('region', { name: 'Snippet 1706000000000406.json' }).waitFor();
    await thread.getByText('Blocked').waitFor();
  });

  it('lets choose among several flows of a message', async () => {
    await send('Is 1706000000000001 or 17060000000000304 the newer one?');
    await chooseOnMessage('Is 1706000000000001 or');
    const dialog = page.getByRole('dialog', { name: 'Flows in the message' });
    await dialog.getByRole('checkbox', { name: /1706000000000001/ }).uncheck();
    await dialog.getByRole('radio', { name: 'This conversation' }).check();
    await dialog.getByRole('button', { name: 'Get', exact: true }).click();
    await snippet('17060000000000304').waitFor();
    expect(await dialog.count()).toBe(0);
    expect(await snippet('1706000000000001').count()).toBe(0);
  });

  it('suggests flows while one types, in the window that a bare command opens', async () => {
    await send('/flow-json');
    const dialog = page.getByRole('dialog', { name: 'Get flow JSON' });
    const flows = dialog.getByRole('combobox', { name: 'Flows' });
    await flows.fill('insur');
    await page.getByRole('option', { name: /^Home insurance quote/ }).click();
    await dialog.getByRole('button', { name: /^Remove Home insurance quote/ }).waitFor();
    await dialog.getByRole('button', { name: 'Get', exact: true }).click();
    await snippet('170600000000000203').waitFor();
  });

  it('opens the window by the global shortcut, and closes it by Escape', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: 'Get flow JSON…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Get flow JSON' });
    await dialog.getByRole('combobox', { name: 'Conversation' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
  });

  it('lists the flows, and fetches one by its button', async () => {
    await send('/flow-json list shop');
    await page.getByText('There are no flows that match “shop”').waitFor();
    await send('/flow-json list loyalty');
    await message('Flows that match “loyalty”').getByRole('button', { name: 'Get', exact: true }).click();
    await snippet('17b6a07d3e584c29b1f6420c8d9e7a55').waitFor();
  });

  it('has favourites and recent fetches in the Home tab', async () => {
    await page
      .getByRole('article')
      .filter({ has: snippet('17b6a07d3e584c29b1f6420c8d9e7a55') })
      .getByRole('button', { name: 'Add to favourites' })
      .click();
    await page.getByText('to your favourites').waitFor();
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: /^Flow JSON/ })
      .click();
    await page.getByRole('tab', { name: 'Home' }).click();
    const home = page.getByRole('tabpanel');
    await home.getByText('Your favourites').waitFor();
    await home.getByText('Loyalty enrolment').first().waitFor();
    await home.getByText(/of 300 .*calls in the last minute/).waitFor();
    // By its name, not its ID alone: above the recent fetches.
    expect(await home.getByText('Loyalty enrolment').count()).toBe(2);
    await home.getByRole('button', { name: 'Remove' }).click();
    await home.getByText('None yet.').first().waitFor();
  });

  it('speaks Chinese with whoever has chosen it', async () => {
    await page.getByRole('combobox', { name: 'You look as' }).selectOption({ label: 'Lin Xia' });
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: /^campaigns/ })
      .click();
    await send('/flow-json');
    const dialog = page.getByRole('dialog', { name: '获取流程 JSON' });
    await dialog.getByRole('button', { name: '取消' }).click();
    await expect.poll(() => dialog.count()).toBe(0);
  });

  it('logged no problem', () => {
    expect(slack.problems).toEqual([]);
  });
});
