import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import { afterUnlessCalledOff, type Clock } from './clock.ts';

/** Why a job came to nothing. The next one gets a thread of its own. */
export type WorkErrorKind = 'out-of-memory' | 'timed-out' | 'died';

export class WorkError extends Error {
  readonly kind: WorkErrorKind;

  constructor(kind: WorkErrorKind, cause?: unknown) {
    super(kind, { cause });
    this.name = 'WorkError';
    this.kind = kind;
  }
}

/** A thread that does one job after the other. */
export interface WorkerThread {
  /**
   * @param job what the thread's file takes: plain data. It is copied.
   * @param timeoutMs for this job, where it is another than usual; milliseconds.
   * @returns what the thread's file gives for it. Rejects with a `WorkError`.
   */
  run(job: unknown, timeoutMs?: number): Promise<unknown>;
}

export interface WorkerThreadOptions {
  /** The thread's file: it answers each message by one. */
  file: URL;
  clock: Pick<Clock, 'after'>;
  /** Of the heap, beyond which the thread dies, and the process lives; megabytes. */
  memoryMb: number;
  /** Of the heap, for what is short-lived; megabytes. */
  youngMemoryMb?: number;
  /** For one job, its wait for others not included; milliseconds. */
  timeoutMs: number;
  /** After so long without a job the thread gives back its memory; milliseconds. */
  idleMs: number;
}

/** What is short-lived needs no more, however large the files; megabytes. */
const YOUNG_MEMORY_MB = 16;

const isOutOfMemory = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/**
 * A thread that is started with its first job and ended when it has been idle; by itself it keeps no process alive, but for the time-outs of its jobs. A job that takes too much memory or time, or
 * breaks the thread, rejects alone.
 */
export function createWorkerThread({
  file,
  clock,
  memoryMb,
  youngMemoryMb = YOUNG_MEMORY_MB,
  timeoutMs: usualTimeoutMs,
  idleMs,
}: WorkerThreadOptions): WorkerThread {
  let thread: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  /** Jobs so far: who waits for a while knows by it whether anything happened meanwhile. */
  let jobs = 0;

  function startThread(): Worker {
    const started = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMemoryMb },
      // Nothing of the environment, where the secrets are, and none of the flags of a test or a debugger.
      env: {},
      execArgv: [],
      workerData: { compileCacheDir: getCompileCacheDir() },
    });
    started.unref();
    const forget = () => {
      if (thread === started) thread = undefined;
    };
    // Also between two jobs: an error that nobody listens to would end the process.
    started.on('error', forget).on('exit', forget);
    return started;
  }

  function end(): void {
    void thread?.terminate();
    thread = undefined;
  }

  function endWhenIdle(): void {
    const last = jobs;
    clock.after(idleMs, () => {
      if (jobs === last) end();
    });
  }

  /** Knows nothing of the job: what a job is, the timer would keep until it is due. */
  function answerOf(worker: Worker, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      let isOver = false;
      const over = (settle: () => void) => {
        if (isOver) return;
        isOver = true;
        callOff();
        worker.off('message', done).off('error', failed).off('exit', exited);
        settle();
      };
      const done = (answer: unknown) => over(() => resolve(answer));
      const failed = (error: unknown) =>
        over(() => reject(new WorkError(isOutOfMemory(error) ? 'out-of-memory' : 'died', error)));
      const exited = () => over(() => reject(new WorkError('died')));
      worker.on('message', done).on('error', failed).on('exit', exited);
      const callOff = afterUnlessCalledOff(clock, timeoutMs, () =>
        over(() => {
          reject(new WorkError('timed-out'));
          end();
        }),
      );
    });
  }

  function runNow(job: unknown, timeoutMs: number): Promise<unknown> {
    thread ??= startThread();
    jobs += 1;
    const answer = answerOf(thread, timeoutMs);
    thread.postMessage(job);
    return answer;
  }

  return {
    run(job, timeoutMs = usualTimeoutMs) {
      const result = turn.then(() => runNow(job, timeoutMs));
      turn = result.then(endWhenIdle, endWhenIdle);
      return result;
    },
  };
}
