import { COMPONENTS } from '../data/components.ts';
import type { Component, FlowModel } from '../model/flow-model.ts';
import { isObject, jsonType, type Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { nearest } from './nearest.ts';
import { checkProperties } from './properties.ts';

const TEXT_COMPONENTS: readonly string[] = ['TextHeading', 'TextSubheading', 'TextBody', 'TextCaption', 'RichText'];

/** Where components stand side by side: each entry has to be an object with a type. */
function* listsOf(flow: FlowModel): Generator<Place> {
  for (const { place, components } of flow.screens) {
    const children = place.get('layout')?.get('children');
    if (children) yield children;
    for (const { type, place: within } of components) {
      const lists =
        type === 'Form'
          ? [within.get('children')]
          : type === 'If'
            ? [within.get('then'), within.get('else')]
            : type === 'Switch'
              ? (within.get('cases')?.members() ?? [])
              : [];
      for (const list of lists) if (list) yield list;
    }
  }
}

/** Each child is an object with a type (source: Meta, guides/components). */
export const checkChildren: RuleFunction = (flow, report) => {
  for (const list of listsOf(flow)) {
    if (!Array.isArray(list.value)) {
      const isCase = list.parent?.key === 'cases';
      if (isCase)
        report('property-type', list, { name: list.key as string, type: jsonType(list.value), expected: 'array' });
      continue;
    }
    for (const entry of list.items()) {
      if (!isObject(entry.value)) {
        const facts = { name: String(list.key), type: jsonType(entry.value), expected: 'object' };
        report('property-type', entry, facts, { variant: 'item' });
      } else if (entry.raw('type') === undefined) {
        report('property-missing', entry, { name: 'type', owner: 'component' });
      } else if (typeof entry.raw('type') !== 'string') {
        const type = entry.get('type');
        if (type) report('property-type', type, { name: 'type', type: jsonType(type.value), expected: 'string' });
      }
    }
  }
};

function checkComponent({ place, type, spec, form, screen }: Component, flow: FlowModel, report: Report): void {
  const typePlace = place.get('type') ?? place;
  if (!spec) {
    report('unknown-component', typePlace, () => ({ value: type, nearest: nearest(type, COMPONENTS.keys()) }));
    return;
  }
  if (!flow.version.has(spec.from)) {
    report('component-too-new', typePlace, { value: type, from: spec.from, version: flow.version.said });
    return;
  }
  // What a Form says for its inputs is told by a rule of its own.
  const atForm =
    form && spec.isInput ? ['init-value', 'error-message'].filter((name) => spec.properties.has(name)) : [];
  checkProperties(place, spec.properties, {
    flow,
    report,
    screen,
    owner: type,
    known: ['type', ...atForm],
    isTextComponent: TEXT_COMPONENTS.includes(type),
    ...(spec.properties.has('label-variant')
      ? { hasLargeLabel: place.raw('label-variant') === 'large' && flow.version.has('7.0') }
      : {}),
  });
}

/** Every component against its table (source: `data/components.ts`). */
export const checkComponents: RuleFunction = (flow, report) => {
  for (const { components } of flow.screens) {
    for (const component of components) checkComponent(component, flow, report);
  }
};
