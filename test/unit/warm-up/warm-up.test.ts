import { execFile } from 'node:child_process';
import http from 'node:http';
import { Server, Socket } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Picture } from '../../../src/picture/index.ts';
import { sampleFile } from '../../../src/warm-up/sample-flow.ts';
import { warmUp } from '../../../src/warm-up/warm-up.ts';

vi.mock(import('../../../src/warm-up/sample-flow.ts'), { spy: true });

const PICTURE: Picture = {
  kind: 'whole',
  page: 0,
  screens: [],
  png: Buffer.from('png'),
  alt: 'A flow',
  width: 1,
  height: 1,
};
const CAMS_TIMEOUT_MS = 10_000;
const ON = { pictureProcesses: 1 };
const OFF = { pictureProcesses: 0 };

/** Whatever sends by `fetch`, `node:http`, `node:https` or a socket of its own connects by this. */
const spyOnConnect = () => vi.spyOn(Socket.prototype, 'connect');
let connect: ReturnType<typeof spyOnConnect>;
const addresses = () =>
  connect.mock.calls.map(([given]: unknown[]) => {
    const { host, port } = z.object({ host: z.string(), port: z.coerce.string() }).parse([given].flat()[0]);
    return `${host}:${port}`;
  });

beforeEach(() => {
  connect = spyOnConnect();
});
afterEach(() => {
  connect.mockRestore();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function parts({ giveWay = () => setImmediate() }: { giveWay?: () => Promise<void> } = {}) {
  const drawFlow = vi.fn(async (_json: string) => [PICTURE]);
  const log = { debug: vi.fn(), warn: vi.fn() };
  const picturePool = { drawFlow, drawChange: vi.fn(), warmUp: vi.fn(), load: { processes: 0, waiting: 0 } };
  return { bot: { picturePool, giveWay }, drawFlow, log };
}

describe('warmUp', () => {
  it('has flows drawn by the processes of the bot, and shares them with nobody', async () => {
    const { bot, drawFlow, log } = parts();
    await warmUp(bot, ON, log);
    // One share has a picture: which of the files it got is left to the order in which they came.
    const [shared, ...more] = drawFlow.mock.calls.map(([json]) => JSON.parse(json));
    expect([0, 1, 2, 3, 4].map((number) => JSON.parse(sampleFile(number).toString()))).toContainEqual(shared);
    expect(more).toEqual([0, 1, 2].map((number) => JSON.parse(sampleFile(number).toString())));
    expect(log.warn).not.toHaveBeenCalled();
    // Not one thing went wrong on the way, either.
    expect(log.debug.mock.calls).toEqual([[{ tookMs: expect.any(Number) }, 'Warmed up']]);
  });

  it('reaches nobody but its own stand-in on this machine', async () => {
    const { bot, log } = parts();
    await warmUp(bot, OFF, log);
    expect(new Set(addresses().map((address) => address.replace(/\d+$/, 'PORT')))).toEqual(new Set(['127.0.0.1:PORT']));
    expect(new Set(addresses()).size).toBe(1);
  });

  it('draws nothing where the bot draws nothing', async () => {
    const { bot, drawFlow, log } = parts();
    await warmUp(bot, OFF, log);
    expect(drawFlow).not.toHaveBeenCalled();
    expect(log.debug.mock.calls.map(([, message]) => message)).toEqual(['Warmed up']);
  });

  it('goes on only when nobody waits for an ack', async () => {
    const free = Promise.withResolvers<void>();
    const { bot, log } = parts({ giveWay: () => free.promise });
    const warm = warmUp(bot, OFF, log);
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    expect(connect).not.toHaveBeenCalled();
    free.resolve();
    await warm;
    expect(connect).toHaveBeenCalled();
  });

  it('leaves no port and no database open', async () => {
    const listen = vi.spyOn(Server.prototype, 'listen');
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    const { bot, log } = parts();
    await warmUp(bot, OFF, log);
    const servers = listen.mock.contexts as Server[];
    expect(servers.map(({ listening }) => listening)).toEqual([false]);
    const databases = new Set(exec.mock.contexts as DatabaseSync[]);
    expect([...databases].map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  it('says so where a flow could not be shared, whatever the reply', async () => {
    vi.mocked(sampleFile).mockReturnValueOnce(Buffer.from('no flow'));
    const { bot, log } = parts();
    await warmUp(bot, OFF, log);
    expect(log.warn.mock.calls).toEqual([
      [{ err: new Error('Of 5 flows 4 were shared') }, expect.stringContaining('Could not warm up')],
    ]);
    expect(log.debug).not.toHaveBeenCalledWith(expect.anything(), 'Warmed up');
  });

  it('sends nothing where Node would send it by a proxy', async () => {
    const { globalAgent } = http;
    http.globalAgent = new http.Agent({ proxyEnv: { HTTP_PROXY: 'http://127.0.0.1:9' } });
    const { bot, log } = parts();
    await warmUp(bot, ON, log).finally(() => {
      http.globalAgent = globalAgent;
    });
    expect(connect).not.toHaveBeenCalled();
    expect(log.debug.mock.calls).toEqual([[{}, expect.stringContaining('Not warmed up')]]);
  });

  it.each([
    { by: 'a variable', variables: { NODE_USE_ENV_PROXY: '1' } },
    { by: 'a flag', flags: ['--use-env-proxy'] },
    { by: 'a flag in a variable', variables: { NODE_OPTIONS: '--use-env-proxy' } },
    { by: 'nothing', isProxied: false },
  ])('hears from Node whether it would, by $by', async ({ variables = {}, flags = [], isProxied = true }) => {
    const script = "import { isProxiedByNode } from './src/proxy.ts'; console.log(isProxiedByNode())";
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...flags, '--input-type=module', '--eval', script],
      { env: { HTTP_PROXY: 'http://127.0.0.1:9', ...variables } },
    );
    expect(stdout).toBe(`${isProxied}\n`);
  });

  it('leaves nothing behind that waits', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const { bot, log } = parts();
    await warmUp(bot, OFF, log);
    // Alibaba Cloud's client forgets those of its time-outs, which hold up nothing.
    vi.advanceTimersByTime(CAMS_TIMEOUT_MS);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails nothing but itself, and says so', async () => {
    const { bot, log } = parts();
    await warmUp(bot, { pictureProcesses: -1 }, log);
    expect(log.warn).toHaveBeenCalledWith({ err: expect.any(Error) }, expect.stringContaining('Could not warm up'));
  });
});
