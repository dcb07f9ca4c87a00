import { isObject, isObjects, type Json, type JsonObject, ownValue, textOf } from '../json/json-value.ts';
import { movedIndexes, pairByKey } from './order.ts';
import { shownText } from './shown-values.ts';
import { fieldChanges, topSpot } from './values.ts';
import type { ChangeLine, ChangeWhat } from './what.ts';

/** A component, with what holds others taken out of its fields. */
interface Component {
  own: JsonObject;
  type: string;
  name: string | undefined;
  /** What is read on it; empty for none. */
  text: string;
  parent: Component | undefined;
  /** Which list of its parent it stands in, as `children` or `cases › a`. */
  slot: string;
  /** A number for the lists that it stands in from the top, forms aside: a form shows nothing of its own. */
  path: number;
}

/** Gives the same number for the same path: a path itself may be as long as the file is deep. */
type NumberOfPath = (parent: number, step: string) => number;

function createPathNumbers(): NumberOfPath {
  const numbers = new Map<string, number>();
  return (parent, step) => {
    const key = `${parent} ${step}`;
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
}

/** Characters of a text that name a component without a name. */
const SHORT_TEXT = 30;
/** Characters of a text that are compared for likeness. */
const COMPARED_TEXT = 200;
/** Two texts are taken for versions of one where half of their pairs of letters are shared. */
const LIKE_ENOUGH = 0.5;
/** Comparisons of texts for one screen: beyond it the rest go by their path. */
const MAX_COMPARISONS = 2500;

const TEXT_KEYS = ['label', 'text', 'title', 'condition', 'value', 'alt-text', 'src'];

function readable(own: JsonObject): string {
  for (const key of TEXT_KEYS) {
    const value = ownValue(own, key);
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(' ');
  }
  return '';
}

/** The lists of components in a component: a form's children, the branches of `If` and `Switch`. */
function slotsOf(component: JsonObject): [string, JsonObject[]][] {
  const lists = ['children', 'then', 'else'].flatMap((key): [string, JsonObject[]][] => {
    const value = ownValue(component, key);
    return isObjects(value) ? [[key, value]] : [];
  });
  const cases = ownValue(component, 'cases');
  if (!isObject(cases) || !Object.values(cases).every(isObjects)) return lists;
  return [
    ...lists,
    ...Object.entries(cases).flatMap(([key, value]): [string, JsonObject[]][] =>
      isObjects(value) ? [[`cases › ${key}`, value]] : [],
    ),
  ];
}

/** The components below, each before those that it holds. */
function flatten(list: readonly JsonObject[], numberOfPath: NumberOfPath): Component[] {
  const found: Component[] = [];
  function add(given: JsonObject, parent: Component | undefined, slot: string): void {
    const slots = slotsOf(given);
    const held = new Set(slots.map(([key]) => key.split(' › ')[0]));
    const own = Object.fromEntries(Object.entries(given).filter(([key]) => !held.has(key)));
    const isInForm = parent?.type === 'Form';
    const component: Component = {
      own,
      type: textOf(given, 'type') ?? '?',
      name: textOf(given, 'name'),
      text: readable(given),
      parent,
      slot,
      path: isInForm ? parent.path : numberOfPath(parent?.path ?? 0, `${parent?.type ?? ''}/${slot}`),
    };
    found.push(component);
    for (const [key, children] of slots) for (const child of children) add(child, component, key);
  }
  for (const given of list) add(given, undefined, 'children');
  return found;
}

function lettersOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  const lower = text.slice(0, COMPARED_TEXT).toLowerCase();
  for (let index = 0; index + 1 < lower.length; index += 1) {
    const pair = lower.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Dice's measure over pairs of letters: 1 for the same text, 0 for nothing in common. */
function likeness(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let shared = 0;
  let total = 0;
  for (const [pair, count] of left) {
    shared += Math.min(count, right.get(pair) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 0 : (2 * shared) / total;
}

function pairByLikeness(before: readonly Component[], after: readonly Component[]): Map<Component, Component> {
  const pairs = new Map<Component, Component>();
  if (before.length * after.length > MAX_COMPARISONS) return pairs;
  const letters = new Map([...before, ...after].map((each) => [each, lettersOf(each.text)]));
  const like = (one: Component, other: Component) =>
    likeness(letters.get(one) ?? new Map<string, number>(), letters.get(other) ?? new Map<string, number>());
  const candidates = after
    .flatMap((now) => before.map((old) => ({ now, old })))
    .filter(({ now, old }) => now.type === old.type && now.name === undefined && old.name === undefined)
    .map((pair) => ({ ...pair, like: like(pair.old, pair.now) }))
    .filter((pair) => pair.like >= LIKE_ENOUGH)
    .sort((one, other) => other.like - one.like);
  const taken = new Set<Component>();
  for (const { now, old } of candidates) {
    if (pairs.has(now) || taken.has(old)) continue;
    pairs.set(now, old);
    taken.add(old);
  }
  return pairs;
}

/** From the surest sign that two components are one to the weakest. */
const SIGNS: readonly ((component: Component) => string | undefined)[] = [
  ({ type, name, text, path }) => JSON.stringify([type, name, text, path]),
  ({ type, name, text }) => JSON.stringify([type, name, text]),
  ({ type, name, path }) => (name === undefined ? undefined : JSON.stringify([type, name, path])),
  ({ type, name }) => (name === undefined ? undefined : JSON.stringify([type, name])),
  ({ name }) => name,
  ({ type, name, text }) => (text === '' ? undefined : JSON.stringify([type, name === undefined, text])),
];
const byPath = ({ type, name, path }: Component) =>
  name === undefined || type === 'Form' ? JSON.stringify([type, path]) : undefined;

/** Each component of the new version with what it was before. */
function pairComponents(before: readonly Component[], after: readonly Component[]): Map<Component, Component> {
  const pairs = new Map<Component, Component>();
  const kept = new Set<Component>();
  const add = (pairing: (before: readonly Component[], after: readonly Component[]) => Map<Component, Component>) => {
    const found = pairing(
      before.filter((each) => !kept.has(each)),
      after.filter((each) => !pairs.has(each)),
    );
    for (const [now, old] of found) {
      pairs.set(now, old);
      kept.add(old);
    }
  };
  for (const sign of SIGNS) add((old, now) => pairByKey(old, now, sign));
  add(pairByLikeness);
  add((old, now) => pairByKey(old, now, byPath));
  return pairs;
}

/** What holds a component, but for a form that came or went around it. */
function holder({ parent, slot }: Component, isPaired: (component: Component) => boolean) {
  let [at, list] = [parent, slot];
  while (at !== undefined && at.type === 'Form' && !isPaired(at)) [at, list] = [at.parent, at.slot];
  return { at, list };
}

function movedComponents(
  before: readonly Component[],
  after: readonly Component[],
  pairs: Map<Component, Component>,
): Set<Component> {
  const kept = new Set(pairs.values());
  const indexes = new Map(before.map((each, index) => [each, index]));
  const moved = new Set<Component>();
  const siblings = new Map<Component | undefined, Map<string, Component[]>>();
  for (const now of after) {
    const old = pairs.get(now);
    if (old === undefined) continue;
    const here = holder(now, (each) => pairs.has(each));
    const there = holder(old, (each) => kept.has(each));
    if ((here.at && pairs.get(here.at)) !== there.at || here.list !== there.list) {
      moved.add(now);
      continue;
    }
    const lists = siblings.get(here.at) ?? new Map<string, Component[]>();
    const list = lists.get(here.list) ?? [];
    list.push(now);
    siblings.set(here.at, lists.set(here.list, list));
  }
  for (const list of [...siblings.values()].flatMap((lists) => [...lists.values()])) {
    const moves = movedIndexes(list.map((now) => indexes.get(pairs.get(now) ?? now) ?? 0));
    for (const [index, now] of list.entries()) if (moves.has(index)) moved.add(now);
  }
  return moved;
}

const isFixed = (text: string | undefined): text is string =>
  text !== undefined && text.trim() !== '' && !/^[`$]/.test(text);

/** A component as a reader knows it. */
function nameOf({ own, type, name, text }: Component, isTextChanged: boolean): string {
  const label = textOf(own, 'label');
  if (type === 'Footer') return type;
  if (isFixed(label)) return shownText(label);
  if (name !== undefined) return shownText(name);
  return isTextChanged || !isFixed(text) ? shownText(type) : `${shownText(type, 25)} “${shownText(text, SHORT_TEXT)}”`;
}

/** The differences of two versions of a screen's components, in the order of the new one. */
export function componentChanges(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): Omit<ChangeLine, 'screenId'>[] {
  const numberOfPath = createPathNumbers();
  const [earlier, later] = [flatten(before, numberOfPath), flatten(after, numberOfPath)];
  const pairs = pairComponents(earlier, later);
  const moved = movedComponents(earlier, later, pairs);
  const kept = new Set(pairs.values());
  const whole = (type: 'added' | 'removed' | 'moved', each: Component, called = nameOf(each, false)) => {
    const what: ChangeWhat = { type, thing: 'component', name: shownText(each.type), option: undefined };
    return { component: called, what };
  };
  const lines = later.flatMap((now) => {
    const old = pairs.get(now);
    if (old === undefined) return [whole('added', now)];
    const component = nameOf(old, old.text !== now.text);
    return [
      ...(moved.has(now) ? [whole('moved', now, nameOf(old, false))] : []),
      ...fieldChanges(old.own, now.own, topSpot()).map((what) => ({ component, what })),
    ];
  });
  return [...lines, ...earlier.filter((each) => !kept.has(each)).map((each) => whole('removed', each))];
}

/** The components of a screen; undefined where its layout holds something else. */
export function childrenOf(layout: Json | undefined): JsonObject[] | undefined {
  const children = isObject(layout) ? ownValue(layout, 'children') : undefined;
  return isObjects(children) ? children : undefined;
}
