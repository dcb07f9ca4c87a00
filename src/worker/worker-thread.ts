import { getCompileCacheDir } from 'node:module';
import { Worker as Thread } from 'node:worker_threads';
import {
  createWorker,
  type Started,
  type StartedListener,
  WorkError,
  type Worker,
  type WorkerTimes,
} from './worker.ts';

export interface WorkerThreadOptions extends WorkerTimes {
  /** The thread's file: it answers each message by one. */
  file: URL;
  /**
   * Of the heap, beyond which the thread dies; megabytes. It is no wall: V8 may end the whole process where a thread's memory
   * runs out at a moment when it can't be ended. What may take much belongs in a process: see `worker-process.ts`.
   */
  memoryMb: number;
  /** Of the heap, for what is short-lived; megabytes. */
  youngMemoryMb: number;
}

/** A thread that does one job after the other. */
export function createWorkerThread({ file, memoryMb, youngMemoryMb, ...times }: WorkerThreadOptions): Worker {
  function start({ onAnswer, onEnd }: StartedListener): Started {
    const thread = new Thread(file, {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMemoryMb },
      // Nothing of the environment, where the secrets are, and none of the flags of a test or a debugger.
      env: {},
      execArgv: [],
      workerData: { compileCacheDir: getCompileCacheDir() },
    });
    thread.unref();
    thread.on('message', onAnswer);
    // Also between two jobs: an error that nobody listens to would end the process.
    thread.on('error', (error) => onEnd(new WorkError('died', error)));
    thread.on('exit', () => onEnd(new WorkError('died')));
    return { send: (job) => thread.postMessage(job), end: () => void thread.terminate() };
  }

  return createWorker({ start, ...times });
}
