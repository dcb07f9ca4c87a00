import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/main.ts';

const RIGHT = {
  version: '7.3',
  screens: [
    {
      id: 'A',
      title: 'A',
      terminal: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [{ type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } }],
      },
    },
  ],
};
const right = JSON.stringify(RIGHT, null, 2);
/** Refused: a digit in the screen's ID. */
const wrong = right.replace('"A"', '"A1"');
/** Advice only: an emoji in the Footer. */
const advised = right.replace('Done', 'Done 🚀');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'flow-json-check-'));
  // Above it may be a settings file of somebody's.
  mkdirSync(join(directory, '.git'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

async function run(args: string[], input = '') {
  let out = '';
  let err = '';
  const code = await runCommandLine(args, {
    cwd: directory,
    readInput: async () => input,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

const filesIn = (out: string) => (JSON.parse(out) as { files: { file: string; findings: { rule: string }[] }[] }).files;

describe('exit codes', () => {
  beforeEach(() => write({ 'right.json': right, 'wrong.json': wrong, 'advised.json': advised }));

  it.each([
    [['check', 'right.json'], 0],
    [['check', 'wrong.json'], 1],
    [['check', 'right.json', 'wrong.json'], 1],
    [['check', 'advised.json'], 0],
    [['check', '--fail-on', 'advice', 'advised.json'], 1],
    [['check', '--fail-on', 'never', 'wrong.json'], 0],
    [['check', '--disable', 'screen-id-characters', 'wrong.json'], 0],
    [
      [
        'check',
        '--disable',
        'emoji-in-footer,screen-id-characters',
        '--fail-on',
        'advice',
        'wrong.json',
        'advised.json',
      ],
      0,
    ],
    [['check'], 2],
    [['check', 'none.json'], 2],
    [['check', '*.none'], 2],
    [['check', '--format', 'xml', 'right.json'], 2],
    [['check', '--fail-on', 'all', 'right.json'], 2],
    [['check', '--disable', 'no-such-rule', 'right.json'], 2],
    [['check', '--no-such-option', 'right.json'], 2],
    [['check', '--config', 'none.json', 'right.json'], 2],
    [['check', '--help'], 0],
    [['check', '--version'], 0],
    [['constructor'], 2],
    [[], 2],
  ])('%j: %i', async (args, expected) => {
    const { code, out, err } = await run(args);
    expect(code).toBe(expected);
    if (expected === 2) expect(`${err}${out}`).toMatch(/\S/);
    if (expected === 2 && args.length > 0) expect(out).toBe('');
    expect(err).not.toMatch(/\n {4}at /);
  });
});

describe('what is checked', () => {
  it('standard input', async () => {
    const { code, out } = await run(['check', '--format', 'json', '-'], wrong);
    expect(code).toBe(1);
    expect(filesIn(out)).toMatchObject([
      {
        file: 'stdin',
        findings: [
          {
            rule: 'screen-id-characters',
            severity: 'refused',
            line: 5,
            column: 13,
            pointer: '/screens/0/id',
            screen: 'A1',
            metaCode: 'PATTERN_MISMATCH',
          },
        ],
      },
    ]);
  });

  it('in a directory what holds a flow, broken or wrapped, and nothing of others', async () => {
    write({
      'flows/a.json': right,
      'flows/deep/b.json': `{"flow_json": ${JSON.stringify(right)}}`,
      'flows/broken.json': '{"screens": [,]}',
      'flows/package.json': '{"name": "x"}',
      'flows/notes.txt': wrong,
      'flows/node_modules/c.json': wrong,
    });
    const { out, err } = await run(['check', '--format', 'json', 'flows']);
    expect(filesIn(out).map(({ file }) => file)).toEqual(['flows/a.json', 'flows/broken.json', 'flows/deep/b.json']);
    expect(err).toBe('1 .json file holds no flow and was not checked.\n');
  });

  it('a glob, and each file once', async () => {
    write({ 'a.json': right, 'b/c.json': right });
    const { out } = await run(['check', '--format', 'json', '**/*.json', 'a.json']);
    expect(filesIn(out).map(({ file }) => file)).toEqual(['a.json', 'b/c.json']);
  });

  it('a wrapped flow, with the lines of the file', async () => {
    write({ 'w.json': `{\n"name": "x",\n"flow": ${wrong}}` });
    const { out } = await run(['check', '--format', 'json', 'w.json']);
    expect(filesIn(out)[0]?.findings).toMatchObject([{ line: 7, column: 13, pointer: '/flow/screens/0/id' }]);
    write({ 't.json': JSON.stringify({ flow_json: wrong }) });
    const inText = await run(['check', '--format', 'json', 't.json']);
    expect(filesIn(inText.out)[0]?.findings).toMatchObject([
      { line: 1, column: 14, pointer: '/flow_json', message: expect.stringContaining('(/screens/0/id, 5:13)') },
    ]);
    expect((await run(['check', 't.json'])).out).toContain('t.json ("flow_json" › text)');
  });
});

describe('.flowjsonrc.json', () => {
  it('says how to check, from the directory or above it; the command line has the last word', async () => {
    write({
      'w.json': wrong,
      'advised.json': advised,
      'legacy/old.json': wrong,
      '.flowjsonrc.json': JSON.stringify({
        failOn: 'advice',
        format: 'json',
        disable: ['screen-id-characters'],
        ignore: ['legacy/**'],
        language: 'zh-CN',
      }),
    });
    const { code, out } = await run(['check', '.']);
    expect(code).toBe(1);
    expect(filesIn(out)).toMatchObject([
      { file: 'advised.json', findings: [{ message: expect.stringMatching(/表情/) }] },
      { file: 'w.json', findings: [] },
    ]);
    expect((await run(['check', '--fail-on', 'refused', '.'])).code).toBe(0);
  });

  it('is told of when it is wrong', async () => {
    for (const [text, why] of [
      ['{', 'no valid JSON'],
      ['{"failon": "advice"}', 'failon'],
      ['{"disable": ["x"]}', 'no such rule'],
    ] as const) {
      write({ 'a.json': right, '.flowjsonrc.json': text });
      const { code, err } = await run(['check', 'a.json']);
      expect(code).toBe(2);
      expect(err).toContain(why);
    }
  });
});

describe('formats', () => {
  beforeEach(() => write({ 'wrong.json': wrong, 'right.json': right }));

  it('text: what people read', async () => {
    const { out } = await run(['check', 'wrong.json', 'right.json']);
    expect(out).toBe(`wrong.json
Checks: 1 that Meta refuses

── Screen A1 ──

Line 5:13 · refused
  The screen ID "A1" contains "1"; only letters and underscores are allowed.
  Fix: Rename it, for example to A_ONE.
  Rule: screen-id-characters · Meta calls it: PATTERN_MISMATCH

2 files checked: 1 that Meta refuses
`);
  });

  it('github', async () => {
    const { out } = await run(['check', '--format', 'github', 'wrong.json', 'right.json']);
    expect(out).toMatch(/^::error file=wrong\.json,line=5,col=13,title=screen-id-characters::A1: The screen ID .*\n$/);
  });

  it('sarif', async () => {
    const { out } = await run(['check', '--format', 'sarif', 'wrong.json']);
    expect(JSON.parse(out)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'screen-id-characters' }] }],
    });
  });
});
