import { describe, expect, it } from 'vitest';
import { createAcksDue } from '../../../../src/slack/workspaces/acks-due.ts';

function setUp() {
  let now = 0;
  const timers: { at: number; callback: () => void }[] = [];
  const turns: (() => void)[] = [];
  const clock = {
    monotonicMs: () => now,
    after: (ms: number, callback: () => void) => void timers.push({ at: now + ms, callback }),
  };
  const acksDue = createAcksDue({ clock, nextTurn: (callback) => void turns.push(callback) });
  const done: string[] = [];
  const work = (name: string, maxMs?: number) => void acksDue.none(maxMs).then(() => done.push(name));
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    acksDue,
    done,
    work,
    /** Takes up what has arrived, and lets one go on. */
    async turn() {
      turns.shift()?.();
      await settled();
    },
    async pass(ms: number) {
      now += ms;
      for (const timer of timers.splice(0)) {
        if (timer.at <= now) timer.callback();
        else timers.push(timer);
      }
      await settled();
    },
  };
}

describe('createAcksDue', () => {
  it('lets work begin in the next turn where no ack is due', async () => {
    const { done, work, turn } = setUp();
    work('share');
    await turn();
    expect(done).toEqual(['share']);
  });

  it('lets work wait for the last of the acks', async () => {
    const { acksDue, done, work, turn } = setUp();
    const [first, second] = [acksDue.begin(), acksDue.begin()];
    work('share');
    first();
    // A second time does nothing: the other ack is still due.
    first();
    await turn();
    expect(done).toEqual([]);
    second();
    await turn();
    expect(done).toEqual(['share']);
  });

  it('lets one go on in each turn, in their order, and takes up what has arrived in between', async () => {
    const { acksDue, done, work, turn } = setUp();
    for (const name of ['one', 'two', 'three']) work(name);
    await turn();
    expect(done).toEqual(['one']);
    const sent = acksDue.begin();
    await turn();
    await turn();
    expect(done).toEqual(['one']);
    sent();
    await turn();
    await turn();
    expect(done).toEqual(['one', 'two', 'three']);
  });

  it('lets work wait for two seconds at most, or for as long as it says', async () => {
    const { acksDue, done, work, pass } = setUp();
    acksDue.begin();
    work('share');
    work('step', 250);
    await pass(249);
    expect(done).toEqual([]);
    await pass(1);
    expect(done).toEqual(['step']);
    await pass(1749);
    expect(done).toEqual(['step']);
    await pass(1);
    expect(done).toEqual(['step', 'share']);
  });

  it('lets those whose time was up at once go on one in each turn', async () => {
    const { acksDue, done, work, turn, pass } = setUp();
    acksDue.begin();
    for (const name of ['one', 'two', 'three']) work(name, 250);
    await pass(250);
    expect(done).toEqual(['one']);
    await turn();
    await turn();
    expect(done).toEqual(['one', 'two', 'three']);
  });

  it('keeps nobody for an ack that Slack no longer waits for', async () => {
    const { acksDue, done, work, turn, pass } = setUp();
    const late = acksDue.begin();
    await pass(3000);
    work('share');
    await turn();
    expect(done).toEqual(['share']);
    late();
  });
});
