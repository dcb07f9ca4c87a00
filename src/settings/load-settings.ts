import { config } from 'dotenv';
import { variablesNamedIn } from './accounts-in-file.ts';
import { parseSettings } from './parse-settings.ts';
import { SECRET_SETTINGS, withSecretFiles } from './secret-files.ts';
import type { RawEnvironment, Settings } from './types.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

/** As curl and others have them: where both are set, the one in small letters counts. */
const IN_SMALL_LETTERS_TOO = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const;

function withSmallLetters(env: RawEnvironment): RawEnvironment {
  const found = IN_SMALL_LETTERS_TOO.map((name) => [name, env[name.toLowerCase()] ?? env[name]]);
  return { ...env, ...Object.fromEntries(found) };
}

async function fileAt(setting: string | undefined): Promise<YamlFile | undefined> {
  const path = setting?.trim();
  return path ? readYamlFile(path) : undefined;
}

/**
 * The settings that an environment spells out, with the files that it names: those of the accounts, of who may do what, and
 * of secrets.
 *
 * @throws {SettingsError} naming every problem at once, without the value of any secret.
 */
export async function settingsOf(given: RawEnvironment): Promise<Settings> {
  const [accounts, access] = await Promise.all([fileAt(given.ACCOUNTS_FILE), fileAt(given.ACCESS_FILE)]);
  const ofAccounts = accounts?.kind === 'read' ? variablesNamedIn(accounts.content) : [];
  const { env, problems } = await withSecretFiles(withSmallLetters(given), [...SECRET_SETTINGS, ...ofAccounts]);
  return parseSettings(env, { accounts, access }, problems);
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
