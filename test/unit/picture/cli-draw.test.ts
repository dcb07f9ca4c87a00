import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowOf, footer, screenOf } from './support/flows.ts';

const MAIN = resolve(import.meta.dirname, '../../../bin/flow-json-for-slack.mjs');
/** Each starts a process of its own. */
const SLOW = 30_000;

describe('flow-json-for-slack draw', () => {
  let folder: string;

  const run = (args: readonly string[], input?: string) =>
    new Promise<{ code: number; out: string; err: string }>((done) => {
      const child = execFile(process.execPath, [MAIN, ...args], { cwd: folder }, (error, out, err) => {
        done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
      child.stdin?.end(input ?? '');
    });
  const head = (name: string) => readFileSync(join(folder, name)).subarray(0, 5).toString('latin1');
  const put = (name: string, flow: unknown) => writeFileSync(join(folder, name), JSON.stringify(flow));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'draw-'));
    put('flow.json', flowOf(screenOf('A', [footer({ name: 'complete' })])));
    put('old.json', flowOf(screenOf('A', [footer({ name: 'complete' }, 'Old')])));
    put(
      'long.json',
      flowOf(...Array.from({ length: 13 }, (_, index) => screenOf(`S${index}`, [footer({ name: 'complete' })]))),
    );
    writeFileSync(join(folder, 'broken.json'), '{');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it(
    'draws PNG and SVG, from a file and from standard input',
    async () => {
      expect(await run(['draw', 'flow.json'])).toEqual({ code: 0, out: 'flow.png\n', err: '' });
      expect(head('flow.png')).toBe('\x89PNG\r');
      expect(await run(['draw', '-', '-o', 'in.svg'], readFileSync(join(folder, 'flow.json'), 'utf8'))).toMatchObject({
        code: 0,
        out: 'in.svg\n',
      });
      expect(head('in.svg')).toBe('<?xml');
    },
    SLOW,
  );

  it(
    'draws one screen, at a width, and what changed',
    async () => {
      expect(await run(['draw', 'flow.json', '-o', 'one.png', '--screen', 'A', '--width', '500'])).toMatchObject({
        code: 0,
      });
      expect(readFileSync(join(folder, 'one.png')).readUInt32BE(16)).toBe(500);
      expect(await run(['draw', 'flow.json', '-o', 'change.png', '--before', 'old.json'])).toMatchObject({
        code: 0,
        out: 'change.png\n',
      });
    },
    SLOW,
  );

  it(
    'draws an overview and pages of a long flow',
    async () => {
      expect(await run(['draw', 'long.json'])).toMatchObject({ code: 0, out: 'long.png\nlong-1.png\nlong-2.png\n' });
      expect(readdirSync(folder)).toEqual(expect.arrayContaining(['long.png', 'long-1.png', 'long-2.png']));
    },
    SLOW,
  );

  it.each([
    ['a file that is not there', ['draw', 'none.json'], 1, 'There is no such file or folder'],
    ['a folder', ['draw', '.'], 1, 'This is a folder'],
    ['what is no flow', ['draw', 'broken.json'], 1, 'This is not a Flow JSON'],
    ['a screen that is not there', ['draw', 'flow.json', '--screen', 'B'], 1, 'The flow has no such screen'],
    ['no file', ['draw'], 2, 'Name the file'],
    ['two files', ['draw', 'a', 'b'], 2, 'To compare two, use --before'],
    ['an unknown option', ['draw', 'flow.json', '--frames'], 2, "Unknown option '--frames'"],
    ['another kind of picture', ['draw', 'flow.json', '-o', 'a.gif'], 2, 'must end in .png or .svg'],
    ['a width that is none', ['draw', 'flow.json', '--width', 'wide'], 2, '--width takes a whole number'],
    ['an unknown command', ['paint'], 2, 'There is no command "paint"'],
    ['nothing', [], 2, 'Usage'],
  ])(
    'says what to do about %s',
    async (_, args, code, text) => {
      const found = await run(args);
      expect(found.code).toBe(code);
      expect(found.err).toContain(text);
      expect(found.err).not.toMatch(/\n\s+at /);
      expect(found.out).toBe('');
    },
    SLOW,
  );

  it(
    'helps',
    async () => {
      expect(await run(['draw', '--help'])).toMatchObject({ code: 0, err: '' });
      expect((await run(['--help'])).out).toContain('Draw a WhatsApp Flow as a picture');
    },
    SLOW,
  );
});
