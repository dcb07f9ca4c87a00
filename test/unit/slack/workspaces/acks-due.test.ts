import { describe, expect, it } from 'vitest';
import { createAcksDue } from '../../../../src/slack/workspaces/acks-due.ts';

function setUp() {
  const timers: { ms: number; callback: () => void }[] = [];
  const acksDue = createAcksDue({ after: (ms, callback) => void timers.push({ ms, callback }) });
  const done: string[] = [];
  const work = (name: string) => acksDue.none().then(() => void done.push(name));
  return { acksDue, timers, done, work };
}

describe('createAcksDue', () => {
  it('lets work begin at once where no ack is due', async () => {
    const { done, work } = setUp();
    await work('share');
    expect(done).toEqual(['share']);
  });

  it('lets work wait for the last of the acks', async () => {
    const { acksDue, done, work } = setUp();
    const [first, second] = [acksDue.begin(), acksDue.begin()];
    const shared = work('share');
    first();
    // A second time does nothing: the other ack is still due.
    first();
    await Promise.resolve();
    expect(done).toEqual([]);
    second();
    await shared;
    expect(done).toEqual(['share']);
  });

  it('lets work wait for two seconds at most', async () => {
    const { acksDue, timers, done, work } = setUp();
    acksDue.begin();
    const shared = work('share');
    expect(timers.map(({ ms }) => ms)).toEqual([2000]);
    timers[0]?.callback();
    await shared;
    expect(done).toEqual(['share']);
  });
});
