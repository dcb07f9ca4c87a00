import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { buildPage } from '../sandbox/page-server.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { SUGGESTIONS } from '../sandbox/suggestions.ts';
import { openBrowser } from '../test/e2e/support/browser.ts';

const FOLDER = fileURLToPath(new URL('../docs/', import.meta.url));

async function send(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message/ });
  await composer.fill(text);
  await composer.press('Enter');
}

/** Makes the README's pictures: the sandbox as it is, with commands typed into it. */
const PICTURES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async sandbox(page) {
    await send(page, '/flow-json 1706000000000001');
    await page.getByText('Shared 1706000000000001.json').waitFor();
    await page.getByText('"DEPARTMENT"').first().waitFor();
  },
};

const browser = await openBrowser();
if (browser === undefined) throw new Error('No Chromium or Chrome is installed');
await mkdir(FOLDER, { recursive: true });
const sandbox = await startSandbox({ page: await buildPage(), suggestions: SUGGESTIONS });
for (const [name, picture] of Object.entries(PICTURES)) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(sandbox.workspace.url);
  await picture(page);
  await page.screenshot({ path: `${FOLDER}${name}.png` });
  await page.close();
}
await browser.close();
await sandbox.close();
