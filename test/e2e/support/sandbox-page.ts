import { buildPage } from '../../../sandbox/page-server.ts';
import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox.ts';
import { openBrowser } from './browser.ts';
import { sandboxes } from './desk.ts';
import { openSlackPage, type SlackPage } from './page.ts';

/** Sandboxes whose pages are open in a browser. */
export interface SandboxPages {
  /** There is no browser: nothing can be opened. */
  isMissing: boolean;
  open(options?: SandboxOptions): Promise<SlackPage & { sandbox: Sandbox; slack: SlackPage }>;
  /** Ends the browser and all sandboxes. */
  close(): Promise<void>;
}

export async function sandboxPages(): Promise<SandboxPages> {
  const { start, close } = sandboxes();
  const browser = await openBrowser();
  if (browser === undefined) console.warn('No Chromium or Chrome is installed: the browser test is skipped.');
  return {
    isMissing: browser === undefined,

    async open(options = {}) {
      if (browser === undefined) throw new Error('No Chromium or Chrome is installed');
      const sandbox = await start({ page: await buildPage(), ...options });
      const slack = await openSlackPage(browser, sandbox.workspace.url);
      return { ...slack, sandbox, slack };
    },

    async close() {
      await browser?.close();
      await close();
    },
  };
}
