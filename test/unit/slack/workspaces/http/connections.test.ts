import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createConnections } from '../../../../../src/slack/workspaces/http/connections.ts';

function setUp(most: number, count: number) {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const clock = {
    monotonicMs: () => now,
    after: (ms: number, callback: () => void) => void timers.push({ at: now + ms, callback }),
  };
  const pass = (ms: number) => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { callback } of due) callback();
  };
  const connections = createConnections({ most, mostAtOnce: 2 * most, clock });
  const sockets: Socket[] = [];
  const add = (more: number) => {
    for (let index = 0; index < more; index += 1) {
      const socket = new Socket();
      sockets.push(socket);
      connections.add(socket);
    }
  };
  add(count);
  const use = (index: number) => connections.use(sockets[index] ?? new Socket());
  const gone = () => sockets.flatMap(({ destroyed }, index) => (destroyed ? [index] : []));
  return { use, add, pass, gone };
}

describe('connections', () => {
  it('are no more than the cap: the oldest go', () => {
    const { pass, gone } = setUp(3, 5);
    pass(1000);
    expect(gone()).toEqual([0, 1]);
  });

  it('have a moment to bring their request, however many others come in it', () => {
    const { use, add, pass, gone } = setUp(3, 1);
    pass(10);
    add(5);
    expect(gone()).toEqual([]);
    use(0);
    pass(1000);
    expect(gone()).toEqual([1, 2, 3]);
  });

  it('are no more than twice the cap at any moment', () => {
    const { gone } = setUp(3, 8);
    expect(gone()).toEqual([0, 1]);
  });

  it('stay while they carry a request, and longer than others after it', () => {
    const { use, add, pass, gone } = setUp(3, 3);
    const answered = use(0);
    pass(1000);
    add(1);
    pass(1000);
    expect(gone()).toEqual([1]);
    answered();
    pass(1000);
    add(1);
    pass(1000);
    expect(gone()).toEqual([1, 2]);
  });

  it('that all carry requests let no other in', () => {
    const { use, add, gone } = setUp(2, 4);
    for (const index of [0, 1, 2, 3]) use(index);
    add(1);
    expect(gone()).toEqual([4]);
  });
});
