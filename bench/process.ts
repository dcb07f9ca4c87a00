import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface RunningProcess {
  url: string;
  /** From the start of the process to its first answer on /health; milliseconds. */
  startMs: number;
  /** Resident memory; megabytes. */
  rssMb(): number;
  stop(): Promise<void>;
}

export const SIGNING_SECRET = 'bench-signing-secret';
const START_DEADLINE_MS = 20_000;

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const isUp = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((again) => setTimeout(again, 5));
  }
  throw new Error(`${child.spawnargs.join(' ')} did not start`);
}

/** Starts a TypeScript file of this repository as a process of its own, with these settings and no others. */
export async function startProcess(file: string, settings: Record<string, string>): Promise<RunningProcess> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '..', file)], {
    // An empty folder, so that nobody's own .env is read.
    cwd: mkdtempSync(join(tmpdir(), 'flow-json-bench-')),
    env: { PORT: String(port), SLACK_SIGNING_SECRET: SIGNING_SECRET, LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(url, child);
  return {
    url,
    startMs: performance.now() - startedAt,
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () =>
      new Promise((stopped) => {
        child.once('exit', () => stopped());
        child.kill('SIGKILL');
      }),
  };
}
