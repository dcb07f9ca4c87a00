import { readFileSync, writeSync } from 'node:fs';
import { getPriority } from 'node:os';
import { answerJobs } from '../../../src/worker/answer-jobs.ts';

/** What a job can do to its process. */
const JOBS: Readonly<Record<string, () => unknown>> = {
  answers: () => 'done',
  'runs out of memory': () => {
    const kept: number[][] = [];
    for (;;) kept.push(Array<number>(10_000).fill(kept.length));
  },
  // As V8 does where it can't even say so by Node.js.
  crashes: () => {
    writeSync(2, '\n\n#\n# Fatal JavaScript invalid size error 169220804\n#\n#\n');
    process.abort();
  },
  throws: () => {
    throw new Error('broken');
  },
  exits: () => process.exit(3),
  'is killed': () => process.kill(process.pid, 'SIGKILL'),
  'is never done': () => new Promise(() => setInterval(() => undefined, 1000)),
  'tells which process it is': () => process.pid,
  'tells how it stands back': () => ({
    priority: getPriority(),
    ...(process.platform === 'linux' && { oom: readFileSync('/proc/self/oom_score_adj', 'utf8').trim() }),
  }),
  // biome-ignore lint/style/noProcessEnv: what a process sees of it is what the test is about
  'sees the environment': () => Object.keys(process.env),
  'sees the flags': () => process.execArgv,
};

answerJobs(async (job) => JOBS[String(job)]?.());
