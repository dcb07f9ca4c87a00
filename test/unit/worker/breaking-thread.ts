import { parentPort, threadId } from 'node:worker_threads';

/** What a job can do to its thread. */
const JOBS: Readonly<Record<string, () => unknown>> = {
  answers: () => 'done',
  throws: () => {
    throw new Error('broken');
  },
  exits: () => process.exit(3),
  'throws later': () => {
    setTimeout(() => {
      throw new Error('broken');
    }, 100);
    return 'done';
  },
  'tells which thread it is': () => threadId,
  // biome-ignore lint/style/noProcessEnv: what a thread sees of it is what the test is about
  'sees the environment': () => ({ ...process.env }),
};

parentPort?.on('message', (job: string) => parentPort?.postMessage(JOBS[job]?.()));
