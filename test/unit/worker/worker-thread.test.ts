import { describe, expect, it } from 'vitest';
import { createWorkerThread } from '../../../src/worker/worker-thread.ts';

const file = new URL('./breaking-thread.ts', import.meta.url);
const clock = { after: () => undefined };
const setUp = () =>
  createWorkerThread({ file, clock, memoryMb: 32, youngMemoryMb: 4, timeoutMs: 1000, startMs: 0, idleMs: 10_000 });

describe('createWorkerThread', () => {
  it.each([
    ['throws', expect.objectContaining({ message: 'broken' })],
    ['exits', undefined],
  ])('costs a job that %s nothing but the job', async (job, cause) => {
    const thread = setUp();
    const broken = thread.run(job);
    const behind = thread.run('answers');
    await expect(broken).rejects.toEqual(expect.objectContaining({ name: 'WorkError', kind: 'died', cause }));
    expect(await behind).toBe('done');
    expect(await thread.run('answers')).toBe('done');
  });

  it('survives a thread that breaks between two jobs', async () => {
    const thread = setUp();
    const first = await thread.run('tells which thread it is');
    expect(await thread.run('throws later')).toBe('done');
    await expect.poll(() => thread.run('tells which thread it is'), { timeout: 15_000 }).not.toBe(first);
  });

  it('knows nothing of the environment', async () => {
    expect(await setUp().run('sees the environment')).toEqual({});
  });
});
