import type { Clock } from '../clock.ts';
import { type RetryPolicy, retry } from '../retry.ts';

/** A database that is gone may come back. */
const PATIENCE: RetryPolicy = { firstDelayMs: 500, factor: 1, giveUpAfterMs: 60_000 };

/** Writes to the journal, with patience where the database is gone for a while. Rejects as `write` did last. */
export type Insist = <T>(write: () => Promise<T>) => Promise<T>;

export const createInsist =
  (clock: Pick<Clock, 'monotonicMs' | 'after'>): Insist =>
  (write) =>
    retry(write, PATIENCE, { clock });
