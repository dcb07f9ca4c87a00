import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Picture } from '../../../src/picture/draw.ts';
import type { ChildListener, StartChild } from '../../../src/picture/worker/child.ts';
import type { ToWorker } from '../../../src/picture/worker/messages.ts';
import { createPicturePool, type PicturePool, type PicturePoolOptions } from '../../../src/picture/worker/pool.ts';
import { oneScreen, SAMPLES } from './support/flows.ts';

const MEGABYTE = 1024 * 1024;
const PICTURE: Picture = {
  kind: 'whole',
  page: 0,
  screens: ['A'],
  alt: 'A flow',
  png: Buffer.from('png'),
  width: 1,
  height: 1,
};

/** A process that a test answers for. */
class FakeChild {
  readonly asked: ToWorker[] = [];
  isKilled = false;
  isHeld = false;
  readonly listener: ChildListener;

  constructor(listener: ChildListener) {
    this.listener = listener;
  }

  draw(memory = 0): void {
    this.listener.onMessage({ type: 'drawn', id: this.asked.at(-1)?.id ?? 0, pictures: [PICTURE], memory, cpuMs: 1 });
  }

  end(code: number | null, signal: string | null = null, detail = ''): void {
    this.listener.onExit({ code, signal, detail });
  }
}

describe('the pool', () => {
  let children: FakeChild[];
  let pool: PicturePool;

  const start: StartChild = (listener) => {
    const child = new FakeChild(listener);
    children.push(child);
    return {
      send: (message) => child.asked.push(message),
      kill: () => {
        child.isKilled = true;
      },
      hold: (isHeld) => {
        child.isHeld = isHeld;
      },
    };
  };
  const create = (options: PicturePoolOptions = {}) => {
    pool = createPicturePool({ start, timeoutMs: 10_000, idleMs: 30_000, ...options });
    return pool;
  };
  const kindOf = (drawing: Promise<unknown>) =>
    drawing.then(
      () => 'drawn',
      (error: { kind?: string }) => error.kind,
    );
  const child = (index = 0): FakeChild => children[index] as FakeChild;

  beforeEach(() => {
    vi.useFakeTimers();
    children = [];
  });

  afterEach(() => {
    pool.close();
    vi.useRealTimers();
  });

  it('says once that the system leaves the processes no lower priority, and draws', async () => {
    const warn = vi.fn();
    create({ warn, size: 2 });
    const drawings = [pool.drawFlow('{}'), pool.drawFlow('{}')];
    for (const child of children) child.listener.onNoPriority(new Error('EACCES'));
    for (const child of children) child.draw();
    expect(await Promise.all(drawings)).toHaveLength(2);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('starts a process on first use, and ends it when nothing is drawn', async () => {
    create();
    expect(children).toHaveLength(0);
    const drawing = pool.drawFlow('{}', { title: 'T' });
    expect(child().asked[0]?.job).toEqual({ type: 'flow', json: '{}', options: { title: 'T' } });
    expect(child().isHeld).toBe(true);
    child().draw();
    expect(await drawing).toEqual([PICTURE]);
    expect(child().isHeld).toBe(false);
    vi.advanceTimersByTime(29_999);
    expect(child().isKilled).toBe(false);
    vi.advanceTimersByTime(1);
    expect(child().isKilled).toBe(true);
    expect(pool.load).toEqual({ processes: 0, waiting: 0 });
  });

  it('warms up: starts a process, has it draw for nobody, and gives it back', async () => {
    create().warmUp();
    expect(pool.load).toEqual({ processes: 1, waiting: 0 });
    expect(child().asked).toEqual([]);
    child().listener.onMessage({ type: 'ready' });
    expect(child().asked).toHaveLength(1);
    child().draw();
    expect(child().isHeld).toBe(false);
    vi.advanceTimersByTime(30_000);
    expect(child().isKilled).toBe(true);
  });

  it('warms up where there is a process: does nothing', () => {
    create().warmUp();
    pool.warmUp();
    expect(children).toHaveLength(1);
  });

  it('has a process that warms up draw for whoever asks before it is there', async () => {
    create().warmUp();
    const drawing = pool.drawFlow('{}');
    child().listener.onMessage({ type: 'ready' });
    expect(child().asked.map(({ job }) => job.type === 'flow' && job.json)).toEqual(['{}']);
    child().draw();
    expect(await drawing).toEqual([PICTURE]);
    expect(child().asked).toHaveLength(1);
  });

  it('has whoever asks while it warms up wait for that', async () => {
    create().warmUp();
    child().listener.onMessage({ type: 'ready' });
    const drawing = pool.drawFlow('{}');
    expect(pool.load).toEqual({ processes: 1, waiting: 1 });
    child().draw();
    child().draw();
    expect(await drawing).toEqual([PICTURE]);
  });

  it('says nothing of a process that ends while it warms up, and starts another for whoever asks', async () => {
    create().warmUp();
    child().end(1);
    expect(pool.load).toEqual({ processes: 0, waiting: 0 });
    const drawing = pool.drawFlow('{}');
    child(1).draw();
    expect(await drawing).toEqual([PICTURE]);
  });

  it('draws one after the other, in the order in which they were asked', async () => {
    create();
    const drawings = ['1', '2', '3'].map((json) => pool.drawFlow(json));
    expect(pool.load).toEqual({ processes: 1, waiting: 2 });
    for (let turn = 0; turn < 3; turn += 1) child().draw();
    await Promise.all(drawings);
    expect(child().asked.map(({ job }) => (job.type === 'flow' ? job.json : ''))).toEqual(['1', '2', '3']);
    expect(children).toHaveLength(1);
  });

  it('ends a process that takes too long, and draws the next in a new one', async () => {
    create();
    const slow = kindOf(pool.drawFlow('slow'));
    const next = kindOf(pool.drawFlow('next'));
    vi.advanceTimersByTime(10_000);
    expect(await slow).toBe('time-out');
    expect(child().isKilled).toBe(true);
    expect(children).toHaveLength(2);
    child(1).draw();
    expect(await next).toBe('drawn');
    // What the ended one still had to say is nobody's any more.
    child().draw();
    child().end(null, 'SIGKILL');
    expect(pool.load.processes).toBe(1);
  });

  it('tells a want of memory from a fault, and a machine without a canvas from both', async () => {
    create();
    const cases: [string, boolean, number | null, string | null, string][] = [
      ['out-of-memory', true, null, 'SIGABRT', ''],
      ['out-of-memory', true, 5, null, 'FATAL ERROR: JavaScript heap out of memory'],
      ['failed', true, null, 'SIGSEGV', ''],
      ['unavailable', false, 1, null, 'Cannot find native binding'],
    ];
    for (const [kind, isReady, code, signal, detail] of cases) {
      const drawing = kindOf(pool.drawFlow('x'));
      const last = children.at(-1);
      if (isReady) last?.listener.onMessage({ type: 'ready' });
      last?.end(code, signal, detail);
      expect(await drawing).toBe(kind);
    }
    // None was tried twice.
    expect(children.map(({ asked }) => asked.length)).toEqual([1, 1, 1, 1]);
  });

  it('hands on what the drawing itself says', async () => {
    create();
    const drawing = pool.drawFlow('x');
    child().listener.onMessage({ type: 'failed', id: 1, kind: 'not-a-flow', message: 'no screens', memory: 0 });
    await expect(drawing).rejects.toMatchObject({ name: 'PictureError', kind: 'not-a-flow', message: 'no screens' });
  });

  it('takes no more than may wait', async () => {
    create({ mostWaiting: 2 });
    const drawings = ['1', '2', '3', '4'].map((json) => kindOf(pool.drawFlow(json)));
    expect(await drawings[3]).toBe('busy');
  });

  it('draws none that was called off while it waited', async () => {
    create();
    const first = pool.drawFlow('1');
    const controller = new AbortController();
    const second = kindOf(pool.drawFlow('2', { signal: controller.signal }));
    controller.abort();
    expect(await second).toBe('aborted');
    child().draw();
    await first;
    expect(child().asked).toHaveLength(1);
    expect(await kindOf(pool.drawFlow('3', { signal: AbortSignal.abort() }))).toBe('aborted');
  });

  it('replaces a process that has grown', async () => {
    create();
    const first = pool.drawFlow('1');
    child().draw(500 * MEGABYTE);
    await first;
    expect(child().isKilled).toBe(true);
    void kindOf(pool.drawFlow('2'));
    expect(children).toHaveLength(2);
  });

  it('uses as many processes as it may', () => {
    create({ size: 2 });
    for (const json of ['1', '2', '3']) void kindOf(pool.drawFlow(json));
    expect(pool.load).toEqual({ processes: 2, waiting: 1 });
  });

  it('fails what it has when it is closed, and what comes after', async () => {
    create();
    const drawings = ['1', '2'].map((json) => kindOf(pool.drawFlow(json)));
    pool.close();
    expect(await Promise.all([...drawings, kindOf(pool.drawChange('1', '2'))])).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
    ]);
    expect(child().isKilled).toBe(true);
  });
});

describe('a process that draws', () => {
  it('draws a flow and a change, tells an error by its kind, and outlives a flow made to hurt', async () => {
    const pool = createPicturePool({ timeoutMs: 50_000 });
    try {
      const [, json = ''] = SAMPLES.find(([name]) => name.startsWith('delivery')) ?? [];
      const [picture] = await pool.drawFlow(json, { title: 'Delivery' });
      expect(Buffer.isBuffer(picture?.png) && picture.png.subarray(1, 4).toString()).toBe('PNG');
      expect((await pool.drawChange(json, json))[0]?.kind).toBe('change');
      await expect(pool.drawFlow('{')).rejects.toMatchObject({ kind: 'not-a-flow' });
      const hurting = JSON.stringify(oneScreen([{ type: 'TextBody', text: 'x'.repeat(9_000_000) }]));
      expect(await pool.drawFlow(hurting)).toHaveLength(1);
      expect(pool.load).toEqual({ processes: 1, waiting: 0 });
    } finally {
      pool.close();
    }
  }, 60_000);

  it('is ended where a drawing takes too long', async () => {
    const pool = createPicturePool({ timeoutMs: 1 });
    await expect(pool.drawFlow('{}')).rejects.toMatchObject({ kind: 'time-out' });
    expect(pool.load.processes).toBe(0);
    pool.close();
  }, 30_000);
});
