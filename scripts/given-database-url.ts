import { config } from 'dotenv';
import { withSecretFiles } from '../src/settings/secret-files.ts';

/**
 * `DATABASE_URL` as the bot has it: from the environment, `.env`, or the file that `DATABASE_URL_FILE` names. The other
 * settings are not looked at: a script must not depend on those of Slack, which `loadSettings` insists on.
 *
 * @throws {Error} where the file can't be read.
 */
export async function givenDatabaseUrl(): Promise<string> {
  config({ quiet: true });
  // biome-ignore lint/style/noProcessEnv: see above; no script has all the settings that would come with loadSettings
  const { env, problems } = await withSecretFiles(process.env, ['DATABASE_URL']);
  const problem = problems.get('DATABASE_URL');
  if (problem !== undefined) throw new Error(problem);
  return env.DATABASE_URL?.trim() || 'file:./data/flow-json.db';
}
