import { describe, expect, it, vi } from 'vitest';
import type { Picture } from '../../../src/picture/draw.ts';
import { createDrawOnce, type PictureRecords } from '../../../src/picture/draw-once.ts';
import { PictureError, type PictureErrorKind } from '../../../src/picture/error.ts';
import { SIMPLIFIED_CHINESE } from '../../../src/picture/words-zh.ts';
import type { PicturePool } from '../../../src/picture/worker/pool.ts';

const PICTURE: Picture = {
  kind: 'whole',
  page: 0,
  screens: ['A'],
  alt: 'A flow',
  png: Buffer.from('png'),
  width: 1,
  height: 1,
};
const wish = { title: 'Clinic', language: 'en', most: 9 };

function setUp() {
  const kept = new Map<string, readonly Picture[]>();
  const records = {
    get: vi.fn<PictureRecords['get']>(async (teamId, key) => kept.get(`${teamId}/${key}`) as Picture[] | undefined),
    put: vi.fn<PictureRecords['put']>(async (teamId, key, pictures) => void kept.set(`${teamId}/${key}`, pictures)),
  };
  const drawFlow = vi.fn<PicturePool['drawFlow']>(async () => [PICTURE]);
  const drawChange = vi.fn<PicturePool['drawChange']>(async () => [PICTURE]);
  const warn = vi.fn();
  let now = 1;
  const pool = { drawFlow, drawChange, warmUp: vi.fn(), load: { processes: 0, waiting: 0 } };
  const drawOnce = createDrawOnce({ pool, records, warn, monotonicMs: () => now });
  const pass = (ms: number) => {
    now += ms;
  };
  return { ...drawOnce, drawOnce, pool, drawFlow, drawChange, records, warn, pass };
}

describe('createDrawOnce', () => {
  it('is cold while no process draws, and warms up as the pool does', () => {
    const { drawOnce, pool } = setUp();
    expect(drawOnce.isCold).toBe(true);
    drawOnce.warmUp();
    expect(pool.warmUp).toHaveBeenCalledOnce();
    pool.load = { processes: 1, waiting: 0 };
    expect(drawOnce.isCold).toBe(false);
  });

  it('draws one content once, also for those who ask while it is drawn', async () => {
    const { flow, drawFlow } = setUp();
    const both = await Promise.all([flow('T1', '{}', wish), flow('T1', '{}', wish)]);
    expect(both).toEqual([[PICTURE], [PICTURE]]);
    expect(await flow('T1', '{}', wish)).toEqual([PICTURE]);
    expect(drawFlow).toHaveBeenCalledTimes(1);
  });

  it('neither draws nor reads again for who comes right after: all hold the same bytes', async () => {
    const { flow, records, pass } = setUp();
    const [first] = await flow('T1', '{}', wish);
    for (let more = 0; more < 99; more += 1) expect((await flow('T1', '{}', wish))[0]?.png).toBe(first?.png);
    expect(records.get).toHaveBeenCalledTimes(1);
    pass(31_000);
    await flow('T1', '{}', wish);
    expect(records.get).toHaveBeenCalledTimes(2);
  });

  it('tells apart what comes out otherwise: content, title, language, number, before and after', async () => {
    const { flow, change, drawFlow, drawChange } = setUp();
    await flow('T1', '{}', wish);
    await flow('T1', '{ }', wish);
    await flow('T1', '{}', { ...wish, title: 'Shop' });
    await flow('T1', '{}', { ...wish, language: 'zh-CN' });
    await flow('T1', '{}', { ...wish, most: 1 });
    expect(drawFlow).toHaveBeenCalledTimes(5);
    expect(drawFlow.mock.calls[3]?.[1]).toMatchObject({ words: SIMPLIFIED_CHINESE });
    await change('T1', { before: '{}', after: '{ }' }, wish);
    await change('T1', { before: '{ }', after: '{}' }, wish);
    await change('T1', { before: '{} ', after: '' }, wish);
    await change('T1', { before: '{}', after: ' ' }, wish);
    expect(drawChange).toHaveBeenCalledTimes(4);
  });

  it('draws where what was kept can not be read, and gives what can not be kept', async () => {
    const { flow, records, drawFlow, warn } = setUp();
    records.get.mockRejectedValue(new Error('the database is away'));
    records.put.mockRejectedValue(new Error('the database is away'));
    expect(await flow('T1', '{}', wish)).toEqual([PICTURE]);
    expect(drawFlow).toHaveBeenCalledTimes(1);
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(2));
  });

  it.each(['not-a-flow', 'too-large', 'time-out', 'out-of-memory', 'failed'] satisfies PictureErrorKind[])(
    'does not try again for ten minutes what ended with %s',
    async (kind) => {
      const { flow, drawFlow, pass } = setUp();
      drawFlow.mockRejectedValueOnce(new PictureError(kind, 'no'));
      await expect(flow('T1', '{}', wish)).rejects.toMatchObject({ kind });
      pass(9 * 60_000);
      await expect(flow('T1', '{}', wish)).rejects.toMatchObject({ kind });
      expect(drawFlow).toHaveBeenCalledTimes(1);
      pass(2 * 60_000);
      expect(await flow('T1', '{}', wish)).toEqual([PICTURE]);
    },
  );

  it.each(['busy', 'unavailable'] satisfies PictureErrorKind[])(
    'tries again at once what ended with %s',
    async (kind) => {
      const { flow, drawFlow } = setUp();
      drawFlow.mockRejectedValueOnce(new PictureError(kind, 'no'));
      await expect(flow('T1', '{}', wish)).rejects.toMatchObject({ kind });
      expect(await flow('T1', '{}', wish)).toEqual([PICTURE]);
    },
  );

  it('hands over nothing that is too large anyway', async () => {
    const { flow, change, drawFlow, drawChange, records } = setUp();
    const large = ' '.repeat(11 * 1024 * 1024);
    await expect(flow('T1', large, wish)).rejects.toMatchObject({ kind: 'too-large' });
    await expect(change('T1', { before: '{}', after: large }, wish)).rejects.toMatchObject({ kind: 'too-large' });
    expect([drawFlow, drawChange, records.get].map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
  });
});
