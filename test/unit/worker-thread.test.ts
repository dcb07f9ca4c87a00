import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createWorkerThread, WorkError } from '../../src/worker-thread.ts';

const file = new URL('./breaking-worker.ts', import.meta.url);

/** A thread whose clock is the test's: only what `pass` lets pass is over. */
function setUp(timeoutMs = 1000) {
  const timers: { ms: number; callback: () => void }[] = [];
  const clock = { after: (ms: number, callback: () => void) => void timers.push({ ms, callback }) };
  const thread = createWorkerThread({ file, clock, memoryMb: 32, timeoutMs, idleMs: 10_000 });
  const pass = (ms: number) => {
    for (const timer of timers.splice(0)) {
      if (timer.ms <= ms) timer.callback();
      else timers.push(timer);
    }
  };
  return { thread, pass };
}

describe('createWorkerThread', () => {
  it.each([
    ['runs out of memory', 'out-of-memory'],
    ['throws', 'died'],
    ['exits', 'died'],
  ])('costs a job that %s nothing but the job', async (job, kind) => {
    const { thread } = setUp();
    const broken = thread.run(job);
    const behind = thread.run('answers');
    await expect(broken).rejects.toEqual(expect.objectContaining({ name: 'WorkError', kind }));
    expect(await behind).toBe('done');
    expect(await thread.run('answers')).toBe('done');
  });

  it('ends a job that takes too long, and only that', async () => {
    const thread = createWorkerThread({ file, clock: systemClock, memoryMb: 32, timeoutMs: 2000, idleMs: 1 });
    const endless = thread.run('runs for ever');
    // Its wait is not counted: the one before it has taken all of that time.
    const behind = thread.run('answers');
    await expect(endless).rejects.toThrow(new WorkError('timed-out'));
    expect(await behind).toBe('done');
  });

  it('survives a thread that breaks between two jobs', async () => {
    const { thread } = setUp();
    expect(await thread.run('throws later')).toBe('done');
    await new Promise((broken) => setTimeout(broken, 400));
    expect(await thread.run('answers')).toBe('done');
  });

  it('keeps the thread while there are jobs, and gives it back once it has been idle', async () => {
    const { thread, pass } = setUp();
    const first = await thread.run('tells which thread it is');
    expect(await thread.run('tells which thread it is')).toBe(first);
    // The end of the first job is no reason: there was another since.
    await new Promise(setImmediate);
    pass(10_000);
    expect(await thread.run('tells which thread it is')).not.toBe(first);
  });

  it('knows nothing of the environment', async () => {
    expect(await setUp().thread.run('sees the environment')).toEqual({});
  });

  it('keeps nothing of a job that is over, though its time is not up', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: () => void = runInNewContext('gc');
    const { thread } = setUp();
    const answerTo = async () => {
      const job = { bytes: 'x'.repeat(1000) };
      await thread.run(job);
      return new WeakRef(job);
    };
    const job = await answerTo();
    await new Promise(setImmediate);
    collectGarbage();
    expect(job.deref()).toBeUndefined();
  });
});
