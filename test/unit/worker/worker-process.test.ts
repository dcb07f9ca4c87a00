import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { Worker } from '../../../src/worker/worker.ts';
import { createWorkerProcess } from '../../../src/worker/worker-process.ts';

const file = new URL('./breaking-process.ts', import.meta.url);
/** A process of low priority starts late where others work: no limit here says how long anything should take. */
const WAIT_MS = 50_000;
const TEST = { timeout: WAIT_MS + 10_000 };
const workers: Worker[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.close();
});

function setUp(more: { file?: URL; timeoutMs?: number } = {}) {
  const warn = vi.fn((_facts: { err: unknown }, _message: string) => undefined);
  const worker = createWorkerProcess({
    name: 'The process for big flows',
    file,
    args: [],
    clock: systemClock,
    memoryMb: 24,
    nice: constants.priority.PRIORITY_BELOW_NORMAL,
    timeoutMs: WAIT_MS,
    startMs: 0,
    idleMs: WAIT_MS,
    warn,
    ...more,
  });
  workers.push(worker);
  return { worker, warn };
}

/** One that has ended and that nobody has asked how, as process 1 of a container may leave it, is not there. */
function isThere(pid: unknown): boolean {
  try {
    process.kill(Number(pid), 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('createWorkerProcess', TEST, () => {
  it.each([
    ['runs out of memory', 'out-of-memory', /^Error: It ended \(\w+\): FATAL ERROR: .*out of memory$/],
    ['crashes', 'out-of-memory', /: # Fatal JavaScript invalid size error 169220804$/],
    ['is killed', 'died', /^Error: It ended \(SIGKILL\): $/],
    ['throws', 'died', /^Error: It ended \(1\): Error: broken\n/],
    ['exits', 'died', /^Error: It ended \(3\): $/],
  ])('costs a job that %s nothing but the job, and says how it ended', async (job, kind, said) => {
    const { worker, warn } = setUp();
    const broken = worker.run(job);
    const behind = worker.run('answers');
    await expect(broken).rejects.toMatchObject({ name: 'WorkError', kind });
    expect(await behind).toBe('done');
    expect(warn).toHaveBeenCalledTimes(1);
    expect(String(warn.mock.calls[0]?.[0].err)).toMatch(said);
  });

  it('sees nothing of the environment and the flags of whoever started it', async () => {
    const { worker } = setUp();
    const allowed = ['MALLOC_ARENA_MAX', 'MALLOC_TRIM_THRESHOLD_', 'NODE_COMPILE_CACHE'];
    const seen = (await worker.run('sees the environment')) as string[];
    expect(seen.filter((name) => !allowed.includes(name))).toEqual([]);
    const flags = (await worker.run('sees the flags')) as string[];
    expect(flags).toContain('--max-old-space-size=24');
    expect(flags.filter((flag) => process.execArgv.includes(flag))).toEqual([]);
  });

  it('stands back for whoever started it, and ends before it where memory is short', async () => {
    const { worker } = setUp();
    expect(await worker.run('tells how it stands back')).toEqual({
      priority: constants.priority.PRIORITY_BELOW_NORMAL,
      ...(process.platform === 'linux' && { oom: '1000' }),
    });
  });

  it('leaves it to whoever started it when to stop', async () => {
    const { worker } = setUp();
    const pid = Number(await worker.run('tells which process it is'));
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.kill(pid, signal);
    expect(await worker.run('tells which process it is')).toBe(pid);
    expect(await worker.run('tells which process it is')).toBe(pid);
  });

  it('ends when it is closed, and nobody hears of it', async () => {
    const { worker, warn } = setUp();
    const pid = await worker.run('tells which process it is');
    expect(isThere(pid)).toBe(true);
    worker.close();
    await expect.poll(() => isThere(pid), { timeout: WAIT_MS }).toBe(false);
    expect(warn).not.toHaveBeenCalled();
  });

  it('ends when whoever started it was killed, though it waits for something itself', async ({ onTestFinished }) => {
    const parent = spawn(process.execPath, inNode(KILLED), { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    onTestFinished(() => void (isThere(pid) && process.kill(pid, 'SIGKILL')));
    expect(isThere(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isThere(pid), { timeout: WAIT_MS }).toBe(false);
  });

  it('that can not be started costs a job, and says why', async () => {
    const { worker, warn } = setUp({ file: new URL('./no-such-file.mjs', import.meta.url) });
    await expect(worker.run('answers')).rejects.toMatchObject({ name: 'WorkError', kind: 'died' });
    expect(String(warn.mock.calls[0]?.[0].err)).toContain('no-such-file.mjs');
  });

  it('costs a job nothing but the job where there is no file descriptor for it, and a picture nothing but the picture', async () => {
    const command = 'ulimit -n 256 && exec "$0" "$@"';
    const parent = spawn('/bin/sh', ['-c', command, process.execPath, ...inNode(WITHOUT_DESCRIPTORS)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await text(parent.stdout);
    expect(said.trim().split('\n')).toEqual([
      expect.stringMatching(/^warned: Error: It ended \(null\): spawn .*EMFILE$/),
      'WorkError died',
      'PictureError unavailable',
      'done',
    ]);
  });
});

const inNode = (script: string): string[] => ['--input-type=module', '--eval', script, import.meta.dirname];

/** Has such a process of its own. */
const PARENT = `
const folder = process.argv[1];
const { createWorkerProcess } = await import(folder + '/../../../src/worker/worker-process.ts');
const worker = createWorkerProcess({
  name: 'The process',
  file: new URL('file://' + folder + '/breaking-process.ts'),
  args: [],
  clock: { after: (ms, callback) => void setTimeout(callback, ms) },
  memoryMb: 24,
  nice: 0,
  timeoutMs: 50_000,
  startMs: 0,
  idleMs: 50_000,
  warn: ({ err }) => console.log('warned: ' + err),
});
`;

/** Says which process that is, and gives it a job that takes for ever. */
const KILLED = `
${PARENT}
const pid = await worker.run('tells which process it is');
void worker.run('is never done');
setImmediate(() => process.stdout.write(String(pid)));
setInterval(() => undefined, 1000);
`;

const WITHOUT_DESCRIPTORS = `
${PARENT}
const { closeSync, openSync } = await import('node:fs');
const { createPicturePool } = await import(folder + '/../../../src/picture/worker/pool.ts');
const tell = (error) => console.log(error.name, error.kind);
const pool = createPicturePool();
// What writes is there before nothing can be opened any more.
process.stdout.write('');
const held = [];
try {
  for (;;) held.push(openSync('/dev/null', 'r'));
} catch {}
await worker.run('answers').catch(tell);
await pool.drawFlow('{}').catch(tell);
for (const each of held) closeSync(each);
console.log(await worker.run('answers'));
worker.close();
pool.close();
process.exit();
`;
