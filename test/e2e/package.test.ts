import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
/** All that the command line needs of what npm installs: with the bot's packages missing, nothing of the bot is loaded. */
const NEEDED = ['fastest-levenshtein', 'fdir', 'jsonc-parser', 'picomatch', 'tinyglobby', 'zod'];

let directory: string;
let files: string[];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'flow-json-package-'));
  const pack = spawnSync('npm', ['pack', '--json', '--pack-destination', directory], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const packed: unknown = JSON.parse(pack.stdout);
  // npm 12 gives an object by name, older ones a list.
  const [one] = Object.values(packed as Record<string, { filename: string; files: { path: string }[] }>);
  files = one?.files.map(({ path }) => path) ?? [];
  mkdirSync(join(directory, 'node_modules'));
  spawnSync('tar', ['-xzf', join(directory, one?.filename ?? ''), '-C', join(directory, 'node_modules')]);
  cpSync(join(directory, 'node_modules/package'), join(directory, 'node_modules/flow-json-for-slack'), {
    recursive: true,
  });
  for (const name of NEEDED) symlinkSync(join(ROOT, 'node_modules', name), join(directory, 'node_modules', name));
  writeFileSync(join(directory, 'wrong.json'), '{"version": "7.3", "screens": []}');
}, 120_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const run = (args: string[], input = '') =>
  spawnSync(
    process.execPath,
    [join(directory, 'node_modules/flow-json-for-slack/bin/flow-json-for-slack.mjs'), ...args],
    {
      cwd: directory,
      encoding: 'utf8',
      input,
    },
  );

describe('the packed tarball', () => {
  it('has what the command line needs, and no source, test, sandbox or settings', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'bin/flow-json-for-slack.mjs',
        'dist/cli/start.js',
        'docs/checks.md',
        'LICENSE',
        'README.md',
      ]),
    );
    expect(
      files.filter(
        (path) =>
          !/^(bin\/|dist\/(cli|checks|picture)\/|dist\/(likeness|text)\.js$|docs\/checks\.md$|LICENSE$|README\.md$|package\.json$)/.test(
            path,
          ),
      ),
    ).toEqual([]);
  });

  it('checks a file and standard input as installed, below node_modules, with nothing of the bot', () => {
    const file = run(['check', 'wrong.json', '--format', 'json']);
    expect(file.stderr).toBe('');
    expect(file.status).toBe(1);
    expect(JSON.parse(file.stdout)).toMatchObject({
      files: [{ file: 'wrong.json', findings: [{ rule: 'too-few-items' }] }],
    });
    expect(run(['check', '-'], '{').status).toBe(1);
  });

  it('reads settings, finds globs, and gives its version', () => {
    writeFileSync(join(directory, '.flowjsonrc.json'), '{"disable": ["too-few-items"]}');
    expect(run(['check', '*.json']).status).toBe(0);
    expect(run(['check', '--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
