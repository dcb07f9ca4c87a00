import { parseBinding } from '../bindings/binding.ts';
import { LAYOUT, RESERVED_SCREEN_ID, SCREEN } from '../data/flow.ts';
import { type FlowModel, MAX_COMPONENT_LEVELS, type Screen } from '../model/flow-model.ts';
import { eachText } from '../parse/each-text.ts';
import { isObject, jsonType, type Place } from '../parse/place.ts';
import type { RuleFunction } from './context.ts';
import { nearest } from './nearest.ts';
import { checkProperties } from './properties.ts';

const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];

/** An ID near to the wrong one that may be used, and that no other screen has. */
function suggestedId(id: string, taken: ReadonlyMap<string, unknown>): string {
  const words = id
    .replace(/\d/g, (digit) => `_${DIGITS[Number(digit)]}_`)
    .normalize('NFKD')
    .replace(/[^A-Za-z]+/g, '_')
    .replace(/^_+|(?<!_)_+$/g, '');
  let suggestion = words === '' ? 'SCREEN' : words;
  while (taken.has(suggestion) || suggestion.toLowerCase() === RESERVED_SCREEN_ID) suggestion += '_B';
  return suggestion;
}

/** So many mentions of a screen are told. */
const MAX_MENTIONS = 20;

/** Where each screen's ID stands besides at the screen: navigate actions, routes, bindings. */
function readMentions(flow: FlowModel): Map<string, Place[]> {
  const mentions = new Map<string, Place[]>();
  const add = (id: string, place: Place) => {
    const known = mentions.get(id) ?? [];
    mentions.set(id, known);
    if (known.length < MAX_MENTIONS) known.push(place);
  };
  for (const { name, place } of flow.actions) {
    const target = name === 'navigate' ? place.get('next')?.get('name') : undefined;
    if (typeof target?.value === 'string') add(target.value, target);
  }
  for (const route of flow.routingModel?.members() ?? []) {
    add(String(route.key), route);
    for (const to of route.items()) if (typeof to.value === 'string') add(to.value, to);
  }
  const screens = flow.root.get('screens') ?? flow.root;
  eachText(
    screens,
    (text) => text.includes('${screen.'),
    (place, text) => {
      for (const [, inside = ''] of text.matchAll(/\$\{([^{}]*)\}/g)) {
        const binding = parseBinding(inside);
        if (binding.of !== 'unknown' && binding.screen !== undefined) add(binding.screen, place);
      }
    },
  );
  return mentions;
}

const oddCharacters = (id: string) =>
  [...new Set([...id].filter((character) => !/[A-Za-z_]/.test(character)))].map((odd) => `"${odd}"`).join(', ');

/**
 * IDs have letters and underscores only, from 7.0 on not underscores alone; SUCCESS is reserved, whatever the case; no
 * two are the same (sources: Meta, guides/flowjson; errors PATTERN_MISMATCH, SCREEN_ID_IS_RESERVED_KEYWORD,
 * DUPLICATE_SCREEN_IDS).
 */
export const checkScreenIds: RuleFunction = (flow, report) => {
  const firsts = new Map<string, Place>();
  let mentions: Map<string, Place[]> | undefined;
  for (const { place: screen } of flow.screens) {
    const place = screen.get('id');
    if (!place) continue;
    const id = place.value;
    if (typeof id !== 'string') {
      report('screen-id-characters', place, { found: jsonType(id) }, { variant: 'type' });
      continue;
    }
    const first = firsts.get(id);
    if (first) {
      report('repeated-screen-id', place, { value: id, line: first });
      continue;
    }
    firsts.set(id, place);
    if (!/^[A-Za-z_]+$/.test(id)) {
      mentions ??= readMentions(flow);
      const lines = mentions.get(id) ?? [];
      const facts = () => ({
        value: id,
        found: id === '' ? '""' : oddCharacters(id),
        suggestion: suggestedId(id, flow.screenById),
        lines,
      });
      report('screen-id-characters', place, facts, { variant: lines.length > 0 ? 'mentioned' : undefined });
    } else if (/^_+$/.test(id) && flow.version.demands('7.0')) {
      report('screen-id-characters', place, { value: id }, { variant: 'underscores' });
    } else if (id.toLowerCase() === RESERVED_SCREEN_ID) {
      report('screen-id-reserved', place, { value: id, suggestion: suggestedId('DONE', flow.screenById) });
    }
  }
};

/** A screen's keys, its title and its layout (source: Meta, guides/flowjson, "Screens" and "Layout"). */
export const checkScreenProperties: RuleFunction = (flow, report) => {
  for (const screen of flow.screens) {
    const { place } = screen;
    if (!isObject(place.value)) continue;
    checkProperties(place, SCREEN, { flow, report, screen, owner: 'screen', known: ['id'] });
    if (place.raw('id') === undefined) report('property-missing', place, { name: 'id', owner: 'screen' });
    if (place.raw('title') === undefined && nearestKey(screen, 'title') === undefined) {
      report('screen-title-missing', place);
    }
    const layout = place.get('layout');
    if (layout) checkProperties(layout, LAYOUT, { flow, report, screen, owner: 'layout' });
    const levels = { max: MAX_COMPONENT_LEVELS };
    for (const list of screen.tooDeep) report('nested-too-deep', list, levels);
  }
};

const nearestKey = (screen: Screen, name: string) =>
  Object.keys(screen.place.value ?? {}).find((key) => !SCREEN.has(key) && nearest(key, [name]) === name);

/** "sensitive" names inputs of the same screen (sources: Meta, guides/flowjson; Meta's own web checker). */
export const checkSensitive: RuleFunction = (flow, report) => {
  for (const { place, fields } of flow.screens) {
    const sensitive = place.get('sensitive');
    if (!sensitive || !Array.isArray(sensitive.value) || !flow.version.has('5.1')) continue;
    const entries = sensitive.items();
    if (entries.length === 0) report('too-few-items', sensitive, { name: 'sensitive', count: 0, min: 1 });
    for (const entry of entries) {
      if (typeof entry.value !== 'string') {
        const facts = { name: 'sensitive', type: jsonType(entry.value), expected: 'string' };
        report('property-type', entry, facts, { variant: 'item' });
      } else if (!fields.has(entry.value)) {
        report('sensitive-unknown-field', entry, { value: entry.value, nearest: nearest(entry.value, fields.keys()) });
      }
    }
  }
};

/** "refresh_on_back" is true only with an endpoint (sources: Meta, guides/flowjson; error INVALID_PROPERTY_VALUE). */
export const checkRefreshOnBack: RuleFunction = ({ screens, hasDataApi }, report) => {
  for (const { place } of screens) {
    const refresh = place.get('refresh_on_back');
    if (refresh?.value === true && !hasDataApi) report('refresh-without-endpoint', refresh);
  }
};
