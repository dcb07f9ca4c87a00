import type { Clock } from '../clock.ts';

/** How far a request for several flows is. */
export interface Progress {
  done: number;
  total: number;
  /** Until all are there; an estimate, milliseconds. */
  leftMs: number;
}

/** A line more often than this would be noise; milliseconds. */
const LINE_EVERY_MS = 3000;
/** A `response_url` takes five posts, and the outcome needs two of them. */
const MAX_LINES = 2;

/**
 * Tells now and then how far a request for several flows is: not at its end, and not for one that is quick.
 *
 * @returns a function to be called for each flow that is done.
 */
export function createProgress(clock: Clock, total: number, tell: (progress: Progress) => void): () => void {
  const startedAt = clock.monotonicMs();
  let done = 0;
  let lines = 0;
  let lastLineAt = startedAt;

  return () => {
    done += 1;
    const now = clock.monotonicMs();
    if (done === total || lines === MAX_LINES || now - lastLineAt < LINE_EVERY_MS) return;
    lines += 1;
    lastLineAt = now;
    tell({ done, total, leftMs: ((now - startedAt) / done) * (total - done) });
  };
}
