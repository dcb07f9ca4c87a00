import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type RetryDelays, retry } from '../retry.ts';
import type { RequestJournal } from './journal.ts';

/** What this process works on. */
export interface UnderWay {
  /** Watches over the work on a request: where it fails, this process or another takes the request up again in a while. */
  add(id: string, work: Promise<void>): void;
  /** Whether work on the request is under way here. */
  has(id: string): boolean;
  /** How many requests are worked on. */
  readonly size: number;
  /** Calls `listener` whenever work on one has ended, with its ID. */
  onEnd(listener: (id: string) => void): void;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  /** What could not be released is not insisted on any more. */
  stop(): void;
}

export interface UnderWayParts {
  journal: Pick<RequestJournal, 'release'>;
  clock: Pick<Clock, 'monotonicMs' | 'after'>;
  log: Pick<Log, 'error'>;
}

/** As long as it takes: what stays this process's, and is not worked on, nobody else would take over. */
const UNTIL_RELEASED: RetryDelays = { firstDelayMs: 2000, factor: 1 };

export function createUnderWay({ journal, clock, log }: UnderWayParts): UnderWay {
  const underWay = new Map<Promise<void>, string>();
  const listeners: ((id: string) => void)[] = [];
  let isStopped = false;

  const releaseAtLast = (id: string): Promise<void> =>
    retry(() => journal.release(id), UNTIL_RELEASED, { clock, shouldRetry: () => !isStopped });

  return {
    add(id, work) {
      const ended = work
        .catch(async (error: unknown) => {
          log.error({ id, err: error }, 'A request did not end: it is taken up again');
          await releaseAtLast(id);
        })
        .catch((error: unknown) => log.error({ id, err: error }, 'A request could not be released'))
        .finally(() => {
          underWay.delete(ended);
          for (const listener of listeners) listener(id);
        });
      underWay.set(ended, id);
    },

    has: (id) => [...underWay.values()].includes(id),

    get size() {
      return underWay.size;
    },

    onEnd: (listener) => void listeners.push(listener),

    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay.keys());
    },

    stop() {
      isStopped = true;
    },
  };
}
