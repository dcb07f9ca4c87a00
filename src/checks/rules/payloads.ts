import { parseBinding, wholeBinding } from '../bindings/binding.ts';
import { typeOfDeclared, typeOfValue, UNKNOWN, type ValueType } from '../bindings/value-type.ts';
import { PICKER_LIMITS } from '../data/components.ts';
import type { Action, Component, FlowModel, Screen } from '../model/flow-model.ts';
import { eachText } from '../parse/each-text.ts';
import { isObject, type Place } from '../parse/place.ts';
import { componentOf, type Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { nearest, nearestOrLonger } from './nearest.ts';
import { checkBoundText } from './values.ts';

/** Payloads are looked at so deep. */
const MAX_LEVELS = 40;

const words = ({ place, type }: Component) => componentOf(place) ?? type;

/** The values at the top of a payload with their types; undefined where something was told of one. */
type PayloadTypes = Map<string, { place: Place; value: ValueType | undefined; isBound: boolean }>;

/** From 7.2 on expressions in these payloads are checked (source: Meta, changelog of 7.2). */
const isChecked = ({ name }: Action, { version }: FlowModel) =>
  version.demands('7.2') || (name !== 'complete' && name !== 'data_exchange');

interface PayloadVisit {
  action: Action;
  flow: FlowModel;
  report: Report;
  /** The pickers whose files stand at the top, with where. */
  pickers: Map<Component, Place>;
}

function pickerOf(value: ValueType | undefined): Component | undefined {
  return value?.input?.spec?.formValue === 'media' ? value.input : undefined;
}

function visit(place: Place, topKey: string, level: number, at: PayloadVisit): ValueType | undefined {
  const { action, flow, report } = at;
  if (level > MAX_LEVELS) return UNKNOWN;
  const { value } = place;
  if (typeof value !== 'string') {
    for (const child of [...place.items(), ...place.members()]) visit(child, topKey, level + 1, at);
    return typeOfValue(value);
  }
  const use = isChecked(action, flow) ? 'payload' : 'unchecked-expression';
  const isBinding = wholeBinding(value) !== undefined;
  const bound = checkBoundText(value, {
    flow,
    screen: action.owner.screen,
    place,
    name: topKey,
    expected: undefined,
    use: isBinding ? 'payload' : use,
    report,
  });
  if (bound === 'plain') return { type: 'string' };
  const picker = pickerOf(bound.value);
  if (!picker) return bound.value;
  if (action.name === 'navigate') report('picker-in-navigate', place, { binding: value, component: words(picker) });
  else if (level > 0) report('picker-not-on-top', place, { binding: value, component: words(picker), name: topKey });
  else if (!at.pickers.has(picker)) at.pickers.set(picker, place);
  return action.name === 'navigate' ? undefined : bound.value;
}

function numberOf(value: unknown, otherwise: number): number | undefined {
  if (value === undefined) return otherwise;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

/**
 * "complete" takes ten files of 100 MiB together, one before 5.0, counted by what the pickers allow (sources: Meta,
 * reference/media_upload; error INVALID_ON_CLICK_ACTION_PAYLOAD).
 */
function checkPickerLimits({ pickers, flow, report }: PayloadVisit): void {
  const [first] = pickers.values();
  if (!first) return;
  const max = flow.version.isBefore('5.0') ? PICKER_LIMITS.filesBefore50 : PICKER_LIMITS.files;
  let count = 0;
  let kibibytes = 0;
  for (const { type, place } of pickers.keys()) {
    const most = type === 'PhotoPicker' ? 'max-uploaded-photos' : 'max-uploaded-documents';
    const files = numberOf(place.raw(most), PICKER_LIMITS.defaultFiles);
    const size = numberOf(place.raw('max-file-size-kb'), PICKER_LIMITS.defaultKibibytes);
    if (files === undefined || size === undefined) return;
    count += files;
    kibibytes += files * size;
  }
  if (count > max) report('picker-too-many-files', first, { count, max });
  else if (kibibytes > PICKER_LIMITS.kibibytes) {
    report('picker-too-many-files', first, { size: Math.ceil(kibibytes / 1024) }, { variant: 'size' });
  }
}

/** Bindings and expressions in payloads, and files in them (sources: Meta, guides/flowjson; reference/media_upload). */
export const checkPayloads: RuleFunction = (flow, report) => {
  const navigations: { action: Action; target: Screen; types: PayloadTypes }[] = [];
  for (const action of flow.actions) {
    const payload = action.place.get('payload');
    if (payload !== undefined && !isObject(payload.value)) continue;
    const types: PayloadTypes = new Map();
    const at: PayloadVisit = { action, flow, report, pickers: new Map() };
    for (const place of payload?.members() ?? []) {
      const key = String(place.key);
      const isBound = typeof place.value === 'string' && /^(\$\{|`)/.test(place.value);
      types.set(key, { place, value: visit(place, key, 0, at), isBound });
    }
    if (action.name === 'complete') checkPickerLimits(at);
    const target = action.name === 'navigate' ? targetOf(action, flow) : undefined;
    if (target && target !== action.owner.screen) navigations.push({ action, target, types });
    if (action.name === 'update_data') checkUpdate(action, types, report);
  }
  const carried = numbersFromInputs(navigations);
  for (const { action, target, types } of navigations) {
    checkNavigation(action, target, types, flow, report);
    checkCarriedNumbers(action, types, carried, flow, report);
  }
};

function targetOf({ place }: Action, { screenById }: FlowModel): Screen | undefined {
  const name = place.get('next')?.text('name');
  return name === undefined ? undefined : screenById.get(name);
}

/** "update_data" sets keys of the own data model, none from itself (source: Meta's own web checker). */
function checkUpdate({ owner }: Action, types: PayloadTypes, report: Report): void {
  const { screen } = owner;
  for (const [name, { place }] of types) {
    if (!screen.data.has(name)) {
      const facts = { name, screen: screen.words, nearest: nearest(name, screen.data.keys()) };
      report('update-unknown-key', place, facts, { onKey: true });
    } else if (place.value === `\${data.${name}}`) report('update-from-itself', place, { name });
  }
}

/** Where the binding could be read instead of being carried, from 4.0 on. */
function globalHint(value: unknown, { owner }: Action, { version }: FlowModel): string | undefined {
  const inside = typeof value === 'string' ? wholeBinding(value) : undefined;
  const binding = inside === undefined ? undefined : parseBinding(inside);
  if (binding?.of !== 'form' || binding.screen !== undefined || !version.has('4.0')) return undefined;
  return `\${screen.${owner.screen.words}.form.${binding.name}}`;
}

/**
 * The payload of navigate against the data model of the next screen: up to 5.1 and from 7.3 on the same keys, between
 * them no fixed values that it does not know; the types always fit (sources: Meta, errors
 * INVALID_NAVIGATE_ACTION_PAYLOAD and MISSING_NAVIGATION_ACTION_PAYLOAD; Meta's own web checker for 6.0 to 7.2). What
 * Meta's checker does not look at in the items of a NavigationList is no refusal there.
 */
function checkNavigation(action: Action, target: Screen, types: PayloadTypes, flow: FlowModel, report: Report): void {
  const { version } = flow;
  const isStrict = version.demands('7.3') || version.isBefore('6.0');
  const isItem = action.at === 'item';
  const missing = new Set(
    [...target.data.keys()].filter((name) => !types.has(name) && isObject(target.data.get(name)?.value)),
  );
  for (const [name, { place, value, isBound }] of types) {
    const declared = target.data.get(name);
    if (declared) {
      if (value) checkPayloadType({ name, place, value, isBound, declared, target, isItem }, report);
      continue;
    }
    const near = report.isFull('payload-unknown-key') ? undefined : nearestOrLonger(name, missing);
    if (near !== undefined) missing.delete(near);
    const global = isItem ? undefined : globalHint(place.value, action, flow);
    const severity = isItem ? 'item' : isStrict ? undefined : isBound ? 'later' : 'static';
    const variant = global === undefined ? severity : severity === undefined ? 'global' : 'later-global';
    const facts = { name, target: target.words, nearest: near, global };
    report('payload-unknown-key', place, facts, { variant, onKey: true });
  }
  const payload = action.place.get('payload') ?? action.place;
  for (const name of missing) {
    if (name === 'required') continue;
    const variant = isItem ? 'item' : isStrict ? undefined : 'later';
    report('payload-missing-key', payload, { name, target: target.words }, { variant });
  }
}

function checkPayloadType(
  at: {
    name: string;
    place: Place;
    value: ValueType;
    isBound: boolean;
    declared: Place;
    target: Screen;
    isItem: boolean;
  },
  report: Report,
): void {
  const { name, place, value, isBound, declared, target, isItem } = at;
  const { type } = typeOfDeclared(declared);
  if (type === 'unknown' || value.type === 'unknown' || value.type === type) return;
  const facts = {
    name,
    found: value.type,
    target: target.words,
    expected: type,
    component: value.input && words(value.input),
  };
  const variant = isItem ? 'item' : value.input ? 'input' : isBound ? undefined : 'static';
  report('payload-type', place, facts, { variant });
}

/** Numbers that a navigate action takes from an input: by target and key, where they were put in. */
function numbersFromInputs(
  navigations: readonly { action: Action; target: Screen; types: PayloadTypes }[],
): Map<Screen, Map<string, string>> {
  const carried = new Map<Screen, Map<string, string>>();
  for (const { action, target, types } of navigations) {
    for (const [name, { value }] of types) {
      if (value?.type !== 'number' || !value.input) continue;
      const names = carried.get(target) ?? new Map<string, string>();
      carried.set(target, names);
      names.set(name, `\${screen.${action.owner.screen.words}.form.${value.input.name}}`);
    }
  }
  return carried;
}

/** A number that is handed on a second time may arrive as a text (one report). */
function checkCarriedNumbers(
  { owner }: Action,
  types: PayloadTypes,
  carried: ReadonlyMap<Screen, ReadonlyMap<string, string>>,
  { version }: FlowModel,
  report: Report,
): void {
  const arrived = carried.get(owner.screen);
  if (!arrived || !version.has('4.0')) return;
  for (const { place, value } of types.values()) {
    const inside = typeof place.value === 'string' ? wholeBinding(place.value) : undefined;
    const binding = inside === undefined ? undefined : parseBinding(inside);
    if (value?.type !== 'number' || binding?.of !== 'data' || binding.screen !== undefined) continue;
    const source = arrived.get(binding.name);
    if (source !== undefined) report('number-carried-on', place, { name: binding.name, nearest: source });
  }
}

/**
 * A key of the data model that looks like error texts and is read nowhere, in a flow that asks an endpoint (source: field
 * notes; unused keys are legal, so it is advice).
 */
export const checkErrorTexts: RuleFunction = ({ screens, actions }, report) => {
  if (!actions.some(({ name }) => name === 'data_exchange')) return;
  const candidates = screens.flatMap(({ data, id }) =>
    [...data].filter(([name]) => /error/i.test(name)).map(([name, place]) => ({ name, place, id })),
  );
  if (candidates.length === 0) return;
  const read = new Set<string>();
  for (const { place, id = '' } of screens) {
    for (const member of place.members()) {
      if (member.key === 'data') continue;
      eachText(
        member,
        (text) => text.includes('${'),
        (_, text) => {
          for (const [, inside = ''] of text.matchAll(/\$\{([^{}]*)\}/g)) {
            const binding = parseBinding(inside);
            if (binding.of === 'data') read.add(`${binding.screen ?? id} ${binding.name}`);
          }
        },
      );
    }
  }
  for (const { name, place, id } of candidates) {
    if (!read.has(`${id ?? ''} ${name}`)) report('errors-never-shown', place, { name }, { onKey: true });
  }
};
