import type { AccountsFile } from '../../../src/settings/accounts-file.ts';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import { SettingsError } from '../../../src/settings/settings-error.ts';

/** The least that a bot of one workspace needs. */
export const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_SIGNING_SECRET: 'signing-secret' };

/** Every problem of settings that can't be used; fails where they can. */
export function problemsOf(env: Record<string, string>, file?: AccountsFile): readonly string[] {
  try {
    parseSettings(env, file);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
  }
  throw new Error('expected a SettingsError');
}
