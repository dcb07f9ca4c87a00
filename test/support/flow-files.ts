import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Flows that were written for the tests, each a file: of several versions, with every component and action. */
export const FIXTURE_FLOWS = resolve(import.meta.dirname, '../fixtures/flows');

/**
 * A folder with flows of others, which may not be in the repository: a second source, where the environment names one.
 *
 * @throws where it names a folder that is not there.
 */
export function sampleFlows(): string | undefined {
  // biome-ignore lint/style/noProcessEnv: a setting of the tests, not of the bot
  const folder = process.env.FLOW_SAMPLES;
  if (!folder) return undefined;
  if (!existsSync(folder)) throw new Error(`FLOW_SAMPLES names ${folder}, which is not there`);
  return resolve(folder);
}

export const flowNamesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

/** The file as it is. */
export const readFlow = (folder: string, name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');
