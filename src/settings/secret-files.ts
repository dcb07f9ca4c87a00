import { readFile } from 'node:fs/promises';
import type { Environment } from './schema/environment.ts';
import type { RawEnvironment } from './types.ts';

/** Settings whose value nobody may see. Each may be in a file instead, which the same name with `_FILE` behind it names. */
export const SECRET_SETTINGS = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'TOKEN_ENCRYPTION_KEY',
  'TOKEN_ENCRYPTION_OLD_KEYS',
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'DATABASE_URL',
  'HTTPS_PROXY',
  'HTTP_PROXY',
] as const satisfies (keyof Environment)[];

export interface WithSecretFiles {
  env: RawEnvironment;
  /** By the name of the setting, what is wrong with its file; neither the file's content nor its path, which may be a secret that was pasted into the wrong line. */
  problems: ReadonlyMap<string, string>;
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'names a file that does not exist',
  ENOTDIR: 'names a file that does not exist',
  EACCES: "names a file that this process isn't allowed to read",
  EPERM: "names a file that this process isn't allowed to read",
  EISDIR: 'names a folder: it must name a file',
};

function unreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown fault';
  return UNREADABLE[code] ?? `names a file that can not be read (${code})`;
}

async function secretIn(path: string): Promise<{ secret: string } | { problem: string }> {
  try {
    const secret = (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
    return secret.trim() === '' ? { problem: 'names a file that is empty' } : { secret };
  } catch (error) {
    return { problem: unreadable(error) };
  }
}

/**
 * The environment with the secrets that Docker and Kubernetes hand over as files: for each name, the content of the file that
 * `NAME_FILE` names, without its last newline.
 *
 * @param names of settings, or of the variables that the file of accounts names.
 */
export async function withSecretFiles(env: RawEnvironment, names: readonly string[]): Promise<WithSecretFiles> {
  const found = new Map<string, string>();
  const problems = new Map<string, string>();
  const named = [...new Set(names)].filter((name) => env[`${name}_FILE`]?.trim());
  for (const name of named) {
    if (env[name]?.trim()) {
      problems.set(name, `${name} and ${name}_FILE are both set: set one of them`);
      continue;
    }
    const read = await secretIn(env[`${name}_FILE`]?.trim() ?? '');
    if ('secret' in read) found.set(name, read.secret);
    else problems.set(name, `${name}_FILE ${read.problem}`);
  }
  return { env: { ...env, ...Object.fromEntries(found) }, problems };
}
