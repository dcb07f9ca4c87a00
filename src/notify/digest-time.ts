const DAY_MS = 24 * 60 * 60_000;
/** 09:00 UTC. */
const HOUR_OF_DAY_MS = 9 * 60 * 60_000;
/** 1 January 1970 was a Thursday; the Monday after came four days later. */
const MONDAY_MS = 4 * DAY_MS;

/**
 * When the next digest goes out: at 09:00 UTC, of any day or of a Monday.
 *
 * @param after Unix ms; that very moment counts.
 * @returns Unix ms.
 */
export function nextDigestAt(mode: 'daily' | 'weekly', after: number): number {
  const [first, period] =
    mode === 'daily' ? [HOUR_OF_DAY_MS, DAY_MS] : ([MONDAY_MS + HOUR_OF_DAY_MS, 7 * DAY_MS] as const);
  return first + Math.ceil((after - first) / period) * period;
}
