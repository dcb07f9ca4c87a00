import { afterUnlessCalledOff, type Clock } from '../clock.ts';

/** Why a job came to nothing. The next one gets a worker of its own. */
export type WorkErrorKind = 'out-of-memory' | 'timed-out' | 'died';

export class WorkError extends Error {
  readonly kind: WorkErrorKind;

  constructor(kind: WorkErrorKind, cause?: unknown) {
    super(kind, { cause });
    this.name = 'WorkError';
    this.kind = kind;
  }
}

/** Does one job after the other, in a thread or a process of its own. */
export interface Worker {
  /**
   * @param job what the worker's file takes: plain data. It is copied.
   * @param timeoutMs for this job, where it is another than usual; milliseconds.
   * @returns what the worker's file gives for it. Rejects with a `WorkError`, or with why the job is nothing that can be copied.
   */
  run(job: unknown, timeoutMs?: number): Promise<unknown>;
  /** Ends it at once. What is under way, and what is asked later, is never answered: whoever closes it is about to end. */
  close(): void;
}

/** A thread or a process that runs. */
export interface Started {
  send(job: unknown): void;
  /** Ends it at once, whatever it is doing: its listener hears nothing more. */
  end(): void;
}

export interface StartedListener {
  onAnswer(answer: unknown): void;
  /** It came to its end by itself, maybe before the start has given it back. */
  onEnd(error: WorkError): void;
}

export interface WorkerTimes {
  clock: Pick<Clock, 'after'>;
  /** For one job, neither its wait for others nor the start of the worker included; milliseconds. */
  timeoutMs: number;
  /** More for the first job of a worker, which has to start before; milliseconds. */
  startMs: number;
  /** After so long without a job the worker gives back its memory; milliseconds. */
  idleMs: number;
}

export interface WorkerOptions extends WorkerTimes {
  /** What is started keeps no process alive. Where this throws, the job comes to nothing as if what was started had died. */
  start: (listener: StartedListener) => Started;
}

/** What runs, or is being started: its end may be heard of before the start has given anything back. */
interface Running {
  started: Started | undefined;
}

interface UnderWay {
  resolve(answer: unknown): void;
  reject(error: WorkError): void;
  /** Nobody is to hear of it any more. */
  drop(): void;
}

/**
 * A worker that is started with its first job and ended when it has been idle; by itself it keeps no process alive, but for the
 * time-outs of its jobs. A job that takes too much memory or time, or breaks the worker, rejects alone.
 */
export function createWorker({ start, clock, timeoutMs: usualTimeoutMs, startMs, idleMs }: WorkerOptions): Worker {
  let running: Running | undefined;
  let underWay: UnderWay | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  /** Jobs so far: who waits for a while knows by it whether anything happened meanwhile. */
  let jobs = 0;

  function startOne(): void {
    const one: Running = { started: undefined };
    running = one;
    // Also between two jobs.
    const onEnd = (error: WorkError) => {
      if (running !== one) return;
      running = undefined;
      underWay?.reject(error);
    };
    const onAnswer = (answer: unknown) => {
      if (running === one) underWay?.resolve(answer);
    };
    try {
      one.started = start({ onAnswer, onEnd });
    } catch (error) {
      onEnd(new WorkError('died', error));
    }
  }

  function end(): void {
    running?.started?.end();
    running = undefined;
  }

  function endWhenIdle(): void {
    const last = jobs;
    clock.after(idleMs, () => {
      if (jobs === last) end();
    });
  }

  /** Knows nothing of the job: what a job is, the timer would keep until it is due. */
  function nextAnswer(timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const callOff = afterUnlessCalledOff(clock, timeoutMs, () => {
        end();
        underWay?.reject(new WorkError('timed-out'));
      });
      const drop = () => {
        callOff();
        underWay = undefined;
      };
      underWay = {
        resolve: (answer) => {
          drop();
          resolve(answer);
        },
        reject: (error) => {
          drop();
          reject(error);
        },
        drop,
      };
    });
  }

  function runNow(job: unknown, timeoutMs: number): Promise<unknown> {
    if (isClosed) return new Promise(() => {});
    const isNew = running === undefined;
    jobs += 1;
    const answer = nextAnswer(isNew ? timeoutMs + startMs : timeoutMs);
    if (isNew) startOne();
    try {
      running?.started?.send(job);
    } catch (error) {
      // What can't be handed over costs itself alone: nobody has heard of it.
      underWay?.drop();
      throw error;
    }
    return answer;
  }

  return {
    run(job, timeoutMs = usualTimeoutMs) {
      const result = turn.then(() => runNow(job, timeoutMs));
      turn = result.then(endWhenIdle, endWhenIdle);
      return result;
    },
    close() {
      isClosed = true;
      underWay?.drop();
      end();
    },
  };
}
