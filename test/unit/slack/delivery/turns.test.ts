import { describe, expect, it } from 'vitest';
import { createDeliveryTurns, createUploadTurns } from '../../../../src/slack/delivery/turns.ts';

const tick = () => new Promise((resolve) => setImmediate(resolve));

function setUp(createTurns = createUploadTurns) {
  const timers: (() => void)[] = [];
  const inTurn = createTurns({ wait: () => new Promise((resolve) => void timers.push(resolve)) });
  const ends: PromiseWithResolvers<string>[] = [];
  const begin = (count: number) =>
    Array.from({ length: count }, () =>
      inTurn(() => {
        const end = Promise.withResolvers<string>();
        ends.push(end);
        return end.promise;
      }),
    );
  return { begin, ends, timers };
}

describe('createUploadTurns', () => {
  it('runs eight uploads at a time, and the next when one has ended, well or not', async () => {
    const { begin, ends } = setUp();
    const uploads = begin(10);
    await tick();
    expect(ends).toHaveLength(8);
    ends[3]?.resolve('done');
    ends[4]?.reject(new Error('Slack is away'));
    expect(await uploads[3]).toBe('done');
    await expect(uploads[4]).rejects.toThrow('Slack is away');
    await tick();
    expect(ends).toHaveLength(10);
  });

  it('keeps nobody waiting for one that takes long, which still comes to its end', async () => {
    const { begin, ends, timers } = setUp();
    const uploads = begin(9);
    await tick();
    timers[0]?.();
    await tick();
    expect(ends).toHaveLength(9);
    ends[0]?.resolve('late');
    expect(await uploads[0]).toBe('late');
  });
});

describe('createDeliveryTurns', () => {
  it('runs sixteen deliveries at a time', async () => {
    const { begin, ends } = setUp(createDeliveryTurns);
    begin(20);
    await tick();
    expect(ends).toHaveLength(16);
    ends[0]?.resolve('done');
    await tick();
    expect(ends).toHaveLength(17);
  });
});
