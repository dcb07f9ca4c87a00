import { howEnded, isOutOfMemory, warnOfPriorityOnce } from '../../worker/child-process.ts';
import type { ChangeDrawOptions, DrawOptions, Picture } from '../draw.ts';
import { PictureError } from '../error.ts';
import { type Child, type StartChild, startChild } from './child.ts';
import type { FromWorker, Job } from './messages.ts';

export interface PicturePoolOptions {
  /** Drawings at a time, each in a process of its own; 1 where it is left out. */
  size?: number;
  /** Milliseconds that a drawing may take; 10 s where it is left out. */
  timeoutMs?: number;
  /** Milliseconds after which a process that draws nothing is ended; 30 s where it is left out. */
  idleMs?: number;
  /** Drawings that may wait; 20 where it is left out. */
  mostWaiting?: number;
  /** Characters of the flows that wait, together; 24 million where it is left out. One flow may always wait. */
  mostWaitingCharacters?: number;
  /** Megabytes above which a process is ended after its drawing, and a new one started for the next; 400. */
  recycleMb?: number;
  /** Hears of what does not keep the pool from drawing. */
  warn?: (facts: { err: unknown }, message: string) => void;
  /** For tests. */
  start?: StartChild;
}

export interface Asked {
  /** Calls it off: one that waits is never drawn. */
  signal?: AbortSignal;
}

/** Draws in processes of its own: started on first use, or by `warmUp`, given back when nothing is drawn. */
export interface PicturePool {
  /**
   * Starts a process where there is none, since a drawing will be asked for in a moment, and has it draw something small: a first
   * drawing takes three times as long as the next. What fails is nobody's: whoever asks for a drawing hears of it.
   */
  warmUp(): void;
  /**
   * Draws a flow: one picture for up to 12 screens, else an overview and up to nine pages. No drawing is tried twice.
   *
   * @param json the text of a Flow JSON
   * @throws {PictureError} of every kind
   */
  drawFlow(json: string, options?: DrawOptions & Asked): Promise<Picture[]>;
  /** Draws what changed between two versions; throws as `drawFlow` does. */
  drawChange(before: string, after: string, options?: ChangeDrawOptions & Asked): Promise<Picture[]>;
  /** Ends the processes; what is being drawn or waits fails with `unavailable`. */
  close(): void;
  /** Processes that run now, and drawings that wait. */
  readonly load: { processes: number; waiting: number };
}

interface Task {
  id: number;
  job: Job;
  resolve(pictures: Picture[]): void;
  reject(error: PictureError): void;
}

interface Worker {
  child: Child;
  isReady: boolean;
  /** It was started before anybody asked, and draws for nobody as soon as it is there. */
  isWarming: boolean;
  task: Task | undefined;
  timer: NodeJS.Timeout | undefined;
}

const lengthOf = (job: Job): number => (job.type === 'flow' ? job.json.length : job.before.length + job.after.length);

/** What nearly every picture has: a title, texts, a field and a button. */
const WARM_UP: Job = {
  type: 'flow',
  json: JSON.stringify({
    version: '7.1',
    screens: [
      {
        id: 'A',
        title: 'Warm-up',
        terminal: true,
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextHeading', text: 'Nobody sees it' },
            { type: 'TextBody', text: 'It is drawn so that the next takes less time.' },
            { type: 'TextInput', name: 'name', label: 'Name' },
            { type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } },
          ],
        },
      },
    ],
  }),
  options: { title: 'Warm-up' },
};

/** Until the process is there. */
const NO_CHILD: Child = { send: () => undefined, kill: () => undefined, hold: () => undefined };

const MEGABYTE = 1024 * 1024;
export function createPicturePool(options: PicturePoolOptions = {}): PicturePool {
  const {
    size = 1,
    timeoutMs = 10_000,
    idleMs = 30_000,
    mostWaiting = 20,
    mostWaitingCharacters = 24_000_000,
    recycleMb = 400,
    warn = () => undefined,
    start = startChild,
  } = options;
  const workers = new Set<Worker>();
  const waiting: Task[] = [];
  let lastId = 0;
  let isClosed = false;
  const onNoPriority = warnOfPriorityOnce('The process that draws', warn);

  const drop = (worker: Worker): void => {
    clearTimeout(worker.timer);
    workers.delete(worker);
    worker.child.kill();
  };

  const fail = (worker: Worker, error: PictureError): void => {
    const { task } = worker;
    worker.task = undefined;
    task?.reject(error);
  };

  const rest = (worker: Worker): void => {
    clearTimeout(worker.timer);
    worker.child.hold(false);
    worker.timer = setTimeout(() => drop(worker), idleMs);
    worker.timer.unref();
  };

  function take(worker: Worker): void {
    const task = waiting.shift();
    if (task === undefined) rest(worker);
    else give(worker, task);
  }

  function give(worker: Worker, task: Task): void {
    worker.task = task;
    clearTimeout(worker.timer);
    worker.timer = setTimeout(() => {
      drop(worker);
      fail(worker, new PictureError('time-out', `Drawing took longer than ${timeoutMs} ms`));
      next();
    }, timeoutMs);
    worker.timer.unref();
    worker.child.hold(true);
    worker.child.send({ id: task.id, job: task.job });
  }

  function onMessage(worker: Worker, message: FromWorker): void {
    if (message.type === 'ready') {
      worker.isReady = true;
      if (worker.isWarming) drawForNobody(worker);
      return;
    }
    const { task } = worker;
    if (task === undefined || task.id !== message.id) return;
    worker.task = undefined;
    if (message.type === 'drawn')
      task.resolve(message.pictures.map((picture) => ({ ...picture, png: Buffer.from(picture.png) })));
    else task.reject(new PictureError(message.kind, message.message));
    if (message.memory > recycleMb * MEGABYTE) {
      drop(worker);
      next();
    } else take(worker);
  }

  /** Unless somebody has asked meanwhile. */
  function drawForNobody(worker: Worker): void {
    worker.isWarming = false;
    if (worker.task !== undefined) return;
    lastId += 1;
    give(worker, { id: lastId, job: WARM_UP, resolve: () => undefined, reject: () => undefined });
  }

  function startWorker({ isWarming }: Pick<Worker, 'isWarming'> = { isWarming: false }): void {
    const worker: Worker = {
      child: NO_CHILD,
      isReady: false,
      isWarming,
      task: undefined,
      timer: undefined,
    };
    workers.add(worker);
    worker.child = start({
      onMessage: (message) => onMessage(worker, message),
      onNoPriority,
      onExit: (exit) => {
        if (!workers.delete(worker)) return;
        clearTimeout(worker.timer);
        const how = `The process that draws ${howEnded(exit)}`;
        const kind = !worker.isReady ? 'unavailable' : isOutOfMemory(exit) ? 'out-of-memory' : 'failed';
        fail(worker, new PictureError(kind, how));
        next();
      },
    });
    take(worker);
  }

  function next(): void {
    if (isClosed || waiting.length === 0) return;
    const free = [...workers].find(({ task }) => task === undefined);
    if (free !== undefined) take(free);
    else if (workers.size < size) startWorker();
  }

  const ask = (job: Job, signal: AbortSignal | undefined): Promise<Picture[]> =>
    new Promise((resolve, reject) => {
      if (isClosed) return reject(new PictureError('unavailable', 'The pool is closed'));
      if (signal?.aborted === true) return reject(new PictureError('aborted', 'Called off before it began'));
      const size = waiting.reduce((sum, each) => sum + lengthOf(each.job), lengthOf(job));
      if (waiting.length >= mostWaiting || (waiting.length > 0 && size > mostWaitingCharacters)) {
        return reject(new PictureError('busy', `${waiting.length} drawings wait`));
      }
      lastId += 1;
      const onAbort = () => {
        const at = waiting.indexOf(task);
        // One that is being drawn is drawn to its end: the next may want it, and ending the process costs more.
        if (at >= 0) waiting.splice(at, 1);
        reject(new PictureError('aborted', 'Called off'));
      };
      const task: Task = {
        id: lastId,
        job,
        resolve: (pictures) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(pictures);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(task);
      next();
    });

  return {
    warmUp() {
      if (!isClosed && workers.size === 0) startWorker({ isWarming: true });
    },
    drawFlow: (json, { signal, ...drawing } = {}) => ask({ type: 'flow', json, options: drawing }, signal),
    drawChange: (before, after, { signal, ...drawing } = {}) =>
      ask({ type: 'change', before, after, options: drawing }, signal),
    close() {
      isClosed = true;
      const error = new PictureError('unavailable', 'The pool was closed');
      for (const task of waiting.splice(0)) task.reject(error);
      for (const worker of [...workers]) {
        drop(worker);
        fail(worker, error);
      }
    },
    get load() {
      return { processes: workers.size, waiting: waiting.length };
    },
  };
}
