import { describe, expect, it, vi } from 'vitest';
import { createChecksUnderWay } from '../../../../src/flows/work/checks-under-way.ts';

const maya = { teamId: 'T1', userId: 'U1' };

/** Work that goes on until it is ended. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { run: vi.fn(() => promise), resolve, reject };
}

describe('checks under way', () => {
  it('of one person are so many at a time, and one more is not begun', async () => {
    const { during } = createChecksUnderWay(2);
    const [first, second, third] = [work(), work(), work()];
    const running = [during(maya, first.run), during(maya, second.run)];
    await expect(during(maya, third.run)).rejects.toMatchObject({ kind: 'too-many-checks', limit: 2 });
    expect(third.run).not.toHaveBeenCalled();
    first.resolve('first');
    second.resolve('second');
    expect(await Promise.all(running)).toEqual(['first', 'second']);
  });

  it.each([
    { teamId: 'T1', userId: 'U2' },
    { teamId: 'T2', userId: 'U1' },
  ])('of another person count by themselves: %j', async (other) => {
    const { during } = createChecksUnderWay(1);
    const mine = work();
    const running = during(maya, mine.run);
    expect(await during(other, async () => 'theirs')).toBe('theirs');
    mine.resolve('mine');
    expect(await running).toBe('mine');
  });

  it('make room when they end, also by a failure', async () => {
    const { during } = createChecksUnderWay(1);
    const failing = work();
    const running = during(maya, failing.run);
    failing.reject(new Error('too much'));
    await expect(running).rejects.toThrow('too much');
    expect(await during(maya, async () => 'next')).toBe('next');
    await expect(
      during(maya, () => during(maya, async () => 'inner')),
      'the place was given back once',
    ).rejects.toThrow('at a time');
  });
});
