import { FLOW, FLOW_LIMITS } from '../data/flow.ts';
import { DATA_API_VERSIONS } from '../data/versions.ts';
import { isObject, jsonType } from '../parse/place.ts';
import type { RuleFunction } from './context.ts';
import { checkProperties } from './properties.ts';

/** Looked at by rules of their own. */
const ELSEWHERE = ['version', 'data_api_version', 'data_channel_uri'];

/** The keys at the top, and their types (source: Meta, guides/flowjson). */
export const checkTopLevel: RuleFunction = (flow, report) => {
  checkProperties(flow.root, FLOW, { flow, report, screen: undefined, owner: 'flow', known: ELSEWHERE });
};

/** One to 100 screens, each an object (sources: Meta, guides/flowjson; error MAX_SCREENS_NUMBER). */
export const checkScreenList: RuleFunction = ({ root, screens, hasUnreadScreens }, report) => {
  const place = root.get('screens');
  if (!place || !Array.isArray(place.value)) return;
  const { length } = place.value;
  if (length === 0) report('too-few-items', place, { name: 'screens', count: 0, min: 1 });
  const max = FLOW_LIMITS.screens;
  if (length > max) {
    const variant = hasUnreadScreens ? 'unread' : undefined;
    report('too-many-screens', place, { count: length, max }, { variant });
  }
  for (const screen of screens) {
    if (isObject(screen.place.value)) continue;
    const facts = { name: 'screens', type: jsonType(screen.place.value), expected: 'object' };
    report('property-type', screen.place, facts, { variant: 'item' });
  }
};

/**
 * With "data_exchange" a flow needs "data_api_version", and with that a "routing_model" (sources: Meta, guides/flowjson;
 * error MISSING_REQUIRED_TYPE_PROPERTY). Meta tells of the second when the first is there; here one finding says both.
 */
export const checkEndpointPieces: RuleFunction = ({ root, version, actions, hasDataApi }, report) => {
  const exchange = actions.find(({ name }) => name === 'data_exchange');
  const hasRouting = root.raw('routing_model') !== undefined;
  if (!hasDataApi && exchange) {
    const name = exchange.place.get('name') ?? exchange.place;
    const newest = DATA_API_VERSIONS.findLast(({ from }) => version.demands(from)) ?? DATA_API_VERSIONS[0];
    report('data-api-version-missing', name, { value: newest?.version }, { variant: hasRouting ? undefined : 'both' });
  }
  const place = root.get('data_api_version');
  if (!place) return;
  const allowed = DATA_API_VERSIONS.filter(({ from }) => version.has(from)).map((known) => known.version);
  if (typeof place.value !== 'string' || !allowed.includes(place.value)) {
    const facts = { value: JSON.stringify(place.value), version: version.said, allowed: allowed.join(', ') };
    report('data-api-version-unknown', place, facts);
  }
  if (!hasRouting) report('routing-model-missing', place);
};

/** Below 3.0 the endpoint's address is in the JSON; from 3.0 on it is refused there (source: Meta, error codes). */
export const checkDataChannel: RuleFunction = ({ root, version, hasDataApi }, report) => {
  const place = root.get('data_channel_uri');
  if (place && version.demands('3.0')) report('data-channel-uri-removed', place, {}, { onKey: true });
  else if (place && typeof place.value !== 'string') {
    report('property-type', place, { name: 'data_channel_uri', type: jsonType(place.value), expected: 'string' });
  } else if (!place && hasDataApi && version.isBefore('3.0')) {
    report('data-channel-uri-missing', root.get('data_api_version') ?? root, {
      version: version.said,
      recommended: '7.3',
    });
  }
};
