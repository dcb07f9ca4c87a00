import { Socket } from 'node:net';
import { CHANNEL_FD, isOutOfMemory, startChildProcess } from './child-process.ts';
import { createFrameReader, frameOf } from './frames.ts';
import {
  createWorker,
  type Started,
  type StartedListener,
  WorkError,
  type Worker,
  type WorkerTimes,
} from './worker.ts';

export interface WorkerProcessOptions extends WorkerTimes {
  /** The process's file, in plain JavaScript: it hands its jobs to `answerJobs`. */
  file: URL;
  args: readonly string[];
  /** Of the heap, beyond which V8 ends the process; megabytes. */
  memoryMb: number;
  /** As `os.setPriority` takes it. */
  nice: number;
  /** Hears of what ended by itself, and what does not keep it from working. */
  warn: (facts: { err: unknown }, message: string) => void;
}

/**
 * Less memory, as docs/decisions/0023 has it for the bot, for whom they do the same to a thread. One helper thread: it works while
 * the processors are free for others.
 */
const FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=15', '--v8-pool-size=1'];
/** For glibc: what is freed is given back, and lies in one place; musl has no need of it. Source: `mallopt(3)`. */
const MALLOC = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };

/**
 * A process that does one job after the other. Whatever a job does to it, memory and native code included, ends it alone: a
 * thread that runs out of memory may take the whole process along.
 */
export function createWorkerProcess({ file, args, memoryMb, nice, warn, ...times }: WorkerProcessOptions): Worker {
  let isPriorityTold = false;

  function onNoPriority(error: unknown): void {
    if (isPriorityTold) return;
    isPriorityTold = true;
    warn({ err: error }, 'The process for big flows has the same priority as the bot: acks may be slower meanwhile');
  }

  function start({ onAnswer, onEnd }: StartedListener): Started {
    let isEnded = false;
    const child = startChildProcess(
      { file, args, heapMb: memoryMb, flags: FLAGS, env: MALLOC, nice, channel: 'pipe' },
      {
        onNoPriority,
        onExit(exit) {
          if (isEnded) return;
          const how = new Error(`It ended (${exit.signal ?? exit.code}): ${exit.detail}`);
          warn({ err: how }, 'The process for big flows ended by itself');
          onEnd(new WorkError(isOutOfMemory(exit) ? 'out-of-memory' : 'died', how));
        },
      },
    );
    child.hold(false);
    const channel = child.process?.stdio[CHANNEL_FD];
    if (!(channel instanceof Socket)) return { send: () => undefined, end: child.kill };
    channel.on('data', createFrameReader(onAnswer));
    // It is about to end, and says why.
    channel.on('error', child.kill);
    return {
      send(job) {
        for (const part of frameOf(job)) channel.write(part);
      },
      end() {
        isEnded = true;
        child.kill();
      },
    };
  }

  return createWorker({ start, ...times });
}
