import { describe, expect, it } from 'vitest';
import { keptSoon } from '../../../../src/slack/answers/kept-soon.ts';

function setUp(keptAfterMs: number) {
  let nowMs = 0;
  const find = async () => (nowMs >= keptAfterMs ? 'version 2' : undefined);
  const clock = {
    async wait(ms: number) {
      nowMs += ms;
    },
  };
  return { find, clock, now: () => nowMs };
}

describe('what a button needs of the store', () => {
  it('is waited for where the click came before it was kept', async () => {
    const { find, clock, now } = setUp(700);
    expect(await keptSoon(find, clock)).toBe('version 2');
    expect(now()).toBeGreaterThanOrEqual(700);
    expect(now()).toBeLessThan(1100);
  });

  it('is there at once where it was kept', async () => {
    const { find, clock, now } = setUp(0);
    expect(await keptSoon(find, clock)).toBe('version 2');
    expect(now()).toBe(0);
  });

  it('is given up after 3 s', async () => {
    const { find, clock, now } = setUp(Number.POSITIVE_INFINITY);
    expect(await keptSoon(find, clock)).toBeUndefined();
    expect(now()).toBe(3000);
  });
});
