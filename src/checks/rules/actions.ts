import { ACTION_PLACES, ACTIONS, NEXT } from '../data/actions.ts';
import type { Action, FlowModel } from '../model/flow-model.ts';
import { isObject, jsonType } from '../parse/place.ts';
import { componentOf, type Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { nearest } from './nearest.ts';
import { checkProperties } from './properties.ts';

/** Whether the action stands on a component and in a property that exist in the flow's version. */
function isKnownPlace({ owner, property, at }: Action, { version }: FlowModel): boolean {
  const { spec } = owner;
  if (!spec || !version.has(spec.from)) return false;
  if (at === 'item') return true;
  const from = at === 'option' ? '6.0' : spec.properties.get(property)?.from;
  return (at === 'option' || spec.properties.has(property)) && (from === undefined || version.has(from));
}

function checkAction(action: Action, flow: FlowModel, report: Report): void {
  const { place, name, owner, property, at } = action;
  const { screen } = owner;
  const namePlace = place.get('name');
  if (!namePlace) {
    report('property-missing', place, { name: 'name', owner: property });
    return;
  }
  if (name === undefined) {
    report('property-type', namePlace, { name: 'name', type: jsonType(namePlace.value), expected: 'string' });
    return;
  }
  const spec = ACTIONS.get(name);
  if (!spec) {
    report('unknown-action', namePlace, () => ({ value: name, nearest: nearest(name, ACTIONS.keys()) }));
    return;
  }
  if (!flow.version.has(spec.from)) {
    report('action-too-new', namePlace, { value: name, from: spec.from, version: flow.version.said });
    return;
  }
  const where = `${owner.type} ${at === 'component' ? '' : `${at}.`}${property}`;
  const allowed = (ACTION_PLACES.get(where) ?? []).filter((one) => flow.version.has(ACTIONS.get(one)?.from ?? '2.1'));
  if (!allowed.includes(name)) {
    const component = componentOf(owner.place) ?? owner.type;
    report('action-not-here', namePlace, { value: name, property, component, allowed: allowed.join(', ') });
    return;
  }
  checkProperties(place, spec.properties, { flow, report, screen, owner: name, known: ['name', 'payload', 'url'] });
  checkPayloadShape(action, spec.properties.get('payload'), flow, report);
  if (name === 'open_url') checkUrl(action, flow, report);
  if (name === 'navigate') checkNext(action, flow, report);
}

function checkPayloadShape(
  { place, name }: Action,
  property: { isRequired?: true | string } | undefined,
  _flow: FlowModel,
  report: Report,
): void {
  const payload = place.get('payload');
  if (!property && payload) report('unknown-property', payload, { name: 'payload', owner: name }, { onKey: true });
  else if (property?.isRequired && !payload) report('property-missing', place, { name: 'payload', owner: name });
  else if (property && payload && !isObject(payload.value)) {
    report('property-type', payload, { name: 'payload', type: jsonType(payload.value), expected: 'object' });
  }
  if (name === 'open_url' && place.raw('url') === undefined)
    report('property-missing', place, { name: 'url', owner: name });
  const url = name !== 'open_url' ? place.get('url') : undefined;
  if (url) report('unknown-property', url, { name: 'url', owner: name }, { onKey: true });
}

const hasScheme = (text: string) => /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(text);

/** open_url has a URI (source: Meta, error INVALID_PROPERTY_VALUE_FORMAT); whether it may be bound is not known. */
function checkUrl({ place }: Action, _flow: FlowModel, report: Report): void {
  const url = place.get('url');
  if (!url) return;
  if (typeof url.value !== 'string') {
    report('property-type', url, { name: 'url', type: jsonType(url.value), expected: 'string' });
  } else if (!/^[$`]/.test(url.value) && !hasScheme(url.value)) report('open-url-format', url, { value: url.value });
}

/**
 * A navigate action leads to another screen that exists; in the items of a NavigationList Meta's check does not look
 * (sources: Meta, error INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME; Meta's own web checker).
 */
function checkNext({ place, owner, at }: Action, flow: FlowModel, report: Report): void {
  const next = place.get('next');
  if (!next || !isObject(next.value)) return;
  checkProperties(next, NEXT, { flow, report, screen: owner.screen, owner: 'next' });
  const target = next.get('name');
  if (typeof target?.value !== 'string' || /^[$`]/.test(target.value)) return;
  if (!flow.screenById.has(target.value)) {
    const wrong = target.value;
    const facts = () => ({ value: wrong, nearest: nearest(wrong, flow.screenById.keys()) });
    report('navigate-unknown-screen', target, facts, { variant: at === 'item' ? 'item' : undefined });
  } else if (target.value === owner.screen.id) report('navigate-same-screen', target, { value: target.value });
}

/**
 * Each action exists, stands where it may, and has what it needs (sources: Meta, guides/flowjson, "Actions"; error codes).
 */
export const checkActions: RuleFunction = (flow, report) => {
  for (const action of flow.actions) if (isKnownPlace(action, flow)) checkAction(action, flow, report);
};

/** A navigate action inside of a branch, in a flow without routing model (one report of field notes). */
export const checkBranchNavigation: RuleFunction = (flow, report) => {
  if (flow.routingModel) return;
  const action = flow.actions.find(
    ({ name, owner }) => name === 'navigate' && owner.branches.some(({ kind }) => kind === 'If'),
  );
  if (action) report('navigate-in-branch-without-routing', action.place.get('name') ?? action.place);
};
