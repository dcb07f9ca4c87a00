import { parseBinding, wholeBinding } from '../bindings/binding.ts';
import { declaredMembers } from '../bindings/value-type.ts';
import { DATA_TYPES } from '../data/flow.ts';
import type { Component, FlowModel } from '../model/flow-model.ts';
import { isObject, jsonType, type Place } from '../parse/place.ts';
import { componentOf, type Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { nearest } from './nearest.ts';

/** Data models are declared a few levels deep; below that nothing is looked at. */
const MAX_LEVELS = 30;
/** So many entries of an example are compared with their declaration. */
const MAX_ENTRIES = 1000;

/** The way to the first part of an example that does not fit its declaration, with both types. */
function misfit(
  example: Place,
  declared: Place,
  level: number,
): { place: Place; found: string; type: string } | undefined {
  const type = declared.raw('type');
  if (typeof type !== 'string' || !DATA_TYPES.includes(type) || level > MAX_LEVELS) return undefined;
  const found = jsonType(example.value);
  if (found !== type) return { place: example, found, type };
  if (type === 'array') {
    const items = declared.get('items');
    if (!items || !isObject(items.value)) return undefined;
    for (const entry of example.items().slice(0, MAX_ENTRIES)) {
      const wrong = misfit(entry, items, level + 1);
      if (wrong) return wrong;
    }
  } else if (type === 'object') {
    for (const member of declaredMembers(declared)?.members() ?? []) {
      const value = isObject(member.value) ? example.get(String(member.key)) : undefined;
      const wrong = value && misfit(value, member, level + 1);
      if (wrong) return wrong;
    }
  }
  return undefined;
}

/** Declarations inside of a declaration: they need a type, but no example. */
function checkInner(declared: Place, name: string, level: number, report: Report): void {
  if (level > MAX_LEVELS) return;
  const inner = [
    ...(declaredMembers(declared)?.members() ?? []),
    ...(isObject(declared.raw('items')) ? [declared.get('items')] : []),
  ];
  for (const place of inner) {
    if (!place || !isObject(place.value)) continue;
    const type = place.get('type');
    const within = typeof place.key === 'string' && place.key !== 'items' ? `${name}.${place.key}` : name;
    if (type && (typeof type.value !== 'string' || !DATA_TYPES.includes(type.value))) reportType(type, within, report);
    checkInner(place, within, level + 1, report);
  }
}

function reportType(type: Place, name: string, report: Report): void {
  if (typeof type.value !== 'string') report('data-type', type, { name }, { variant: 'not-a-text' });
  else report('data-type', type, { name, value: type.value, nearest: nearest(type.value, DATA_TYPES) });
}

/** The components that a key of a data model feeds with options, by the key's declaration. */
function fedByData({ screens, screenById }: FlowModel): Map<unknown, Component> {
  const fed = new Map<unknown, Component>();
  for (const screen of screens) {
    for (const component of screen.components) {
      const source = component.place.raw('data-source');
      const inside = typeof source === 'string' ? wholeBinding(source) : undefined;
      const binding = inside === undefined ? undefined : parseBinding(inside);
      if (binding?.of !== 'data' || binding.path.length > 0) continue;
      const owner = binding.screen === undefined ? screen : screenById.get(binding.screen);
      const declared = owner?.data.get(binding.name);
      if (declared && !fed.has(declared.value)) fed.set(declared.value, component);
    }
  }
  return fed;
}

const wordsOf = ({ place, type }: Component) => componentOf(place) ?? type;

/** A list needs "items"; one that feeds options needs ID and title in them. */
function checkItems(entry: Place, name: string, fed: Component | undefined, report: Report): void {
  const items = entry.get('items');
  if (!items) {
    const facts = { name, component: fed && wordsOf(fed) };
    report('data-array-without-items', entry, facts, { variant: fed ? 'options' : undefined });
    return;
  }
  if (!fed || !isObject(items.value) || items.text('type') === undefined) return;
  const members = declaredMembers(items);
  const missing = ['id', 'title'].filter((member) => members?.raw(member) === undefined);
  if (missing.length === 0) return;
  report('data-source-fields', items, {
    name,
    component: wordsOf(fed),
    missing: missing.map((key) => `"${key}"`).join(', '),
  });
}

/**
 * Each key of a data model has a type that exists, an example that fits it, and, as a list, "items"; what feeds a list of
 * options has ID and title (sources: Meta, guides/flowjson, "Data"; errors INVALID_SCREEN_DATA and
 * INVALID_SCREEN_DYNAMIC_DATA). Unused keys are legal.
 */
export const checkDataModels: RuleFunction = (flow, report) => {
  const fed = fedByData(flow);
  for (const { data } of flow.screens) {
    for (const [name, entry] of data) {
      // A key called "required" may be the list of the required keys.
      if (name === 'required' && Array.isArray(entry.value)) continue;
      if (!isObject(entry.value)) {
        report('data-entry-not-an-object', entry, { name, type: jsonType(entry.value) });
        continue;
      }
      const type = entry.get('type');
      const example = entry.get('__example__');
      const isKnown = typeof type?.value === 'string' && DATA_TYPES.includes(type.value);
      if (!type) report('data-type', entry, { name }, { variant: 'missing' });
      else if (!isKnown) reportType(type, name, report);
      else if (type.value === 'array') checkItems(entry, name, fed.get(entry.value), report);
      if (!example) report('data-example-missing', entry, { name, type: isKnown ? String(type?.value) : '' });
      else {
        const wrong = misfit(example, entry, 0);
        if (wrong) report('data-example-type', wrong.place, { name, found: wrong.found, type: wrong.type });
      }
      checkInner(entry, name, 0, report);
    }
  }
};
