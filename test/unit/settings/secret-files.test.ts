import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsOf } from '../../../src/settings/load-settings.ts';
import { SECRET_SETTINGS, withSecretFiles } from '../../../src/settings/secret-files.ts';
import { secretsOf } from '../../../src/settings/secrets.ts';
import { SettingsError } from '../../../src/settings/settings-error.ts';
import type { RawEnvironment } from '../../../src/settings/types.ts';
import { SLACK } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'secret-files-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function fileWith(content: string): string {
  files += 1;
  const path = join(folder, `secret-${files}`);
  writeFileSync(path, content);
  return path;
}

async function problemsOf(env: RawEnvironment): Promise<readonly string[]> {
  const error: unknown = await settingsOf(env).catch((thrown: unknown) => thrown);
  if (error instanceof SettingsError) return error.problems;
  throw new Error('expected a SettingsError');
}

describe('secrets in files', () => {
  it('are read without their last newline, and redacted as others are', async () => {
    const settings = await settingsOf({
      SLACK_BOT_TOKEN_FILE: fileWith('xoxb-1-from-file\n'),
      SLACK_SIGNING_SECRET_FILE: fileWith('signing-from-file\r\n'),
      ALIBABA_CLOUD_ACCESS_KEY_ID_FILE: fileWith('id'),
      ALIBABA_CLOUD_ACCESS_KEY_SECRET_FILE: fileWith('key-secret\n'),
      DATABASE_URL_FILE: fileWith('postgres://bot:hunter2@db/flows\n'),
    });
    expect(settings.slack).toMatchObject({ botToken: 'xoxb-1-from-file', signingSecret: 'signing-from-file' });
    expect(settings.accounts[0]?.accessKey).toMatchObject({ id: 'id', secret: 'key-secret' });
    expect(settings.databaseUrl).toBe('postgres://bot:hunter2@db/flows');
    expect(secretsOf(settings)).toEqual(['xoxb-1-from-file', 'signing-from-file', 'key-secret', 'hunter2']);
  });

  it.each(SECRET_SETTINGS)('can hold %s', async (name) => {
    const { env, problems } = await withSecretFiles({ [`${name}_FILE`]: fileWith('one\n') }, SECRET_SETTINGS);
    expect(env[name]).toBe('one');
    expect(problems.size).toBe(0);
  });

  it('lose one newline, and nothing else', async () => {
    const { env } = await withSecretFiles({ A_FILE: fileWith(' a\n\n') }, ['A']);
    expect(env.A).toBe(' a\n');
  });

  it('hold the keys that the file of accounts names', async () => {
    const accounts = fileWith(
      'accounts:\n  - { name: shop, access_key_id_env: SHOP_ID, access_key_secret_env: SHOP_SECRET }\n',
    );
    const keys = { SHOP_ID_FILE: fileWith('shop-id\n'), SHOP_SECRET_FILE: fileWith('shop-secret\n') };
    const settings = await settingsOf({ ...SLACK, ACCOUNTS_FILE: accounts, ...keys });
    expect(settings.accounts[0]?.accessKey).toEqual({ id: 'shop-id', secret: 'shop-secret', securityToken: undefined });
  });

  it.each([
    ['that does not exist', () => join(folder, 'nothing'), 'names a file that does not exist'],
    ['that is a folder', () => folder, 'names a folder: it must name a file'],
    ['that is empty', () => fileWith('\n'), 'names a file that is empty'],
  ])('name a file %s, and not what follows from it', async (_, path, fault) => {
    const env = { SLACK_SIGNING_SECRET: 'signing', SLACK_BOT_TOKEN_FILE: path() };
    expect(await problemsOf(env)).toEqual([`SLACK_BOT_TOKEN_FILE ${fault}`]);
  });

  it('are refused beside the same secret in the environment', async () => {
    const problems = await problemsOf({ ...SLACK, SLACK_BOT_TOKEN_FILE: fileWith('xoxb-2-other') });
    expect(problems).toEqual(['SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set: set one of them']);
  });

  it('show neither their content nor a path, which may be a secret in the wrong line', async () => {
    const unusable = fileWith('not-a-bot-token\n');
    const env = { SLACK_BOT_TOKEN_FILE: unusable, SLACK_SIGNING_SECRET_FILE: 'pasted-signing-secret' };
    const problems = (await problemsOf(env)).join('\n');
    expect(problems).toContain('SLACK_BOT_TOKEN must be a bot token');
    expect(problems).toContain('SLACK_SIGNING_SECRET_FILE names a file that does not exist');
    expect(problems).not.toMatch(/not-a-bot-token|pasted-signing-secret/);
  });

  it('are listed in the docs, all of them', () => {
    const docs = readFileSync(resolve(import.meta.dirname, '../../../docs/company.md'), 'utf8');
    const listed = [...docs.matchAll(/^\| `(\w+)` +\| `(\w+)_FILE` +\|$/gm)].map(([, name, file]) => [name, file]);
    expect(listed).toEqual(SECRET_SETTINGS.map((name) => [name, name]));
  });
});
