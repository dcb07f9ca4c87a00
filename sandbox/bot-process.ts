import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { freePort } from './slack/http.ts';

/** The bot, or another TypeScript file of this repository, as a process of its own. */
export interface BotProcess {
  /** As `http://127.0.0.1:8080`. */
  url: string;
  /** Slack's request URL. */
  requestUrl: string;
  /** From the start of the process to its first answer on /health; milliseconds. */
  startMs: number;
  /** What it wrote so far, both streams together; empty where `output` is `inherit`. */
  output(): string;
  pid: number;
  /** False once it has ended, however that came. */
  isRunning(): boolean;
  /** What ended it: a signal, as `SIGKILL` where the kernel had no memory for it, or an exit code; undefined while it runs. */
  endedBy(): string | undefined;
  /** Resident memory; megabytes. Throws where it has ended. */
  rssMb(): number;
  /** The most that it was so far. */
  peakRssMb(): number;
  /**
   * Ends it.
   *
   * @returns its exit code; null where the signal ended it.
   */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface BotProcessOptions {
  /** Where it listens; any free one if not given. */
  port?: number;
  /** Below the repository's root. */
  file?: string;
  /** `inherit` shows it on this process's streams; `keep` holds it for `output()`. */
  output?: 'inherit' | 'keep';
  /** No file that it writes may grow larger: what a full disk looks like. Kilobytes. */
  fileSizeLimitKb?: number;
  /** The `cgroup.procs` of a control group that it is in from its first moment on. */
  cgroupProcs?: string;
}

/** Whatever ends this process: the others do not stay behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const ROOT = resolve(import.meta.dirname, '..');
const START_FILE = 'src/start.mjs';
/** It takes a second; several at once on a machine that is slow and busy take many. */
const START_WITHIN_MS = 50_000;
const POLL_MS = 10;

/** What `npm start` hands to Node.js: as little memory as that takes, this one takes. */
const START_FLAGS = packageJson.scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** What a shell does before it becomes the process. */
function limitsOf({ fileSizeLimitKb, cgroupProcs }: BotProcessOptions): string[] {
  return [
    // POSIX counts this limit in blocks of 512 bytes.
    ...(fileSizeLimitKb === undefined ? [] : [`ulimit -f ${fileSizeLimitKb * 2}`]),
    ...(cgroupProcs === undefined ? [] : [`echo $$ > '${cgroupProcs}'`]),
  ];
}

const limited = (limits: readonly string[], program: readonly [string, ...string[]]): readonly [string, ...string[]] =>
  limits.length === 0 ? program : ['/bin/sh', '-c', `${limits.join(' && ')} && exec "$0" "$@"`, ...program];

async function untilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const isUp = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((again) => setTimeout(again, POLL_MS));
  }
  child.kill('SIGKILL');
  throw new Error(`${child.spawnargs.join(' ')} did not start (exit code ${child.exitCode}):\n${output()}`);
}

/**
 * Starts a process with these settings and no others: not those of this process, nor anybody's `.env`.
 *
 * @throws where it doesn't answer on /health in time, with what it wrote.
 */
export async function startBotProcess(
  settings: Readonly<Record<string, string>>,
  options: BotProcessOptions = {},
): Promise<BotProcess> {
  const { file = START_FILE, output: keepOrShow = 'keep' } = options;
  const port = options.port ?? (await freePort());
  const startedAt = performance.now();
  const stream = keepOrShow === 'inherit' ? 'inherit' : 'pipe';
  const flags = file === START_FILE ? START_FLAGS : [];
  const program: readonly [string, ...string[]] = [process.execPath, ...flags, resolve(ROOT, file)];
  const [command, ...args] = limited(limitsOf(options), program);
  const child = spawn(command, args, {
    cwd: mkdtempSync(join(tmpdir(), 'flow-json-')),
    env: { PORT: String(port), ...settings },
    stdio: ['ignore', stream, stream],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const written: string[] = [];
  for (const source of [child.stdout, child.stderr]) source?.on('data', (chunk) => written.push(String(chunk)));
  const output = () => written.join('');
  const exited = new Promise<number | null>((done) => child.once('exit', done));

  const memoryMb = (name: string) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child, output);
  return {
    url,
    requestUrl: `${url}/slack/events`,
    startMs: performance.now() - startedAt,
    output,
    pid: child.pid ?? 0,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    endedBy: () => child.signalCode ?? (child.exitCode === null ? undefined : `exit code ${child.exitCode}`),
    rssMb: () => memoryMb('VmRSS'),
    peakRssMb: () => memoryMb('VmHWM'),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return exited;
    },
  };
}
