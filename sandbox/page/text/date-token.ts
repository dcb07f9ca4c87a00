/**
 * Slack's dates in mrkdwn: `<!date^1700000000^{date_short} at {time}^https://link|fallback>`, shown where the reader is.
 * Source: "Date formatting" in Slack's documentation.
 */

export interface DateContext {
  /** Unix ms, for "today" and its neighbours. */
  nowMs: number;
  /** Where the reader is; the browser's own when absent. */
  timeZone?: string | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Unix seconds, the format, and a link that the text may have. */
const TOKEN = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/;

const ORDINALS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const ordinalRules = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinal = (day: string) => `${day}${ORDINALS[ordinalRules.select(Number(day))]}`;

/** Writes one `{name}`; undefined for a name that it does not know. */
function writer(ms: number, { nowMs, timeZone }: DateContext): (name: string) => string | undefined {
  const text = (locale: string, options: Intl.DateTimeFormatOptions, at = ms) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
  const part = (options: Intl.DateTimeFormatOptions) => text('en-US', options);
  const number = (at = ms) => text('sv-SE', { dateStyle: 'short' }, at);
  const date = () => `${part({ month: 'long' })} ${ordinal(part({ day: 'numeric' }))}, ${part({ year: 'numeric' })}`;

  const written = new Map(
    Object.entries({
      date_num: () => number(),
      date,
      date_short: () => part({ year: 'numeric', month: 'short', day: 'numeric' }),
      date_long: () => `${part({ weekday: 'long' })}, ${date()}`,
      time: () => text('en-GB', { hour: '2-digit', minute: '2-digit' }),
      time_secs: () => text('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    }),
  );

  const near = () => {
    const days: Readonly<Record<string, string>> = {
      [number(nowMs - DAY_MS)]: 'yesterday',
      [number(nowMs)]: 'today',
      [number(nowMs + DAY_MS)]: 'tomorrow',
    };
    return days[number()];
  };

  return (name) => {
    const plain = name.replace(/_pretty$/, '');
    if (plain !== name && !plain.startsWith('date')) return undefined;
    return (plain !== name ? near() : undefined) ?? written.get(plain)?.();
  };
}

/**
 * Reads what stands before the `|` of a date in angle brackets.
 *
 * @returns undefined where it is no date, or none that can be shown: its fallback is for that.
 */
export function dateToken(target: string, context: DateContext): { text: string; url: string | undefined } | undefined {
  const [, seconds, format, url] = TOKEN.exec(target) ?? [];
  if (seconds === undefined || format === undefined) return undefined;
  const ms = Number(seconds) * 1000;
  // A JavaScript date ends there.
  if (Math.abs(ms) > 8.64e15) return undefined;
  const write = writer(ms, context);
  return { text: format.replace(/\{(\w+)\}/g, (token, name: string) => write(name) ?? token), url };
}
