import type { Clock } from '../clock.ts';

/** A database that is gone may come back; milliseconds. */
const INSIST_FOR_MS = 60_000;
const INSIST_EVERY_MS = 500;

/** Writes to the journal, with patience where the database is gone for a while. Rejects as `write` did last. */
export type Insist = <T>(write: () => Promise<T>) => Promise<T>;

export function createInsist(clock: Clock): Insist {
  return async (write) => {
    const giveUpAt = clock.monotonicMs() + INSIST_FOR_MS;
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (clock.monotonicMs() > giveUpAt) throw error;
        await clock.wait(INSIST_EVERY_MS);
      }
    }
  };
}
