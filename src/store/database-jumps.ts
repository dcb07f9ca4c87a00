import type { Clock } from '../clock.ts';

/**
 * Notices where the database's clock jumps ahead of this process': then what was to rest for a while by that clock has not
 * rested. A process' monotonic clock and a database's differ by a constant, but for the time that a statement is on its way
 * and for what clocks drift.
 */
export interface DatabaseJumps {
  /** The latest that the database's clock can show within the next statement, in Unix ms; undefined: not known yet. */
  latestMs(): number | undefined;
  /**
   * Takes note of a time that the database has shown.
   *
   * @param databaseMs Unix ms.
   * @param askedAt when the statement was sent, by the process' clock.
   * @returns whether the clock has jumped since it was seen last.
   */
  note(databaseMs: number, askedAt: number): boolean;
}

/** Steps of less are none: time servers slew what is below 128 ms (source: ntpd's step threshold). */
const SMALLEST_JUMP_MS = 100;
/** The most that a clock is slewed, or drifts (source: the Linux kernel's limit of 500 ppm). */
const DRIFT = 0.0005;

export function createDatabaseJumps(clock: Pick<Clock, 'monotonicMs'>): DatabaseJumps {
  /** The database's clock was at most so much ahead of this process', when it was seen last; and when that was. */
  let seen: { aheadMs: number; at: number } | undefined;
  let roundTripMs = 0;

  const slackMs = (since: number) => SMALLEST_JUMP_MS + DRIFT * (clock.monotonicMs() - since);

  return {
    latestMs: () => seen && Math.round(clock.monotonicMs() + seen.aheadMs + slackMs(seen.at) + 2 * roundTripMs),

    note(databaseMs, askedAt) {
      const now = clock.monotonicMs();
      const hasJumped = seen !== undefined && databaseMs - now > seen.aheadMs + slackMs(seen.at);
      roundTripMs = now - askedAt;
      seen = { aheadMs: databaseMs - askedAt, at: now };
      return hasJumped;
    },
  };
}
