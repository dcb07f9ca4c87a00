import { wholeBinding, wholeExpression } from '../bindings/binding.ts';
import type { Properties, Property, PropertyKind } from '../data/property.ts';
import type { FlowModel, Screen } from '../model/flow-model.ts';
import { isObject, type JsonType, jsonType, type Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';
import { checkDate, checkDates } from './dates.ts';
import { checkImage } from './media.ts';
import { nearest } from './nearest.ts';
import { checkBoundText } from './values.ts';

/** How each kind is written in the JSON. */
const JSON_TYPES: Readonly<Record<PropertyKind, readonly JsonType[] | undefined>> = {
  text: ['string'],
  texts: ['string', 'array'],
  name: ['string'],
  image: ['string'],
  number: ['number', 'string'],
  boolean: ['boolean'],
  object: ['object'],
  list: ['array'],
  'text-or-list': ['string', 'array'],
  'text-or-object': ['string', 'object'],
  'boolean-or-object': ['boolean', 'object'],
  date: ['string'],
  dates: ['array'],
  action: ['object'],
  options: ['array'],
  'list-items': ['array'],
  images: ['array'],
  components: ['array'],
  cases: ['object'],
  // Rules of their own look at it.
  condition: undefined,
  any: undefined,
};

export interface PropertyContext {
  flow: FlowModel;
  report: Report;
  /** Where bindings are read; undefined outside of a screen. */
  screen: Screen | undefined;
  /** Whose properties they are, in words. */
  owner: string;
  /** Members that are known and looked at elsewhere. */
  known?: readonly string[];
  /** Lists look at heavier and lighter pictures. */
  isInList?: boolean;
  /** The component has "label-variant" to make room. */
  hasLargeLabel?: boolean;
  /** Text components are never blank, in no version. */
  isTextComponent?: boolean;
}

/** Objects with more keys than this are no component that somebody misspelled. */
const MAX_KEYS_COMPARED = 60;

/** Characters as a reader counts them: an emoji is one, not two code units. */
const lengthOf = (text: string): number => [...text].length;

function checkLength(text: string, place: Place, limit: number | undefined, name: string, context: PropertyContext) {
  if (limit === undefined || text.length <= limit) return;
  const count = lengthOf(text);
  if (count <= limit) return;
  const isLabel = name === 'label' && context.hasLargeLabel === false;
  context.report('text-too-long', place, { name, count, limit }, { variant: isLabel ? 'large-label' : undefined });
}

function checkPlainText(text: string, place: Place, property: Property, name: string, context: PropertyContext): void {
  const { flow, report } = context;
  if (text.trim() === '') {
    const isTitle = name === 'title' && context.owner === 'screen';
    const isRefused =
      flow.version.demands('6.0') || context.isTextComponent || (isTitle && flow.version.demands('5.0'));
    if (isRefused) report('blank-text', place, { name });
    return;
  }
  if (property.values && !property.values.includes(text)) {
    const { values } = property;
    report('property-value', place, () => ({
      name,
      value: text,
      allowed: values.join(', '),
      nearest: nearest(text, values),
    }));
    return;
  }
  if (property.kind === 'date') checkDate(text, place, flow, report);
  else if (property.kind === 'image')
    checkImage(text, place, name, { flow, report, isInList: context.isInList ?? false });
  else checkLength(text, place, property.limit, name, context);
}

function checkNumber(value: number, place: Place, { min, max }: Property, name: string, report: Report): void {
  if (max !== undefined && value > max) report('number-range', place, { name, value, max });
  else if (min !== undefined && value < min) report('number-range', place, { name, value, min }, { variant: 'small' });
}

/** A list of plain values, of which each may be one of a few. */
function checkEntries(place: Place, property: Property, name: string, context: PropertyContext): void {
  const { report } = context;
  const { values } = property;
  if (!values) return;
  for (const entry of place.items()) {
    if (typeof entry.value !== 'string') {
      const facts = { name, type: jsonType(entry.value), expected: 'string' };
      report('property-type', entry, facts, { variant: 'item' });
    } else if (!values.includes(entry.value)) {
      const near = nearest(entry.value, values);
      if (name === 'allowed-mime-types') report('mime-type-unknown', entry, { value: entry.value, nearest: near });
      else report('property-value', entry, { name, value: entry.value, allowed: values.join(', '), nearest: near });
    }
  }
}

/** The texts of a paragraph, each a text of its own. */
function checkTexts(place: Place, property: Property, name: string, context: PropertyContext): void {
  const { flow, report } = context;
  const { listFrom } = property;
  if (listFrom !== undefined && !flow.version.has(listFrom)) {
    report('property-type', place, { name, from: listFrom, version: flow.version.said }, { variant: 'list' });
    return;
  }
  const texts = place.items();
  if (texts.length === 0) report('too-few-items', place, { name, count: 0, min: 1 });
  for (const text of texts) {
    if (typeof text.value !== 'string') {
      const facts = { name, type: jsonType(text.value), expected: 'string' };
      report('property-type', text, facts, { variant: 'item' });
    }
  }
  const length = texts.reduce((sum, { value }) => sum + (typeof value === 'string' ? value.length : 0), 0);
  if (property.limit !== undefined && length > property.limit) {
    report('text-too-long', place, { name, count: length, limit: property.limit });
  }
}

function checkValue(place: Place, property: Property, name: string, context: PropertyContext): void {
  const { flow, report, screen } = context;
  const { value } = place;
  const expected = JSON_TYPES[property.kind];
  const type = jsonType(value);

  if (typeof value === 'string' && property.kind !== 'condition') {
    if (property.isFixed) {
      if (wholeBinding(value) !== undefined || wholeExpression(value) !== undefined) {
        report('binding-not-allowed', place, { name });
        return;
      }
    } else if (screen) {
      const bound = checkBoundText(value, { flow, screen, place, name, expected, use: 'property', report });
      if (bound !== 'plain') return;
    }
    if (property.kind === 'number') {
      if (/^-?\d+(\.\d+)?$/.test(value)) checkNumber(Number(value), place, property, name, report);
      else report('property-type', place, { name, value }, { variant: 'digits' });
      return;
    }
  }
  if (!expected) return;
  if (!expected.includes(type)) {
    report('property-type', place, { name, type, expected: expected.join(', ') });
    return;
  }
  if (typeof value === 'string') checkPlainText(value, place, property, name, context);
  else if (typeof value === 'number') checkNumber(value, place, property, name, report);
  else if (property.kind === 'texts') checkTexts(place, property, name, context);
  else if (property.kind === 'dates') checkDates(place, name, flow, report);
  else if (property.kind === 'list') checkEntries(place, property, name, context);
}

const isRequired = ({ isRequired: since }: Property, flow: FlowModel) =>
  since === true || (since !== undefined && flow.version.demands(since));

/**
 * Whether a value is an ordinary text, which nothing can be wrong with: most of a large flow is, and each step saved there
 * counts.
 */
function isPlainlyRight(
  value: unknown,
  { kind, values, limit, from, isFixed }: Property,
  { version }: FlowModel,
): boolean {
  if (typeof value !== 'string' || kind !== 'text' || values || isFixed) return false;
  if (value.length > (limit ?? value.length) || value.includes('$') || value.includes('`')) return false;
  return value.trim() !== '' && (from === undefined || version.has(from));
}

/** Checks the members of an object against their table: names, versions, types, values, limits, and what is missing. */
export function checkProperties(place: Place, table: Properties, context: PropertyContext): void {
  const { flow, report, owner, known = [] } = context;
  const { value } = place;
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const property = table.get(name);
    const isSettled = property !== undefined && isPlainlyRight(value[name], property, flow);
    const member = isSettled ? undefined : place.get(name);
    if (!member) continue;
    if (!property) {
      const facts = () => {
        const names = [...table.keys(), ...known].filter((candidate) => !Object.hasOwn(value, candidate));
        return { name, owner, nearest: nearest(name, names) };
      };
      report('unknown-property', member, facts, { onKey: true });
    } else if (property.from !== undefined && !flow.version.has(property.from)) {
      report('property-too-new', member, { name, from: property.from, version: flow.version.said }, { onKey: true });
    } else checkValue(member, property, name, context);
  }
  for (const [name, property] of table) {
    if (Object.hasOwn(value, name) || !isRequired(property, flow) || known.includes(name)) continue;
    // A misspelled name is told of already, with the right one.
    const isMisspelled = Object.keys(value)
      .slice(0, MAX_KEYS_COMPARED)
      .some((key) => !table.has(key) && !known.includes(key) && nearest(key, [name]) !== undefined);
    if (!isMisspelled) report('property-missing', place, { name, owner });
  }
}
