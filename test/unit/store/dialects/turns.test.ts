import { expect, it } from 'vitest';
import { createTurns } from '../../../../src/store/dialects/turns.ts';

it('lets one at a time go on, in their order', async () => {
  const { take, end } = createTurns();
  const seen: number[] = [];
  let atOnce = 0;
  const work = async (index: number) => {
    await take();
    atOnce += 1;
    expect(atOnce).toBe(1);
    seen.push(index);
    await Promise.resolve();
    atOnce -= 1;
    end();
  };
  await Promise.all([0, 1, 2].map(work));
  await Promise.all([3, 4].map(work));
  expect(seen).toEqual([0, 1, 2, 3, 4]);
});

it('wakes the next one alone, however many wait', async () => {
  const { take, end } = createTurns();
  await take();
  const woken: number[] = [];
  for (let index = 0; index < 1000; index += 1) void take().then(() => woken.push(index));
  end();
  // Longer than any of the others would take to look whether it is their turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(woken).toEqual([0]);
});
