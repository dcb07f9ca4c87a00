import { config } from 'dotenv';
import { readAccountsFile } from './accounts-file.ts';
import { variablesNamedIn } from './accounts-in-file.ts';
import { parseSettings } from './parse-settings.ts';
import { SECRET_SETTINGS, withSecretFiles } from './secret-files.ts';
import type { RawEnvironment, Settings } from './types.ts';

/** As curl and others have them: where both are set, the one in small letters counts. */
const IN_SMALL_LETTERS_TOO = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const;

function withSmallLetters(env: RawEnvironment): RawEnvironment {
  const found = IN_SMALL_LETTERS_TOO.map((name) => [name, env[name.toLowerCase()] ?? env[name]]);
  return { ...env, ...Object.fromEntries(found) };
}

/**
 * The settings that an environment spells out, with the files that it names: that of the accounts, and those of secrets.
 *
 * @throws {SettingsError} naming every problem at once, without the value of any secret.
 */
export async function settingsOf(given: RawEnvironment): Promise<Settings> {
  const path = given.ACCOUNTS_FILE?.trim();
  const accountsFile = path ? await readAccountsFile(path) : undefined;
  const ofAccounts = accountsFile?.kind === 'read' ? variablesNamedIn(accountsFile.content) : [];
  const { env, problems } = await withSecretFiles(withSmallLetters(given), [...SECRET_SETTINGS, ...ofAccounts]);
  return parseSettings(env, accountsFile, problems);
}

/**
 * The settings of this process: its environment, below it the `.env` file of the folder it was started in, and the files
 * that these name.
 *
 * @throws {SettingsError} naming every problem at once, without the value of any secret.
 */
export async function loadSettings(): Promise<Settings> {
  config({ quiet: true });
  // biome-ignore lint/style/noProcessEnv: this is the one place that reads the environment; all else is handed Settings
  return settingsOf(process.env);
}
