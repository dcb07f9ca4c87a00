import { parseSettings, type SettingsFiles } from '../../../src/settings/parse-settings.ts';
import { SettingsError } from '../../../src/settings/settings-error.ts';
import type { YamlFile } from '../../../src/settings/yaml-file.ts';

/** The least that a bot of one workspace needs. */
export const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-secret', SLACK_SIGNING_SECRET: 'signing-secret' };

/** A file that was read, whose places nobody knows. */
export const fileOf = (content: unknown): YamlFile => ({ kind: 'read', content, placeOf: () => undefined });

/** Every problem of settings that can't be used; fails where they can. */
export function problemsOf(env: Record<string, string>, files?: SettingsFiles): readonly string[] {
  try {
    parseSettings(env, files);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
  }
  throw new Error('expected a SettingsError');
}
