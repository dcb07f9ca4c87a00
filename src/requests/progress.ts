import type { Clock } from '../clock.ts';

/** How far a request for several flows is. */
export interface Progress {
  done: number;
  total: number;
  /** Until all are there; an estimate, milliseconds. */
  leftMs: number;
}

/** More often than this would be noise; milliseconds. */
const REPORT_EVERY_MS = 3000;
/** A reply's URL takes five replies (source: Slack's `response_url`), and the outcome needs two of them. */
const MAX_REPORTS = 2;

/**
 * Reports now and then how far a request for several flows is: not at its end, and not of one that is quick.
 *
 * @returns a function to be called for each flow that is done.
 */
export function createProgress(clock: Clock, total: number, report: (progress: Progress) => void): () => void {
  const startedAt = clock.monotonicMs();
  let done = 0;
  let reports = 0;
  let lastReportAt = startedAt;

  return () => {
    done += 1;
    const now = clock.monotonicMs();
    if (done === total || reports === MAX_REPORTS || now - lastReportAt < REPORT_EVERY_MS) return;
    reports += 1;
    lastReportAt = now;
    report({ done, total, leftMs: ((now - startedAt) / done) * (total - done) });
  };
}
