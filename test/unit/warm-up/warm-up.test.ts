import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Picture } from '../../../src/picture/index.ts';
import { SAMPLE_FILE } from '../../../src/warm-up/cams-stand-in.ts';
import { warmUp } from '../../../src/warm-up/warm-up.ts';

const PICTURE: Picture = {
  kind: 'whole',
  page: 0,
  screens: [],
  png: Buffer.from('png'),
  alt: 'A flow',
  width: 1,
  height: 1,
};
const ON = { pictureProcesses: 1 };

const network = getGlobalDispatcher();
const noNetwork = new MockAgent();
beforeEach(() => {
  noNetwork.disableNetConnect();
  setGlobalDispatcher(noNetwork);
});
afterEach(() => {
  setGlobalDispatcher(network);
  vi.useRealTimers();
});

function parts() {
  const drawFlow = vi.fn(async (_json: string) => [PICTURE]);
  const log = { debug: vi.fn(), warn: vi.fn() };
  const pool = { drawFlow, drawChange: vi.fn(), warmUp: vi.fn(), load: { processes: 0, waiting: 0 } };
  return { pool, drawFlow, log };
}

describe('warmUp', () => {
  it('has a flow drawn by the processes of the bot, and shares it with nobody', async () => {
    const { pool, drawFlow, log } = parts();
    await warmUp(pool, ON, log);
    const drawn = drawFlow.mock.calls.map(([json]) => JSON.parse(json));
    expect(drawn).toEqual(Array.from({ length: 4 }, () => JSON.parse(SAMPLE_FILE.toString())));
    expect(log.warn).not.toHaveBeenCalled();
    // Not one thing went wrong on the way, either.
    expect(log.debug.mock.calls).toEqual([[{ tookMs: expect.any(Number) }, 'Warmed up']]);
  });

  it('draws nothing where the bot draws nothing', async () => {
    const { pool, drawFlow, log } = parts();
    await warmUp(pool, { pictureProcesses: 0 }, log);
    expect(drawFlow).not.toHaveBeenCalled();
    expect(log.debug.mock.calls.map(([, message]) => message)).toEqual(['Warmed up']);
  });

  it('leaves nothing behind that waits', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { pool, log } = parts();
    await warmUp(pool, { pictureProcesses: 0 }, log);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails nothing but itself, and says so', async () => {
    const { pool, log } = parts();
    await warmUp(pool, { pictureProcesses: -1 }, log);
    expect(log.warn).toHaveBeenCalledWith({ err: expect.any(Error) }, expect.stringContaining('Could not warm up'));
  });
});
