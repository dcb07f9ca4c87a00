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
import { movedIndexes, pairByKey } from './order.ts';
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
const idOf = (object: JsonObject): string | undefined => {
  const id = ownValue(object, 'id');
  return typeof id === 'string' || typeof id === 'number' ? `${typeof id} ${id}` : undefined;
};
const isWithIds = (value: Json): value is JsonObject[] =>
  isObjects(value) && value.every((each) => idOf(each) !== undefined);

const optionName = (option: JsonObject): string => {
  const content = ownValue(option, 'main-content');
  const title = textOf(option, 'title') ?? (isObject(content) ? textOf(content, 'title') : undefined);
  return shownValue(title ?? ownValue(option, 'id') ?? '');
};

function optionChanges(before: readonly JsonObject[], after: readonly JsonObject[], spot: Spot): ChangeWhat[] {
  const pairs = pairByKey(before, after, idOf);
  const positions = new Map(before.map((each, index) => [each, index]));
  const paired = [...pairs];
  const moved = movedIndexes(paired.map(([, old]) => positions.get(old) ?? 0));
  const movedOptions = new Set(paired.filter((_, index) => moved.has(index)).map(([each]) => each));
  const kept = new Set(pairs.values());
  // In the data model they are examples: named by their path, since no component shows them.
  const isOption = spot.top !== 'data';
  const { option } = spot;
  const field = fieldOf(spot);

  const one = (each: JsonObject): ChangeWhat[] => {
    const old = pairs.get(each);
    const name = optionName(each);
    if (old === undefined) {
      return [
        isOption
          ? { type: 'added', thing: 'option', name, option }
          : { type: 'item-added', field, value: name, option },
      ];
    }
    const where = isOption ? topSpot(optionName(old)) : within(spot, optionName(old));
    const titles = { before: textOf(old, 'title'), after: textOf(each, 'title') };
    const isRenamed =
      isOption && titles.before !== undefined && titles.after !== undefined && titles.before !== titles.after;
    return [
      ...(isRenamed
        ? [
            {
              type: 'renamed' as const,
              thing: 'option' as const,
              ...shownPair(titles.before ?? '', titles.after ?? ''),
              option,
            },
          ]
        : []),
      ...(movedOptions.has(each) && isOption
        ? [{ type: 'moved' as const, thing: 'option' as const, name: optionName(old), option }]
        : []),
      ...fieldChanges(old, each, where, isRenamed ? ['title'] : []),
    ];
  };
  return [
    ...after.flatMap(one),
    ...before
      .filter((each) => !kept.has(each))
      .map(
        (each): ChangeWhat =>
          isOption
            ? { type: 'removed', thing: 'option', name: optionName(each), option }
            : { type: 'item-removed', field, value: optionName(each), option },
      ),
    ...(movedOptions.size > 0 && !isOption ? [{ type: 'reordered' as const, field, option }] : []),
  ];
}

/** Lists of plain values: which came and went, or that only their order is another. */
function itemChanges(before: readonly Json[], after: readonly Json[], spot: Spot): ChangeWhat[] {
  const keyOf = (value: Json) => `${typeof value} ${value}`;
  const counts = new Map<string, number>();
  for (const value of before) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  const take = (value: Json): boolean => {
    const left = counts.get(keyOf(value)) ?? 0;
    counts.set(keyOf(value), left - 1);
    return left > 0;
  };
  const field = fieldOf(spot);
  const { option } = spot;
  const added = after.filter((value) => !take(value));
  // What is left over stood only in the earlier list; taken from its end, as the first of equals stays.
  const removed = before.toReversed().filter(take).toReversed();
  if (added.length === 0 && removed.length === 0) return [{ type: 'reordered', field, option }];
  return [
    ...added.map((value): ChangeWhat => ({ type: 'item-added', field, value: shownValue(value), option })),
    ...removed.map((value): ChangeWhat => ({ type: 'item-removed', field, value: shownValue(value), option })),
  ];
}

function listChanges(before: Json[], after: Json[], spot: Spot): ChangeWhat[] {
  if (before.every(isScalar) && after.every(isScalar)) {
    return isSameJson(before, after) ? [] : itemChanges(before, after, spot);
  }
  if (isWithIds(before) && isWithIds(after)) return optionChanges(before, after, spot);
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_, index) =>
    valueChanges(before[index], after[index], within(spot, String(index + 1))),
  ).flat();
}

/**
 * The differences of two values by their JSON path. Each value is looked at once: to ask first whether two are the same, on
 * every level, would read the innermost as often as it is deep.
 */
export function valueChanges(before: Json | undefined, after: Json | undefined, spot: Spot): ChangeWhat[] {
  if (before === after) return [];
  const { option } = spot;
  if (before === undefined) return [{ type: 'set', field: fieldOf(spot), after: shownValue(after ?? null), option }];
  if (after === undefined) return [{ type: 'unset', field: fieldOf(spot), before: shownValue(before), option }];
  if (isObject(before) && isObject(after)) {
    return keysOfBoth(before, after).flatMap((key) =>
      valueChanges(ownValue(before, key), ownValue(after, key), within(spot, key)),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, spot);
  if (isSameJson(before, after)) return [];
  return [{ type: 'changed', field: fieldOf(spot), ...shownPair(before, after), option }];
}

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
      const rest = (next: Json | undefined) => (isObject(next) ? { ...next, name: null } : null);
      return [
        ...valueChanges(targetOf(old), targetOf(now), spotAt('target', option)),
        ...valueChanges(rest(old) ?? undefined, rest(now) ?? undefined, spotAt('next', option)).filter(
          ({ type }) => type === 'changed',
        ),
      ];
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
