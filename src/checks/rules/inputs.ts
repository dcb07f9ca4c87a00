import type { Place } from '../parse/place.ts';
import { isObject, jsonType } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { isDay } from './dates.ts';

/** What has to be no more than what, and the variant of the finding. */
const RANGES: readonly { min: string; max: string; variant?: string }[] = [
  { min: 'min-chars', max: 'max-chars' },
  { min: 'min-selected-items', max: 'max-selected-items' },
  { min: 'min-uploaded-photos', max: 'max-uploaded-photos' },
  { min: 'min-uploaded-documents', max: 'max-uploaded-documents' },
  { min: 'min-days', max: 'max-days', variant: 'days' },
  { min: 'min-date', max: 'max-date', variant: 'dates' },
];

/** A number, or a day or point in time, that can be compared; undefined for what is bound. */
function comparable(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  return isDay(value) ? Date.parse(value) : undefined;
}

/** A minimum is not above its maximum (source: Meta, errors MIN_VALUE_GREATER_THAN_MAX; its web checker for days). */
export const checkRanges: RuleFunction = ({ screens }, report) => {
  for (const { components } of screens) {
    for (const { place, spec } of components) {
      for (const { min, max, variant } of RANGES) {
        if (!spec?.properties.has(min)) continue;
        const least = comparable(place.raw(min));
        const most = comparable(place.raw(max));
        if (least === undefined || most === undefined || least <= most) continue;
        const facts = { min, max, minValue: String(place.raw(min)), maxValue: String(place.raw(max)) };
        report('minimum-over-maximum', place.get(min) ?? place, facts, { variant });
      }
    }
  }
};

/** Types of inputs that look at no pattern. */
const WITHOUT_PATTERN: readonly unknown[] = ['email', 'phone'];

/** A pattern comes with a text that explains it, and with certain inputs (source: Meta, guides/components, TextInput). */
export const checkPatterns: RuleFunction = ({ screens, version }, report) => {
  for (const { components } of screens) {
    for (const { place, type } of components) {
      const pattern = type === 'TextInput' && version.has('6.2') ? place.get('pattern') : undefined;
      if (!pattern) continue;
      const kind = place.raw('input-type');
      if (WITHOUT_PATTERN.includes(kind)) {
        report('pattern-without-helper', pattern, { value: String(kind) }, { variant: 'input-type' });
      } else if (place.raw('helper-text') === undefined) report('pattern-without-helper', pattern);
    }
  }
};

const EMOJI = /\p{Extended_Pictographic}/u;

/**
 * Left and right caption stand together, the one in the middle alone (sources: Meta, guides/components, Footer; errors
 * INVALID_DEPENDENCIES). An emoji in the label is left out by phones (one report).
 */
export const checkFooters: RuleFunction = ({ screens }, report) => {
  for (const { components } of screens) {
    for (const { place, type } of components) {
      if (type !== 'Footer') continue;
      const [left, right, center] = ['left-caption', 'right-caption', 'center-caption'].map((name) => place.get(name));
      if (center && (left || right)) {
        report('footer-captions', center, { other: String((left ?? right)?.key) }, { variant: 'center', onKey: true });
      } else if (left && !right) {
        report('footer-captions', left, { name: 'left-caption', other: 'right-caption' }, { onKey: true });
      } else if (right && !left) {
        report('footer-captions', right, { name: 'right-caption', other: 'left-caption' }, { onKey: true });
      }
      const label = place.get('label');
      if (typeof label?.value === 'string' && EMOJI.test(label.value)) report('emoji-in-footer', label);
    }
  }
};

/** In range mode each is for two fields, so an object of two. */
const FOR_TWO_FIELDS: ReadonlyMap<string, string> = new Map([
  ['label', 'string'],
  ['helper-text', 'string'],
  ['required', 'boolean'],
  ['init-value', 'string'],
  ['error-message', 'string'],
]);
const RANGE_ONLY: readonly string[] = ['description', 'min-days', 'max-days'];

function checkCalendar(place: Place, report: Report): void {
  const mode = place.raw('mode');
  if (mode !== undefined && mode !== 'single' && mode !== 'range') return;
  for (const [name, expected] of FOR_TWO_FIELDS) {
    const member = place.get(name);
    if (!member) continue;
    const isBound = typeof member.value === 'string' && /^[$`]/.test(member.value);
    if (mode !== 'range') {
      if (isObject(member.value)) report('calendar-mode', member, { name, expected }, { variant: 'object' });
    } else if (!isObject(member.value) && !isBound && jsonType(member.value) === expected) {
      report('calendar-mode', member, { name }, { variant: 'range' });
    }
  }
  if (mode === 'range') return;
  for (const name of RANGE_ONLY) {
    const member = place.get(name);
    if (member) report('calendar-mode', member, { name }, { onKey: true });
  }
}

/**
 * What belongs to the range mode of a CalendarPicker (sources: Meta, guides/components, CalendarPicker; codes
 * MISSING_/UNEXPECTED_CALENDAR_PICKER_RANGE_MODE_PROP of its web checker).
 */
export const checkCalendars: RuleFunction = ({ screens, version }, report) => {
  if (!version.has('6.1')) return;
  for (const { components } of screens) {
    for (const { place, type } of components) if (type === 'CalendarPicker') checkCalendar(place, report);
  }
};
