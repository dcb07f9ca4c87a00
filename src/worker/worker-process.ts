import { Socket } from 'node:net';
import { howEnded, isOutOfMemory, startChildProcess, warnOfPriorityOnce } from './child-process.ts';
import { CHANNEL_FD, createFrameReader, frameOf } from './frames.ts';
import {
  createWorker,
  type Started,
  type StartedListener,
  WorkError,
  type Worker,
  type WorkerTimes,
} from './worker.ts';

export interface WorkerProcessOptions extends WorkerTimes {
  /** What logs call it, as a sentence begins with it. */
  name: string;
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
 * Less memory, as docs/decisions/0023 has it for the bot, with more collections: nobody's ack waits for those here. One helper thread:
 * it works while the processors are free for others.
 */
const FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=15', '--v8-pool-size=1'];
/** For glibc: what is freed is given back, and lies in one place; musl has no need of it. Source: `mallopt(3)`. */
const MALLOC = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };

/**
 * A process that does one job after the other. Whatever a job does to it, memory and native code included, ends it alone: a
 * thread that runs out of memory may take the whole process along.
 */
export function createWorkerProcess({
  name,
  file,
  args,
  memoryMb,
  nice,
  warn,
  ...times
}: WorkerProcessOptions): Worker {
  const onNoPriority = warnOfPriorityOnce(name, warn);

  function start({ onAnswer, onEnd }: StartedListener): Started {
    let isEnded = false;
    const child = startChildProcess(
      { file, args, heapMb: memoryMb, flags: FLAGS, env: MALLOC, nice, channel: 'pipe' },
      {
        onNoPriority,
        onExit(exit) {
          if (isEnded) return;
          const how = new Error(`It ${howEnded(exit)}`);
          warn({ err: how }, `${name} ended by itself`);
          onEnd(new WorkError(isOutOfMemory(exit) ? 'out-of-memory' : 'died', how));
        },
      },
    );
    child.hold(false);
    const channel = child.process?.stdio[CHANNEL_FD];
    if (!(channel instanceof Socket)) return { send: () => undefined, end: child.kill };
    channel.on('data', createFrameReader(onAnswer));
    // It is about to end, and says why: `onExit` hears of it.
    channel.on('error', () => undefined);
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
