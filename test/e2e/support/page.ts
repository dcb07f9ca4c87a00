import type { Browser, Page } from 'playwright-core';

/** A page in the sandbox's Slack, and what one does there again and again. */
export interface SlackPage {
  page: Page;
  /** Errors and warnings that the page has logged. */
  problems: string[];
  /** Types into the composer, and sends. */
  send(text: string): Promise<void>;
}

/** @param url of the workspace. */
export async function openSlackPage(browser: Browser, url: string): Promise<SlackPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(url);
  return {
    page,
    problems,
    async send(text) {
      const composer = page.getByRole('textbox', { name: /^Message/ });
      await composer.fill(text);
      await composer.press('Enter');
    },
  };
}
