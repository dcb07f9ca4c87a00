/** Times as the page shows them, where the reader is, or in the time zone given. */

const dateOf = (ts: string): Date => new Date(Number(ts) * 1000);

/** `09:41`, of Slack's `ts` (seconds since 1970, with a fraction). */
export function timeText(ts: string, timeZone?: string): string {
  return dateOf(ts).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
}

/** `2026-11-24`: the same for all times of one day. */
export function dayOf(ts: string, timeZone?: string): string {
  return dateOf(ts).toLocaleDateString('sv-SE', { timeZone });
}

const DAY_SECONDS = 24 * 60 * 60;

/** `Today`, `Yesterday`, or `Tuesday 24 November`. */
export function dayText(ts: string, nowTs: string, timeZone?: string): string {
  const day = dayOf(ts, timeZone);
  if (day === dayOf(nowTs, timeZone)) return 'Today';
  if (day === dayOf(String(Number(nowTs) - DAY_SECONDS), timeZone)) return 'Yesterday';
  return dateOf(ts).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone });
}
