import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MANY_FLOWS } from '../../sandbox/cams/more-flows.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { SANDBOX_BOT_TOKEN } from '../../sandbox/slack/workspace.ts';
import { SUGGESTIONS } from '../../sandbox/suggestions.ts';
import type { SlackPage } from './support/page.ts';
import { sandboxPages } from './support/sandbox-page.ts';

const uploadAnswer = z.object({ upload_url: z.string().default(''), file_id: z.string().default('') });
const FLOW_ID = '1706000000000001';
const pages = await sandboxPages();

describe.skipIf(pages.isMissing)("the sandbox's page", () => {
  let sandbox: Sandbox;
  let slack: SlackPage;
  let page: Page;

  beforeAll(async () => {
    ({ sandbox, slack, page } = await pages.open({ suggestions: SUGGESTIONS, cams: { flows: MANY_FLOWS } }));
  });
  afterAll(pages.close);

  const composer = () => page.getByRole('textbox', { name: /^Message/ });
  const send = (text: string) => slack.send(text);

  it('offers what to type first', async () => {
    await page.getByRole('button', { name: SUGGESTIONS[0]?.command ?? '' }).click();
    await expect.poll(() => composer().inputValue()).toBe(`/flow-json ${FLOW_ID}`);
  });

  it('yields the snippet for a typed command', async () => {
    await composer().press('Enter');
    const snippet = page.getByRole('region', { name: `Snippet ${FLOW_ID}.json` });
    await snippet.waitFor();
    await snippet.getByText('"version"').waitFor();
    await snippet.getByRole('button', { name: /^Show more/ }).click();
    await snippet.getByText('"CONFIRM"').first().waitFor();
    await page.getByText(`Shared ${FLOW_ID}.json`).waitFor();
    await page.getByText('Only visible to you').first().waitFor();
  });

  it("shows the flow's picture, whose words say what is in it", async () => {
    // Beside the JSON, or in its thread where the machine is slow: from then on it is there at once.
    await send(`/flow-json ${FLOW_ID} picture`);
    const picture = page.getByRole('figure', { name: `Picture ${FLOW_ID}.png` }).last();
    await picture.getByRole('img', { name: /^Flow with 4 screens\. / }).waitFor({ timeout: 30_000 });
    const image = picture.getByRole('img');
    await expect.poll(() => image.evaluate((element) => Reflect.get(element, 'naturalWidth'))).toBeGreaterThan(600);
  });

  it('gives the file to download', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `Download ${FLOW_ID}.json` }).click();
    expect((await download).suggestedFilename()).toBe(`${FLOW_ID}.json`);
  });

  it('shows a failure with its policy and a button that works', async () => {
    sandbox.cams.failNext('1706000000000406', 'e400-ram-permission-deny');
    await send('/flow-json 1706000000000406');
    await page.getByText('"cams:GetFlowJSONAssest"').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('region', { name: 'Snippet 1706000000000406.json' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });

  it('says so where there is no such command', async () => {
    await send('/flow-jsn');
    await page.getByText('/flow-jsn is not a valid command.').waitFor();
  });

  it('shows another person no private line', async () => {
    await page.getByRole('combobox', { name: 'You look as' }).selectOption({ label: 'Priya Nair · admin' });
    await expect.poll(() => page.getByText('Only visible to you').count()).toBe(0);
    await page.getByRole('region', { name: `Snippet ${FLOW_ID}.json` }).waitFor();
  });

  it('shows the calls against the limit', async () => {
    const meter = page.getByRole('region', { name: 'Calls to Alibaba Cloud' });
    await expect.poll(() => meter.textContent()).toMatch(/Dropped\s*0/);
  });

  it('has suggestions under headings, faults apart', async () => {
    const faults = page.getByRole('region', { name: 'When something goes wrong' });
    await faults.getByRole('button', { name: /e400-ram-permission-deny/ }).waitFor();
    const follow = page.getByRole('region', { name: 'Follow a flow' });
    for (const word of ['watch', 'history', 'diff']) {
      await follow
        .getByRole('button', { name: new RegExp(`^/flow-json ${word} `) })
        .first()
        .waitFor();
    }
    const talk = page.getByRole('region', { name: 'Talk to it' });
    expect(await talk.getByRole('button').count()).toBe(2);
  });

  it('takes the permission away and gives it back', async () => {
    const permission = page.getByRole('region', { name: 'Switches' }).getByRole('checkbox', { name: /RAM permission/ });
    await permission.click();
    await expect.poll(() => sandbox.cams.permission.allows('GetFlowJSONAssest')).toBe(false);
    // A click gives what the page does not show: it has to show the one before.
    await expect.poll(() => permission.isChecked()).toBe(false);
    await permission.click();
    await expect.poll(() => sandbox.cams.permission.allows('GetFlowJSONAssest')).toBe(true);
  });

  it('opens a preview that shows the screens', async () => {
    const preview = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Open preview' }).first().click();
    const opened = await preview;
    await opened.getByRole('heading', { name: 'Clinic appointment', level: 1 }).waitFor();
    await opened.getByText('DEPARTMENT').first().waitFor();
    await opened.close();
  });

  it('walks through the picker by the keyboard, and leaves list and window by Escape', async () => {
    await send('/flow-json');
    const dialog = page.getByRole('dialog', { name: 'Get flow JSON' });
    const flows = dialog.getByRole('combobox', { name: 'Flows' });
    await flows.click();
    await dialog.getByRole('option').nth(59).waitFor();
    await flows.press('ArrowDown');
    await flows.press('ArrowDown');
    await flows.press('Enter');
    await dialog.getByRole('list', { name: 'Chosen' }).waitFor();
    await flows.press('Escape');
    await expect.poll(() => dialog.getByRole('option').count()).toBe(0);
    expect(await dialog.count()).toBe(1);
    await flows.press('Backspace');
    await expect.poll(() => dialog.getByRole('list', { name: 'Chosen' }).count()).toBe(0);
    await flows.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
  });

  it('lets reply in a thread, where no command works, and a mention brings the file and what failed', async () => {
    await send('Who knows this flow?');
    const message = page.getByRole('article').filter({ hasText: 'Who knows this flow?' }).first();
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Reply in thread' }).click();
    const reply = page.getByRole('textbox', { name: 'Reply in the thread' });
    const type = async (text: string) => {
      await reply.fill(text);
      await reply.press('Enter');
    };
    const thread = page.getByRole('region', { name: /^Thread/ });
    await type('/flow-json help');
    await thread.getByText('/flow-json is not supported in threads. Sorry!').waitFor();

    await type('@Flow JSON 1706000000000406 e400-unknown-resource-owner-id');
    await thread.getByText('@Flow JSON').first().waitFor();
    await thread.getByRole('region', { name: 'Snippet 1706000000000406.json' }).waitFor();
    const failed = thread.getByRole('article').filter({ hasText: 'I could not share 1 flow' });
    await failed.getByText('Only visible to you').waitFor();
    await type('@Flow JSON, do you?');
    await thread.getByText(/No flow's name, ID or category matches/).waitFor();
  });

  it('gives a file to what is typed in the direct message, and the usage to what is not understood', async () => {
    await page.getByRole('link', { name: /^Flow JSON/ }).click();
    await send('1706000000000406');
    await page.getByRole('region', { name: 'Snippet 1706000000000406.json' }).waitFor();
    await send('good morning');
    await page.getByText('Usage:').first().waitFor();
    await page.getByRole('link', { name: /^campaigns/ }).click();
  });

  it('shows pictures, opens one large and gives it to download', async () => {
    const picture = await page.screenshot();
    const api = async (method: string, args: Record<string, string>) => {
      const headers = { authorization: `Bearer ${SANDBOX_BOT_TOKEN}` };
      const body = new URLSearchParams(args);
      const answer = await fetch(`${sandbox.workspace.apiUrl}${method}`, { method: 'POST', headers, body });
      return uploadAnswer.parse(await answer.json());
    };
    const ids: string[] = [];
    for (const filename of ['one.png', 'two.png']) {
      const length = String(picture.length);
      const upload = await api('files.getUploadURLExternal', { filename, length, alt_txt: `Picture of ${filename}` });
      await fetch(upload.upload_url, { method: 'POST', body: new Uint8Array(picture) });
      ids.push(upload.file_id);
    }
    const files = JSON.stringify(ids.map((id) => ({ id })));
    const channel = sandbox.workspace.conversations.campaigns;
    await api('files.completeUploadExternal', { files, channel_id: channel });
    const message = page.getByRole('article').filter({ has: page.getByRole('img', { name: 'Picture of one.png' }) });
    await message.getByRole('img', { name: 'Picture of two.png' }).waitFor();
    await message.getByRole('button', { name: 'Open one.png' }).click();
    const large = page.getByRole('dialog', { name: 'one.png' });
    const download = page.waitForEvent('download');
    await large.getByRole('link', { name: 'Download one.png' }).click();
    expect((await download).suggestedFilename()).toBe('one.png');
    await large.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => large.count()).toBe(0);
  });

  it('is whole at 390 px: what is beside the conversation comes over it, and nothing is cut off', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const width = () => page.evaluate('document.documentElement.scrollWidth');
    expect(await width()).toBe(390);
    await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: /^partners/ }).click();
    await page.getByText('Hello from Lighthouse!').waitFor();
    await expect.poll(() => page.getByRole('navigation', { name: 'Conversations' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Try these' }).click();
    await page.getByRole('button', { name: '/flow-json list', exact: false }).first().click();
    await expect.poll(() => composer().inputValue()).toBe('/flow-json list');
    expect(await page.getByRole('complementary', { name: 'Sandbox' }).isVisible()).toBe(false);
    expect(await width()).toBe(390);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('is dark where the system is', async () => {
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).toBe('rgb(26, 29, 33)');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('logged no problem', () => {
    expect(slack.problems).toEqual([]);
  });
});
