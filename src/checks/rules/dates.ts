import type { FlowModel } from '../model/flow-model.ts';
import { jsonType, type Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';

/** Whether a text is a day of the calendar, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * Days are written YYYY-MM-DD; below 5.0 as milliseconds since 1970 in a text (source: Meta, changelog of 5.0 and
 * guides/components, DatePicker).
 */
export function checkDate(text: string, place: Place, { version }: FlowModel, report: Report): void {
  if (isDay(text) && !version.isBefore('5.0')) return;
  const isTimestamp = /^-?\d{1,15}$/.test(text);
  if (isTimestamp && !version.demands('5.0')) return;
  const facts = { value: text, version: version.said };
  report('date-format', place, facts, { variant: version.isBefore('5.0') ? 'timestamp' : undefined });
}

export function checkDates(place: Place, name: string, flow: FlowModel, report: Report): void {
  for (const entry of place.items()) {
    if (typeof entry.value === 'string') {
      if (!entry.value.startsWith('$') && !entry.value.startsWith('`')) checkDate(entry.value, entry, flow, report);
    } else {
      const facts = { name, type: jsonType(entry.value), expected: 'string' };
      report('property-type', entry, facts, { variant: 'item' });
    }
  }
}
