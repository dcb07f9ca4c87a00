import {
  CAROUSEL_IMAGE,
  CAROUSEL_IMAGES,
  CHIP,
  LIST_ITEM,
  LIST_ITEM_PARTS,
  LIST_ITEM_TAGS,
  OPTION,
  OPTION_COUNTS,
} from '../data/components.ts';
import type { Component, FlowModel } from '../model/flow-model.ts';
import { isObject, jsonType, type Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { checkMarkdownImages } from './media.ts';
import { checkProperties } from './properties.ts';

/** How many entries a list has (source: Meta, guides/components; none is refused, too many are not shown). */
function checkCount(list: Place, component: Component, entries: readonly Place[], report: Report): void {
  const counts = OPTION_COUNTS.get(component.type);
  if (!counts) return;
  const name = String(list.key);
  const count = entries.length;
  const { min, withImages } = counts;
  const max =
    withImages !== undefined && entries.some((entry) => entry.raw('image') !== undefined) ? withImages : counts.max;
  if (count === 0) report('too-few-items', list, { name, count, min });
  else if (count < min) report('too-few-items', list, { name, count, min }, { variant: 'chips' });
  else if (count > max) {
    report('too-many-items', list, { name, count, max }, { variant: max === withImages ? 'images' : undefined });
  }
}

/** The IDs of a list differ (source: Meta, guides/components: breaks the selection). */
function checkIds(entries: readonly Place[], report: Report): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const id = entry.text('id');
    if (id === undefined) continue;
    if (seen.has(id)) report('repeated-option-id', entry.get('id') ?? entry, { value: id });
    seen.add(id);
  }
}

function checkEntryTypes(entries: readonly Place[], name: string, report: Report): void {
  for (const entry of entries) {
    if (isObject(entry.value)) continue;
    const facts = { name, type: jsonType(entry.value), expected: 'object' };
    report('property-type', entry, facts, { variant: 'item' });
  }
}

const HEX = /^[0-9a-f]{6}$/i;

function checkColor(option: Place, { version }: FlowModel, report: Report): void {
  const color = option.get('color');
  if (!color || !version.has('5.0') || typeof color.value !== 'string' || /^[$`]/.test(color.value)) return;
  if (HEX.test(color.value)) report('option-color', color, { value: color.value }, { variant: 'hash' });
  else if (!(color.value.startsWith('#') && HEX.test(color.value.slice(1))) && color.value.trim() !== '') {
    report('option-color', color, { value: color.value });
  }
}

const SELECT_ACTIONS: readonly string[] = ['on-select-action', 'on-unselect-action'];

function checkOptions(component: Component, list: Place, flow: FlowModel, report: Report): void {
  const { type, screen, place } = component;
  const table = type === 'ChipsSelector' ? CHIP : OPTION;
  const options = list.items();
  checkCount(list, component, options, report);
  checkEntryTypes(options, 'data-source', report);
  checkIds(options, report);
  const hasOwnAction = SELECT_ACTIONS.some((name) => place.raw(name) !== undefined);
  for (const option of options) {
    checkProperties(option, table, { flow, report, screen, owner: 'option', isInList: true });
    if (table !== OPTION) continue;
    checkColor(option, flow, report);
    const image = option.raw('image');
    const color = option.get('color');
    if (image !== undefined && color && flow.version.has('5.0'))
      report('option-image-and-color', color, {}, { onKey: true });
  }
  if (!hasOwnAction || !flow.version.has('6.0')) return;
  for (const option of options) {
    const action = SELECT_ACTIONS.map((name) => option.get(name)).find((own) => own !== undefined);
    if (action) report('two-select-actions', action, { name: String(action.key) }, { onKey: true });
  }
}

/** The options of lists: their keys, IDs, pictures, colours and actions (source: Meta, guides/components). */
export const checkDataSources: RuleFunction = (flow, report) => {
  for (const { components } of flow.screens) {
    for (const component of components) {
      const list = component.spec?.properties.has('data-source') ? component.place.get('data-source') : undefined;
      if (list && Array.isArray(list.value)) checkOptions(component, list, flow, report);
    }
  }
};

function checkItemParts(item: Place, component: Component, flow: FlowModel, report: Report): void {
  const { screen } = component;
  for (const [name, table] of LIST_ITEM_PARTS) {
    const part = item.get(name);
    if (part) checkProperties(part, table, { flow, report, screen, owner: name, isInList: true });
  }
  const tags = item.get('tags');
  if (!tags || !Array.isArray(tags.value)) return;
  const { most: max, limit } = LIST_ITEM_TAGS;
  const entries = tags.items();
  if (entries.length > max)
    report('too-many-items', tags, { name: 'tags', count: entries.length, max }, { variant: 'tags' });
  for (const tag of entries) {
    if (typeof tag.value !== 'string') {
      report(
        'property-type',
        tag,
        { name: 'tags', type: jsonType(tag.value), expected: 'string' },
        { variant: 'item' },
      );
    } else if ([...tag.value].length > limit) {
      report('text-too-long', tag, { name: 'tags', count: [...tag.value].length, limit });
    }
  }
}

function checkNavigationList(component: Component, flow: FlowModel, report: Report): void {
  const { place, screen } = component;
  const list = place.get('list-items');
  if (!list || !Array.isArray(list.value)) return;
  const items = list.items();
  checkCount(list, component, items, report);
  checkEntryTypes(items, 'list-items', report);
  checkIds(items, report);
  const hasOwnAction = place.raw('on-click-action') !== undefined;
  const isLarge = place.raw('media-size') === 'large';
  let hasBadge = false;
  let isToldTwice = false;
  let isToldEnd = false;
  for (const item of items) {
    if (!isObject(item.value)) continue;
    checkProperties(item, LIST_ITEM, { flow, report, screen, owner: 'list item', isInList: true });
    checkItemParts(item, component, flow, report);
    const action = item.get('on-click-action');
    if (action && hasOwnAction && !isToldTwice) {
      isToldTwice = true;
      report('two-click-actions', action, {}, { onKey: true });
    }
    if (!action && !hasOwnAction) report('item-without-action', item);
    const badge = item.get('badge');
    if (badge && hasBadge) report('navigation-list-badges', badge, {}, { onKey: true });
    hasBadge ||= badge !== undefined;
    const end = item.get('end');
    if (end && isLarge && !isToldEnd) {
      isToldEnd = true;
      report('navigation-list-large-with-end', end, {}, { onKey: true });
    }
  }
}

/** The items of NavigationLists (source: Meta, guides/components, NavigationList). */
export const checkNavigationLists: RuleFunction = (flow, report) => {
  if (!flow.version.has('6.2')) return;
  for (const { components } of flow.screens) {
    for (const component of components) {
      if (component.type === 'NavigationList') checkNavigationList(component, flow, report);
    }
  }
};

/** The pictures of ImageCarousels, one to three (source: Meta, guides/components, ImageCarousel). */
export const checkCarousels: RuleFunction = (flow, report) => {
  if (!flow.version.has('7.1')) return;
  for (const { components } of flow.screens) {
    for (const { place, type, screen } of components) {
      const list = type === 'ImageCarousel' ? place.get('images') : undefined;
      if (!list || !Array.isArray(list.value)) continue;
      const images = list.items();
      const { min, max } = CAROUSEL_IMAGES;
      const facts = { name: 'images', count: images.length, max, min };
      if (images.length < min) report('too-few-items', list, facts);
      else if (images.length > max) report('too-many-items', list, facts, { variant: 'carousel' });
      checkEntryTypes(images, 'images', report);
      for (const image of images) checkProperties(image, CAROUSEL_IMAGE, { flow, report, screen, owner: 'picture' });
    }
  }
};

/** Pictures inside of the texts of RichText. */
export const checkRichTexts: RuleFunction = ({ screens }, report) => {
  for (const { components } of screens) {
    for (const { place, type } of components) {
      const text = type === 'RichText' ? place.get('text') : undefined;
      for (const part of text ? [text, ...text.items()] : []) {
        if (typeof part.value === 'string') checkMarkdownImages(part.value, part, report);
      }
    }
  }
};
