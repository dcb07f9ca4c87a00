import { countParts } from '../../likeness.ts';
import { isObject, isObjects, type Json, type JsonObject, ownValue, textOf } from '../json/json-value.ts';
import { type SlotMap, slotMaps } from './branches.ts';
import { pairComponents } from './component-pairs.ts';
import { type Component, caseOf, createPathNumbers, flatten } from './component-tree.ts';
import { isImage } from './images.ts';
import { movedIndexes } from './order.ts';
import { shownPair, shownText } from './shown-values.ts';
import { fieldChanges, topSpot } from './values.ts';
import type { ChangeLine, ChangeWhat, Place } from './what.ts';

/** Characters of a text that name a component without a name; of a condition, which is hard to tell by its beginning. */
const SHORT_TEXT = 30;
const SHORT_CONDITION = 45;

type Line = Omit<ChangeLine, 'screenId'>;

const isBranching = ({ type }: Component) => type === 'If' || type === 'Switch';

const isFixed = (text: string | undefined): text is string =>
  text !== undefined && text.trim() !== '' && !/^[`$]/.test(text);

/** A component as a reader knows it. */
function nameOf(component: Component, hasText = true): string {
  const { own, type, name, text } = component;
  const label = textOf(own, 'label');
  if (type === 'Footer') return type;
  if (isFixed(label)) return shownText(label);
  if (name !== undefined) return shownText(name);
  const shown = isImage(text) ? '' : shownText(text, isBranching(component) ? SHORT_CONDITION : SHORT_TEXT);
  return hasText && shown !== '' ? `${shownText(type, 25)} “${shown}”` : shownText(type);
}

/** The branch of an `If` or `Switch` that a component stands in; undefined outside of all. */
function placeOf({ parent, slot }: Component): Place | undefined {
  if (parent === undefined) return undefined;
  if (!isBranching(parent)) return placeOf(parent);
  const key = caseOf(slot);
  const holder = nameOf(parent);
  return key === undefined ? { holder, branch: slot } : { holder, caseKey: shownText(key) };
}

const isSamePlace = (one: Place | undefined, other: Place | undefined) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

interface Holder {
  at: Component | undefined;
  list: string;
}

/** What holds a component, but for what came or went around it and left it as it was. */
function holderOf({ parent, slot }: Component, isPaired: (component: Component) => boolean, slots: RegExp): Holder {
  let [at, list] = [parent, slot];
  while (at !== undefined && !isPaired(at) && slots.test(list)) [at, list] = [at.parent, at.slot];
  return { at, list };
}

/** Around what stood there already, a new `If` is put so that its `then` shows it. */
const WRAPPED = /^(?:children|then)$/;
/** From each branch of what is gone, what it held can stay. */
const UNWRAPPED = /^/;

interface Compared {
  before: readonly Component[];
  after: readonly Component[];
  pairs: ReadonlyMap<Component, Component>;
  slots: ReadonlyMap<Component, SlotMap>;
}

function movedComponents({ before, after, pairs, slots }: Compared): Set<Component> {
  const kept = new Set(pairs.values());
  const indexes = new Map(before.map((each, index) => [each, index]));
  const moved = new Set<Component>();
  const siblings = new Map<Component | undefined, Map<string, Component[]>>();
  for (const now of after) {
    const old = pairs.get(now);
    if (old === undefined) continue;
    const here = holderOf(now, (each) => pairs.has(each), WRAPPED);
    const there = holderOf(old, (each) => kept.has(each), UNWRAPPED);
    const list = (here.at && slots.get(here.at)?.get(here.list)) ?? here.list;
    if ((here.at && pairs.get(here.at)) !== there.at || list !== there.list) {
      moved.add(now);
      continue;
    }
    const lists = siblings.get(here.at) ?? new Map<string, Component[]>();
    const members = lists.get(here.list) ?? [];
    members.push(now);
    siblings.set(here.at, lists.set(here.list, members));
  }
  for (const list of [...siblings.values()].flatMap((lists) => [...lists.values()])) {
    const moves = movedIndexes(list.map((now) => indexes.get(pairs.get(now) ?? now) ?? 0));
    for (const [index, now] of list.entries()) if (moves.has(index)) moved.add(now);
  }
  return moved;
}

const option = undefined;

function oneBranch(type: 'added' | 'removed', slot: string): ChangeWhat {
  const key = caseOf(slot);
  if (key !== undefined) return { type, thing: 'case', name: shownText(key), option };
  if (slot !== 'children') return { type, thing: 'branch', name: slot, option };
  return type === 'added'
    ? { type: 'set', field: slot, after: '[]', option }
    : { type: 'unset', field: slot, before: '[]', option };
}

/** The branches that an `If` or `Switch` was given, lost, or has under another key. */
function branchChanges(old: Component, now: Component, map: SlotMap = new Map()): ChangeWhat[] {
  const from = new Set(map.values());
  const swapped = new Set<string>();
  const changes = [...now.slots.keys()].flatMap((slot): ChangeWhat[] => {
    const was = map.get(slot);
    if (was === undefined) return old.slots.has(slot) || from.has(slot) ? [] : [oneBranch('added', slot)];
    const thing = caseOf(slot) === undefined ? 'branch' : 'case';
    const [before, after] = [caseOf(was) ?? was, caseOf(slot) ?? slot];
    if (map.get(was) !== slot) return [{ type: 'renamed', thing: 'case', ...shownPair(before, after), option }];
    if (swapped.has(was)) return [];
    swapped.add(slot);
    return [{ type: 'swapped', thing, before: shownText(after), after: shownText(before), option }];
  });
  const removed = [...old.slots.keys()].filter((slot) => !now.slots.has(slot) && !from.has(slot));
  const all = [...changes, ...removed.map((slot) => oneBranch('removed', slot))];
  if (all.length > 0 || old.hasCases === now.hasCases) return all;
  if (now.hasCases) return 'cases' in old.own ? [] : [{ type: 'set', field: 'cases', after: '{}', option }];
  return 'cases' in now.own ? [] : [{ type: 'unset', field: 'cases', before: '{}', option }];
}

/** Whether it shows the component's text itself, which then needs not be in its name. */
const isAboutText = (what: ChangeWhat, { textKey }: Component) =>
  (what.type === 'changed' || what.type === 'item-added' || what.type === 'item-removed') &&
  what.option === undefined &&
  what.field === textKey;

function linesOf(compared: Compared): Line[] {
  const { before, after, pairs, slots } = compared;
  const moved = movedComponents(compared);
  const kept = new Set(pairs.values());
  const stayed = new Set([...pairs].flatMap(([now, old]) => (moved.has(now) ? [] : [now.parent, old.parent])));
  const names = new Map([...before, ...after].map((each) => [each, nameOf(each)]));
  const calledOf = (each: Component) => names.get(each) ?? each.type;
  // Of several that share a name, the place has to say which.
  const counts = [before, after].map((components) => countParts(components.map(calledOf)));
  const isShared = (each: Component) => counts.some((count) => (count.get(calledOf(each)) ?? 0) > 1);

  const whole = (type: 'added' | 'removed', each: Component): Line => {
    const component = calledOf(each);
    // A name that begins with the type says it already.
    const name = component === each.type || component.startsWith(`${each.type} “`) ? '' : shownText(each.type);
    const what: ChangeWhat = stayed.has(each)
      ? { type: type === 'added' ? 'wrapped' : 'unwrapped', name, option }
      : { type, thing: 'component', name, option };
    return { component, place: placeOf(each), what };
  };
  const moves = (now: Component, old: Component): ChangeWhat => {
    const [to, from] = [placeOf(now), placeOf(old)];
    const places = isSamePlace(to, from) ? {} : { to, from };
    return { type: 'moved', thing: 'component', name: '', ...places, option };
  };
  const ofPair = (now: Component, old: Component): Line[] => {
    const changes = [...branchChanges(old, now, slots.get(now)), ...fieldChanges(old.own, now.own, topSpot())];
    const isMoved = moved.has(now);
    if (changes.length === 0 && !isMoved) return [];
    const component = calledOf(old);
    const place = isShared(old) || isShared(now) ? placeOf(now) : undefined;
    return [
      ...(isMoved ? [{ component, place: undefined, what: moves(now, old) }] : []),
      ...changes.map((what) => ({ component: isAboutText(what, old) ? nameOf(old, false) : component, place, what })),
    ];
  };
  return [
    ...after.flatMap((now) => {
      const old = pairs.get(now);
      return old === undefined ? [whole('added', now)] : ofPair(now, old);
    }),
    ...before.filter((each) => !kept.has(each)).map((each) => whole('removed', each)),
  ];
}

/** The differences of two versions of a screen's components, in the order of the new one. */
export function componentChanges(before: readonly JsonObject[], after: readonly JsonObject[]): Line[] {
  const numberOfPath = createPathNumbers();
  const [earlier, later] = [flatten(before, numberOfPath), flatten(after, numberOfPath)];
  const pairs = pairComponents(earlier, later);
  return linesOf({ before: earlier, after: later, pairs, slots: slotMaps(pairs) });
}

/** The components of a screen; undefined where its layout holds something else. */
export function childrenOf(layout: Json | undefined): JsonObject[] | undefined {
  const children = isObject(layout) ? ownValue(layout, 'children') : undefined;
  return isObjects(children) ? children : undefined;
}
