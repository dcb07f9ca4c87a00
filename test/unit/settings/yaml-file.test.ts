import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../../../src/settings/parse-settings.ts';
import { readYamlFile, type YamlFile } from '../../../src/settings/yaml-file.ts';
import { SLACK } from './support.ts';

const FILE = { ...SLACK, ACCOUNTS_FILE: 'accounts.yml' };

describe('readYamlFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'accounts-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(text: string): Promise<YamlFile> {
    const path = join(folder, 'accounts.yml');
    await writeFile(path, text);
    return readYamlFile(path);
  }

  it('reads YAML', async () => {
    expect(await read('accounts:\n  - name: a # the first\n')).toMatchObject({
      kind: 'read',
      content: { accounts: [{ name: 'a' }] },
    });
    expect(await read('')).toMatchObject({ kind: 'read', content: null });
  });

  it('knows where each part stands, and of what is not there the part around it', async () => {
    const file = await read('default: deny\nrules:\n  - name: a\n    who: [everybody, x]\n  - {odd: 1}\n');
    if (file.kind !== 'read') throw new Error('expected a file that was read');
    const { placeOf } = file;
    expect(placeOf(['default'])).toEqual({ line: 1, column: 10 });
    expect(placeOf(['default'], true)).toEqual({ line: 1, column: 1 });
    expect(placeOf(['rules', 0, 'who', 1])).toEqual({ line: 4, column: 22 });
    expect(placeOf(['rules', 1, 'odd'], true)).toEqual({ line: 5, column: 6 });
    expect(placeOf(['rules', 1, 'name'])).toEqual({ line: 5, column: 5 });
    expect(placeOf(['rules', 7, 'name'])).toEqual({ line: 3, column: 3 });
    expect(placeOf([])).toEqual({ line: 1, column: 1 });
  });

  it('reads the example, which needs its variables and nothing else', async () => {
    const content = await readYamlFile('accounts.example.yml');
    const names = [
      'PROD_ACCESS_KEY_ID',
      'PROD_ACCESS_KEY_SECRET',
      'STAGING_ACCESS_KEY_ID',
      'STAGING_ACCESS_KEY_SECRET',
    ];
    const env = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));
    expect(parseSettings({ ...FILE, ...env }, { accounts: content }).accounts.map(({ name }) => name)).toEqual([
      'production',
      'staging',
    ]);
  });

  it('tells the line of what is no YAML, and nothing that stands there', async () => {
    expect(await read('accounts:\n  - name: a\n   LTAI5tSecret: [\n')).toEqual({
      kind: 'unreadable',
      problems: expect.arrayContaining([expect.stringMatching(/^is no YAML: see line [34], column \d+$/)]),
    });
    expect(await read('accounts: *nowhere')).toEqual({
      kind: 'unreadable',
      problems: [expect.stringContaining('an alias')],
    });
  });

  it('tells of a file that is not there, or none', async () => {
    expect(await readYamlFile(join(folder, 'none.yml'))).toEqual({
      kind: 'unreadable',
      problems: [`names no file: ${join(folder, 'none.yml')}`],
    });
    expect(await readYamlFile(folder)).toEqual({
      kind: 'unreadable',
      problems: [`can not be read (EISDIR): ${folder}`],
    });
  });
});
