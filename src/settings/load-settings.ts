import { config } from 'dotenv';
import { readAccountsFile } from './accounts-file.ts';
import { parseSettings } from './parse-settings.ts';
import type { Settings } from './types.ts';

/**
 * The settings of this process: its environment, below it the `.env` file of the folder it was started in, and the file
 * of accounts where one is named.
 *
 * @throws {SettingsError} naming every problem at once, without the value of any secret.
 */
export async function loadSettings(): Promise<Settings> {
  config({ quiet: true });
  // biome-ignore lint/style/noProcessEnv: this is the one place that reads the environment; all else is handed Settings
  const env = process.env;
  const path = env.ACCOUNTS_FILE?.trim();
  return parseSettings(env, path ? await readAccountsFile(path) : undefined);
}
