/** ISO 8601: a date, or a time with or without its zone. Whatever else `Date.parse` takes is of the machine's own zone. */
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/i;
const DAYS_AGO = /^(\d{1,4})d$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads a time as somebody types it: `30d` ago, a date, or a time. What has no zone is UTC, wherever the machine is.
 *
 * @param now Unix time; milliseconds.
 * @returns Unix time, in milliseconds; undefined where it is no time.
 */
export function givenTime(given: string, now: number): number | undefined {
  const [, days] = DAYS_AGO.exec(given) ?? [];
  if (days !== undefined) return now - Number(days) * DAY_MS;
  const [, date, time = '00:00', zone = 'Z'] = ISO.exec(given) ?? [];
  const at = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : at;
}
