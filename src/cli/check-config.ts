import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LANGUAGES, type Language } from '../checks/index.ts';
import { FAIL_ON, type FailOn, FORMATS, type Format, knownRules } from './check-options.ts';
import { UsageError } from './usage-error.ts';

const NAME = '.flowjsonrc.json';

/** What `.flowjsonrc.json` says. */
export interface CheckConfig {
  format?: Format | undefined;
  failOn?: FailOn | undefined;
  disable?: string[] | undefined;
  language?: Language | undefined;
  /** Globs, from where the file is, of what is not to be checked in directories and globs. */
  ignore?: string[] | undefined;
  /** Where it is; undefined where there is none. */
  directory?: string;
}

/** The nearest one in the directory or above it, but not above the root of a repository. */
function nearestConfig(cwd: string): string | undefined {
  for (let directory = cwd; ; directory = dirname(directory)) {
    const file = join(directory, NAME);
    if (existsSync(file)) return file;
    if (existsSync(join(directory, '.git')) || dirname(directory) === directory) return undefined;
  }
}

/**
 * @param named by --config
 * @throws {UsageError} where it can't be read, or says what it can't say
 */
export async function readConfig(cwd: string, named: string | undefined): Promise<CheckConfig> {
  const file = named === undefined ? nearestConfig(cwd) : resolve(cwd, named);
  if (file === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no valid JSON' : 'there is no such file';
    throw new UsageError(`Can't read the settings in ${file}: ${why}.`);
  }
  // Loaded where there is something to check only: it takes longer than the check of a flow.
  const { z } = await import('zod');
  const schema = z.strictObject({
    $schema: z.optional(z.string()),
    format: z.optional(z.enum(FORMATS)),
    failOn: z.optional(z.enum(FAIL_ON)),
    disable: z.optional(z.array(z.string())),
    language: z.optional(z.enum(LANGUAGES)),
    ignore: z.optional(z.array(z.string())),
  });
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    const wrong = error.issues.map(({ path, message }) => `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`);
    throw new UsageError(`The settings in ${file} are wrong: ${wrong.join('; ')}.`);
  }
  const { format, failOn, language, ignore } = data;
  return { format, failOn, language, ignore, disable: knownRules(data.disable ?? [], file), directory: dirname(file) };
}
