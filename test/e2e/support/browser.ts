import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian, Ubuntu and Google's own packages put it. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const ARGUMENTS = [
  // Chromium's own sandbox cannot run as root, as in a container; it opens nothing here but our page.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  // Nothing goes out on its own account.
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts the Chromium that is installed: the one that the environment variable `CHROMIUM_PATH` names, or one where Linux
 * packages put it.
 *
 * @returns undefined where none is found.
 * @throws when one is found, but does not start.
 */
export async function openBrowser(): Promise<Browser | undefined> {
  // biome-ignore lint/style/noProcessEnv: the machine says where its browser is; it is no setting of the bot.
  const { CHROMIUM_PATH } = process.env;
  const executablePath = CHROMIUM_PATH || INSTALLED.find(existsSync);
  return executablePath === undefined ? undefined : chromium.launch({ executablePath, args: ARGUMENTS });
}
