import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, type TestContext } from 'vitest';
import { close, freePort, listen } from '../../sandbox/slack/http.ts';

const START = resolve(import.meta.dirname, '../../src/start.mjs');
/** Less than a call to Slack that nobody answers takes, and more than a connection that a database doesn't take: 10 s. */
const ENDS_WITHIN_MS = 18_000;

/** What runs at the same time needs each test's own clean-up. */
type Finish = TestContext['onTestFinished'];

interface Starting {
  folder: string;
  child: ChildProcess;
  output(): string;
  /** Sends each signal, some milliseconds apart; gives the exit code, or the signal that ended it. */
  signal(...signals: NodeJS.Signals[]): Promise<number | NodeJS.Signals | null>;
}

/** A Slack that takes every call, and answers none. */
async function silentSlack(onTestFinished: Finish): Promise<{ apiUrl: string; called(): Promise<void> }> {
  let note = () => {};
  const called = new Promise<void>((done) => {
    note = done;
  });
  const server: Server = createServer(() => note());
  onTestFinished(() => close(server));
  return { apiUrl: `http://127.0.0.1:${await listen(server, 0)}/api/`, called: () => called };
}

async function startBot(settings: Record<string, string>, onTestFinished: Finish): Promise<Starting> {
  const folder = mkdtempSync(join(tmpdir(), 'flow-json-stop-'));
  const child = spawn(process.execPath, [START], {
    cwd: folder,
    env: {
      PORT: String(await freePort()),
      SLACK_BOT_TOKEN: 'xoxb-stop',
      SLACK_SIGNING_SECRET: 'stop-signing-secret',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tStopStopStop',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'stop-access-key-secret',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: string[] = [];
  for (const source of [child.stdout, child.stderr]) source?.on('data', (chunk) => written.push(String(chunk)));
  const exited = new Promise<number | NodeJS.Signals | null>((done) =>
    child.once('exit', (code, signal) => done(signal ?? code)),
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    folder,
    child,
    output: () => written.join(''),
    async signal(...signals) {
      for (const each of signals) {
        child.kill(each);
        await pause(50);
      }
      return Promise.race([exited, pause(ENDS_WITHIN_MS).then(() => null)]);
    },
  };
}

/** It ended in order: nothing was thrown, and the database was closed, which takes its log along. */
function endedCleanly({ output, folder }: Starting): void {
  expect(output()).not.toMatch(/\n?\s+at /);
  expect(output()).toContain('Stopped');
  const database = join(folder, 'data', 'flow-json.db');
  expect([existsSync(`${database}-wal`), existsSync(`${database}-shm`)]).toEqual([false, false]);
}

// Most of these are waiting, at the same time; the one that waits longest begins first.
describe.concurrent('a database that does not open', () => {
  it('keeps nobody from ending the bot', async ({ expect, onTestFinished }) => {
    // Takes connections, and says nothing.
    let note = () => {};
    const called = new Promise<void>((done) => {
      note = done;
    });
    const server: TcpServer = createTcpServer((socket) => {
      socket.on('error', () => {});
      onTestFinished(() => void socket.destroy());
      note();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const bot = await startBot({ DATABASE_URL: `postgres://bot:secret@127.0.0.1:${port}/bot` }, onTestFinished);
    await called;
    expect(await bot.signal('SIGTERM', 'SIGTERM')).toBe(0);
    expect(bot.output()).toContain('Stopped');
    expect(bot.output()).not.toMatch(/\n?\s+at /);
  });
});

describe.concurrent.each([
  ['HTTP', {}],
  ['Socket Mode', { SLACK_APP_TOKEN: 'xapp-1-stop', SLACK_SIGNING_SECRET: '' }],
])('a bot by %s that is asked to end before it has started', (_mode, settings: Record<string, string>) => {
  it.for<[string, NodeJS.Signals[]]>([
    ['once', ['SIGTERM']],
    ['twice in a row', ['SIGTERM', 'SIGTERM']],
    ['by Ctrl-C', ['SIGINT']],
  ])('ends in order while auth.test is under way: %s', async ([, signals], { expect, onTestFinished }) => {
    const slack = await silentSlack(onTestFinished);
    const bot = await startBot({ SLACK_API_URL: slack.apiUrl, ...settings }, onTestFinished);
    await slack.called();
    expect(await bot.signal(...signals)).toBe(0);
    endedCleanly(bot);
  });

  it('ends in order as soon as it listens for the signal, however little has been loaded', async ({
    expect,
    onTestFinished,
  }) => {
    const slack = await silentSlack(onTestFinished);
    for (const afterMs of [60, 120, 250, 400]) {
      const bot = await startBot({ SLACK_API_URL: slack.apiUrl, ...settings }, onTestFinished);
      await pause(afterMs);
      const ended = await bot.signal('SIGTERM');
      // Before the first line of it has run, the system ends it: there is nothing to close.
      expect([0, 'SIGTERM']).toContain(ended);
      expect(bot.output()).not.toMatch(/\n?\s+at /);
    }
  });
});
