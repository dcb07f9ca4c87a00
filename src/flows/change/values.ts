import {
  isObject,
  isObjects,
  isSameJson,
  type Json,
  type JsonObject,
  keysOfBoth,
  ownValue,
  textOf,
} from '../json/json-value.ts';
import { imageBytes, isImage, withoutImages } from './images.ts';
import { isTextLine, pairItems, pairLines, pairObjects, pairOptions } from './list-pairs.ts';
import { movedIndexes } from './order.ts';
import { shownPair, shownText, shownValue } from './shown-values.ts';
import type { ChangedFlag, ChangeWhat } from './what.ts';

/** Where in a component, a screen or the whole file a value stands. */
interface Spot {
  /** The first key of the path; undefined where there is none. */
  top: string | undefined;
  /** The last keys of the path, one more than are shown: a path may be as long as the file is deep. */
  keys: readonly string[];
  option: string | undefined;
}

/** Keys of a path that are shown, the innermost: of a deep one the rest is left out. */
const MAX_KEYS = 5;
const MAX_KEY_CHARACTERS = 40;

/** Where the fields of a component, a screen, an option or the whole file stand. */
export const topSpot = (option?: string): Spot => ({ top: undefined, keys: [], option });

const within = ({ top, keys, option }: Spot, key: string): Spot => ({
  top: top ?? key,
  keys: [...keys.slice(-MAX_KEYS), key],
  option,
});

/** Where the value of such a key stands. */
export const spotAt = (key: string, option?: string): Spot => within(topSpot(option), key);

function fieldOf({ keys: path }: Spot): string {
  const keys = path.slice(-MAX_KEYS).map((key) => shownText(key, MAX_KEY_CHARACTERS));
  return [...(path.length > MAX_KEYS ? ['…'] : []), ...keys].join(' › ');
}

/** What holds where the key is missing (source: the component reference of Flow JSON). */
const FLAGS: ReadonlyMap<string, { flag: ChangedFlag; isOn: boolean }> = new Map([
  ['required', { flag: 'required', isOn: false }],
  ['enabled', { flag: 'enabled', isOn: true }],
  ['visible', { flag: 'visible', isOn: true }],
  ['terminal', { flag: 'terminal', isOn: false }],
  ['success', { flag: 'success', isOn: true }],
]);

const isScalar = (value: Json) => typeof value !== 'object' || value === null;

/** Options and list items carry an `id`, by which they stay the same whatever else changes. */
const isWithIds = (value: Json): value is JsonObject[] =>
  isObjects(value) && value.every((each) => ['string', 'number'].includes(typeof ownValue(each, 'id')));

/** What is read on an option or a list item. */
const titleOf = (option: JsonObject): string | undefined => {
  const content = ownValue(option, 'main-content');
  return textOf(option, 'title') ?? (isObject(content) ? textOf(content, 'title') : undefined);
};

const optionName = (option: JsonObject): string =>
  shownValue(titleOf(option)?.trim() || (ownValue(option, 'id') ?? ''));

/** An object of a list whose members have no IDs, by what is read on it. */
const itemName = (item: Json): string => {
  const texts = isObject(item) ? ['title', 'label', 'alt-text', 'text', 'name'].map((key) => textOf(item, key)) : [];
  return shownValue(texts.find((text) => text !== undefined) ?? item);
};

/** Which of the members that are paired changed places among each other. */
function movedOf<T>(before: readonly T[], pairs: ReadonlyMap<T, T>, after: readonly T[]): Set<T> {
  const positions = new Map(before.map((each, index) => [each, index]));
  const paired = after.flatMap((now): [T, number][] => {
    const position = positions.get(pairs.get(now) ?? now);
    return position === undefined ? [] : [[now, position]];
  });
  const moved = movedIndexes(paired.map(([, position]) => position));
  return new Set(paired.filter((_, index) => moved.has(index)).map(([now]) => now));
}

function optionChanges(before: readonly JsonObject[], after: readonly JsonObject[], spot: Spot): ChangeWhat[] {
  const pairs = pairOptions(before, after, titleOf);
  const moved = movedOf(before, pairs, after);
  const kept = new Set(pairs.values());
  // In the data model they are examples: named by their path, since no component shows them.
  const isOption = spot.top !== 'data';
  const { option } = spot;
  const field = fieldOf(spot);
  const whole = (type: 'added' | 'removed', each: JsonObject): ChangeWhat =>
    isOption
      ? { type, thing: 'option', name: optionName(each), option }
      : { type: `item-${type}`, field, value: optionName(each), option };

  const ofPair = (old: JsonObject, each: JsonObject): ChangeWhat[] => {
    const where = isOption ? topSpot(optionName(old)) : within(spot, optionName(old));
    const [was, is] = [textOf(old, 'title'), textOf(each, 'title')];
    const isRenamed = isOption && was !== undefined && is !== undefined && was !== is;
    const isSubmitted = isOption && spot.top === 'data-source';
    const [oldId, newId] = [ownValue(old, 'id') ?? null, ownValue(each, 'id') ?? null];
    return [
      ...(isRenamed ? [{ type: 'renamed', thing: 'option', ...shownPair(was, is), option } as const] : []),
      ...(isSubmitted && oldId !== newId
        ? [{ type: 'renamed', thing: 'submitted-id', ...shownPair(oldId, newId), option: optionName(old) } as const]
        : []),
      ...(moved.has(each) && isOption
        ? [{ type: 'moved', thing: 'option', name: optionName(old), option } as const]
        : []),
      ...fieldChanges(old, each, where, [...(isRenamed ? ['title'] : []), ...(isSubmitted ? ['id'] : [])]),
    ];
  };
  return [
    ...after.flatMap((each) => {
      const old = pairs.get(each);
      return old === undefined ? [whole('added', each)] : ofPair(old, each);
    }),
    ...before.filter((each) => !kept.has(each)).map((each) => whole('removed', each)),
    ...(moved.size > 0 && !isOption ? [{ type: 'reordered' as const, field, option }] : []),
  ];
}

/** Lists of plain values: which came, went or were edited, or that only their order is another. */
function itemChanges(before: readonly Json[], after: readonly Json[], spot: Spot): ChangeWhat[] {
  const field = fieldOf(spot);
  const { option } = spot;
  const [earlier, later] = [before, after].map((list) => list.map((value, index) => ({ value, line: index + 1 })));
  if (earlier === undefined || later === undefined) return [];
  const same = pairItems(earlier, later);
  const edited = pairLines(earlier, later, same, isTextLine(spot.keys.at(-1)));
  const pairs = new Map([...same, ...edited]);
  const kept = new Set(pairs.values());
  const added = later.filter((each) => !pairs.has(each));
  const removed = earlier.filter((each) => !kept.has(each));
  return [
    ...later.flatMap((now) => {
      const old = edited.get(now);
      return old === undefined ? [] : [pairChange(old.value, now.value, spot, now.line)];
    }),
    ...added.map(({ value }): ChangeWhat => ({ type: 'item-added', field, value: shownValue(value), option })),
    ...removed.map(({ value }): ChangeWhat => ({ type: 'item-removed', field, value: shownValue(value), option })),
    ...(movedOf(earlier, pairs, later).size > 0 ? [{ type: 'reordered' as const, field, option }] : []),
  ];
}

/** Lists of objects without IDs, as images and table rows: those with the same values of their own are the same. */
function objectListChanges(before: JsonObject[], after: JsonObject[], spot: Spot): ChangeWhat[] {
  const field = fieldOf(spot);
  const { option } = spot;
  const pairs = pairObjects(before, after);
  const kept = new Set(pairs.values());
  return [
    ...after.flatMap((now, index): ChangeWhat[] => {
      const old = pairs.get(now);
      if (old !== undefined) return valueChanges(old, now, within(spot, String(index + 1)));
      return [{ type: 'item-added', field, value: itemName(now), option }];
    }),
    ...before
      .filter((each) => !kept.has(each))
      .map((each): ChangeWhat => ({ type: 'item-removed', field, value: itemName(each), option })),
    ...(movedOf(before, pairs, after).size > 0 ? [{ type: 'reordered' as const, field, option }] : []),
  ];
}

function listChanges(before: Json[], after: Json[], spot: Spot): ChangeWhat[] {
  const isEmpty = before.length === 0 && after.length === 0;
  if (before.every(isScalar) && after.every(isScalar)) return isEmpty ? [] : itemChanges(before, after, spot);
  if (isWithIds(before) && isWithIds(after)) return optionChanges(before, after, spot);
  if (isObjects(before) && isObjects(after)) return objectListChanges(before, after, spot);
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) =>
    valueChanges(before[index], after[index], within(spot, String(index + 1))),
  ).flat();
}

/** A text of one line that became one of several, or the other way round. */
function textChanges(before: Json, after: Json, spot: Spot): ChangeWhat[] {
  const asLines = (value: Json) => (typeof value === 'string' ? [value] : value);
  const [earlier, later] = [asLines(before), asLines(after)];
  return Array.isArray(earlier) && Array.isArray(later) && [...earlier, ...later].every(isScalar)
    ? itemChanges(earlier, later, spot)
    : [];
}

/** One value that became another. */
function pairChange(before: Json, after: Json, spot: Spot, line?: number): ChangeWhat {
  const [field, option] = [fieldOf(spot), spot.option];
  const where = line === undefined ? { field, option } : { field, line, option };
  if (typeof before === 'string' && typeof after === 'string' && withoutImages(before) === withoutImages(after)) {
    const bytes = imageBytes(after);
    if (bytes > 0) return { type: 'image', change: 'replaced', bytes, ...where };
  }
  return { type: 'changed', ...where, ...shownPair(before, after) };
}

/** A value that came or went. */
function oneChange(type: 'set' | 'unset', value: Json, spot: Spot): ChangeWhat {
  const [field, option] = [fieldOf(spot), spot.option];
  if (typeof value === 'string' && isImage(value)) {
    return { type: 'image', change: type === 'set' ? 'added' : 'removed', bytes: imageBytes(value), field, option };
  }
  const shown = shownValue(value);
  return type === 'set' ? { type, field, after: shown, option } : { type, field, before: shown, option };
}

/**
 * The differences of two values by their JSON path. Each value is looked at once: to ask first whether two are the same, on
 * every level, would read the innermost as often as it is deep.
 */
export function valueChanges(before: Json | undefined, after: Json | undefined, spot: Spot): ChangeWhat[] {
  if (before === after) return [];
  if (before === undefined) return [oneChange('set', after ?? null, spot)];
  if (after === undefined) return [oneChange('unset', before, spot)];
  if (isObject(before) && isObject(after)) {
    return keysOfBoth(before, after).flatMap((key) =>
      valueChanges(ownValue(before, key), ownValue(after, key), within(spot, key)),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, spot);
  const isLines = isTextLine(spot.keys.at(-1)) && (Array.isArray(before) || Array.isArray(after));
  const lines = isLines ? textChanges(before, after, spot) : [];
  if (lines.length > 0) return lines;
  return isSameJson(before, after) ? [] : [pairChange(before, after, spot)];
}

/** Whether a value is there at all, where what is in it says nothing: an empty one came or went. */
export const presenceChanges = (before: Json | undefined, after: Json | undefined, spot: Spot): ChangeWhat[] =>
  (before === undefined) === (after === undefined) ? [] : valueChanges(before, after, spot);

/** Differences of an object whose keys are themselves what a reader knows. */
export function keyChanges(
  before: JsonObject,
  after: JsonObject,
  thing: 'data' | 'payload',
  option: string | undefined,
): ChangeWhat[] {
  return keysOfBoth(before, after).flatMap((key): ChangeWhat[] => {
    const name = shownText(key);
    if (!Object.hasOwn(before, key)) return [{ type: 'added', thing, name, option }];
    if (!Object.hasOwn(after, key)) return [{ type: 'removed', thing, name, option }];
    return valueChanges(before[key], after[key], within(spotAt(thing, option), key));
  });
}

/** What a click does: the action, where it leads, what it hands on. */
function actionChanges(before: JsonObject, after: JsonObject, option: string | undefined): ChangeWhat[] {
  return keysOfBoth(before, after).flatMap((key) => {
    const [old, now] = [ownValue(before, key), ownValue(after, key)];
    if (key === 'name') return valueChanges(old, now, spotAt('action', option));
    if (key === 'next') {
      const target = valueChanges(targetOf(old), targetOf(now), spotAt('target', option));
      const rest = isObject(old) && isObject(now) ? fieldChanges(old, now, spotAt('next', option), ['name']) : [];
      // Where it came or went without a target, that is all that can be said of it.
      return target.length + rest.length > 0 ? [...target, ...rest] : valueChanges(old, now, spotAt('next', option));
    }
    if (key === 'payload' && isObject(old) && isObject(now)) return keyChanges(old, now, 'payload', option);
    return valueChanges(old, now, spotAt(key, option));
  });
}

const targetOf = (next: Json | undefined): Json | undefined => (isObject(next) ? ownValue(next, 'name') : next);

/** The differences of a screen's, a component's or an option's own fields. */
export function fieldChanges(
  before: JsonObject,
  after: JsonObject,
  spot: Spot,
  besides: readonly string[] = [],
): ChangeWhat[] {
  const skipped = new Set(besides);
  return keysOfBoth(before, after)
    .filter((key) => !skipped.has(key))
    .flatMap((key): ChangeWhat[] => {
      const [old, now] = [ownValue(before, key), ownValue(after, key)];
      const flag = spot.top === undefined ? FLAGS.get(key) : undefined;
      const [was, is] = [old ?? flag?.isOn, now ?? flag?.isOn];
      if (flag !== undefined && typeof was === 'boolean' && typeof is === 'boolean' && was !== is) {
        return [{ type: 'flag', flag: flag.flag, isOn: is, option: spot.option }];
      }
      if (key === 'on-click-action' && isObject(old) && isObject(now)) return actionChanges(old, now, spot.option);
      return valueChanges(old, now, within(spot, key));
    });
}
