import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AccountsFile, readAccountsFile } from '../../../src/settings/accounts-file.ts';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import { SLACK } from './support.ts';

const FILE = { ...SLACK, ACCOUNTS_FILE: 'accounts.yml' };

describe('readAccountsFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'accounts-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(text: string): Promise<AccountsFile> {
    const path = join(folder, 'accounts.yml');
    await writeFile(path, text);
    return readAccountsFile(path);
  }

  it('reads YAML', async () => {
    expect(await read('accounts:\n  - name: a # the first\n')).toEqual({
      kind: 'read',
      content: { accounts: [{ name: 'a' }] },
    });
    expect(await read('')).toEqual({ kind: 'read', content: null });
  });

  it('reads the example, which needs its variables and nothing else', async () => {
    const content = await readAccountsFile('accounts.example.yml');
    const names = [
      'PROD_ACCESS_KEY_ID',
      'PROD_ACCESS_KEY_SECRET',
      'STAGING_ACCESS_KEY_ID',
      'STAGING_ACCESS_KEY_SECRET',
    ];
    const env = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
    expect(parseSettings({ ...FILE, ...env }, content).accounts.map(({ name }) => name)).toEqual([
      'production',
      'staging',
    ]);
  });

  it('tells the line of what is no YAML, and nothing that stands there', async () => {
    expect(await read('accounts:\n  - name: a\n   LTAI5tSecret: [\n')).toEqual({
      kind: 'unreadable',
      problem: expect.stringMatching(/^is no YAML: see line [34]$/),
    });
    expect(await read('accounts: *nowhere')).toEqual({
      kind: 'unreadable',
      problem: expect.stringContaining('an alias'),
    });
  });

  it('tells of a file that is not there, or none', async () => {
    expect(await readAccountsFile(join(folder, 'none.yml'))).toEqual({
      kind: 'unreadable',
      problem: `names no file: ${join(folder, 'none.yml')}`,
    });
    expect(await readAccountsFile(folder)).toEqual({
      kind: 'unreadable',
      problem: `can not be read (EISDIR): ${folder}`,
    });
  });
});
