import { lettersOf, pairByLikeness } from '../../likeness.ts';
import { type Component, flatten } from '../read/component.ts';
import type { Flow, Screen } from '../read/flow.ts';
import { isObject, type JsonObject, own, stringOf } from '../read/json.ts';
import { movedPlaces, pairBy } from './pairs.ts';

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved';

/** What differs between two versions of one screen. */
export interface ScreenChange {
  /** Marks by the path of a block: on the screen as it was, and as it is. */
  before: ReadonlyMap<string, ChangeKind>;
  after: ReadonlyMap<string, ChangeKind>;
  isTitleChanged: boolean;
  isDataChanged: boolean;
  /** Its ID, whether it is terminal, and the like. */
  isElseChanged: boolean;
  routesAdded: string[];
  routesRemoved: string[];
}

/** A screen of the one version, of the other, or both. */
export interface ScreenPair {
  before: number | undefined;
  after: number | undefined;
  /** `undefined` where nothing differs, and where one of the two is not there. */
  change: ScreenChange | undefined;
}

const SLOTS: ReadonlySet<string> = new Set(['children', 'then', 'else', 'cases', 'data-source', 'list-items']);
/** As deep as values are told apart; what is deeper counts as the same. */
const DEPTH = 40;

/** Whether two values say the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown, depth = 0): boolean {
  if (Object.is(one, other) || depth > DEPTH) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index], depth + 1));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key], depth + 1))
  );
}

const without = (object: JsonObject, keys: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.has(key)));

function textOf({ props }: Component): string {
  for (const key of ['label', 'text', 'title', 'condition', 'value', 'src', 'description']) {
    const value = own(props, key);
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(' ');
  }
  return '';
}

/** Texts of one kind that share half of their letters are versions of one another. */
const ALIKE = 0.5;
/** Components that are paired by their place where nothing else tells. */
const UNNAMED = new Set(['Form', 'If', 'Switch', 'Footer', 'RichText', 'NavigationList', 'Image', 'ImageCarousel']);

function pairComponents(before: readonly Component[], after: readonly Component[]): Map<Component, Component> {
  const pairs = new Map<Component, Component>();
  const rest = () => {
    const taken = new Set(pairs.values());
    return [
      before.filter((component) => !taken.has(component)),
      after.filter((component) => !pairs.has(component)),
    ] as const;
  };
  const add = (key: (component: Component) => string | undefined) => {
    const [old, now] = rest();
    for (const [left, right] of pairBy(old, now, key)) pairs.set(left, right);
  };
  add((component) =>
    typeof component.props.name === 'string' ? `${component.type} ${component.props.name}` : undefined,
  );
  add(({ type, props }) => JSON.stringify([type, without(props, SLOTS)]));
  add((component) => (textOf(component) === '' ? undefined : `${component.type} ${textOf(component)}`));
  const alike = pairByLikeness(...rest(), {
    partsOf: (component) => lettersOf(textOf(component)),
    enough: (old, now) => (old.type === now.type ? ALIKE : undefined),
  });
  for (const [now, old] of alike) pairs.set(now, old);
  // What has no text of its own to go by, and a Footer with a new label: by its place.
  add(({ type, path }) => (UNNAMED.has(type) ? `${type} ${path.split('/').length}` : undefined));
  return pairs;
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function markItems(
  left: Component,
  right: Component,
  before: Map<string, ChangeKind>,
  after: Map<string, ChangeKind>,
): void {
  const pairs = pairBy(
    left.items,
    right.items,
    (item) => stringOf(own(item, 'id')) ?? JSON.stringify(own(item, 'title') ?? null),
  );
  const kept = new Set(pairs.values());
  for (const [index, item] of left.items.entries()) if (!kept.has(item)) before.set(`${left.path}#${index}`, 'removed');
  const inBoth = right.items.filter((item) => pairs.has(item));
  const moved = movedPlaces(inBoth.map((item) => left.items.indexOf(pairs.get(item) ?? item)));
  const isMoved = new Set(inBoth.filter((_, index) => moved.has(index)));
  for (const [index, item] of right.items.entries()) {
    const old = pairs.get(item);
    const kind = old === undefined ? 'added' : !isSame(old, item) ? 'changed' : isMoved.has(item) ? 'moved' : undefined;
    if (kind === undefined) continue;
    after.set(`${right.path}#${index}`, kind);
    if (old !== undefined) before.set(`${left.path}#${left.items.indexOf(old)}`, kind);
  }
}

function markComponents(one: Screen, other: Screen): Pick<ScreenChange, 'before' | 'after'> {
  const before = new Map<string, ChangeKind>();
  const after = new Map<string, ChangeKind>();
  const [left, right] = [flatten(one.components), flatten(other.components)];
  const pairs = pairComponents(left, right);
  const kept = new Set(pairs.values());
  // What is within something removed or added is so with it.
  const within = (marks: ReadonlyMap<string, ChangeKind>, path: string, kind: ChangeKind) =>
    [...marks].some(([marked, its]) => its === kind && path.startsWith(`${marked}/`));
  for (const component of left) {
    if (!kept.has(component) && !within(before, component.path, 'removed')) before.set(component.path, 'removed');
  }
  const order = new Map(left.map((component, index) => [component, index]));
  const paired = right.filter((component) => pairs.has(component));
  const moved = movedPlaces(paired.map((component) => order.get(pairs.get(component) ?? component) ?? 0));
  const isMoved = new Set(paired.filter((_, index) => moved.has(index)));
  const pairedParent = new Map(paired.map((component) => [component.path, pairs.get(component)?.path ?? '']));
  for (const component of right) {
    const old = pairs.get(component);
    if (old === undefined) {
      if (!within(after, component.path, 'added')) after.set(component.path, 'added');
      continue;
    }
    const parent = parentOf(component.path).replace(/\/[^/]*\/$/, '');
    const isElsewhere =
      parent !== '' && parentOf(old.path).replace(/\/[^/]*\/$/, '') !== (pairedParent.get(parent) ?? parent);
    const isOwnChanged =
      !isSame(without(old.props, SLOTS), without(component.props, SLOTS)) || old.type !== component.type;
    const areItemsChanged = !isSame(old.items, component.items) || old.itemsBinding !== component.itemsBinding;
    if (areItemsChanged) markItems(old, component, before, after);
    const kind =
      isOwnChanged || (areItemsChanged && old.itemsBinding !== component.itemsBinding)
        ? 'changed'
        : isMoved.has(component) || isElsewhere
          ? 'moved'
          : undefined;
    if (kind === undefined) continue;
    before.set(old.path, kind);
    after.set(component.path, kind);
  }
  return { before, after };
}

const OWN = new Set(['title', 'data', 'layout']);

function compareScreens(
  one: Screen,
  other: Screen,
  routes: readonly [readonly string[], readonly string[]],
): ScreenChange | undefined {
  const marks = markComponents(one, other);
  const change: ScreenChange = {
    ...marks,
    isTitleChanged: !isSame(one.source.title, other.source.title),
    isDataChanged: !isSame(one.source.data ?? {}, other.source.data ?? {}),
    isElseChanged: !isSame(without(one.source, OWN), without(other.source, OWN)),
    routesAdded: routes[1].filter((id) => !routes[0].includes(id)),
    routesRemoved: routes[0].filter((id) => !routes[1].includes(id)),
  };
  const isAny =
    marks.before.size > 0 ||
    marks.after.size > 0 ||
    change.isTitleChanged ||
    change.isDataChanged ||
    change.isElseChanged ||
    change.routesAdded.length > 0 ||
    change.routesRemoved.length > 0;
  // Something that is not read, as a property of the layout.
  return isAny || !isSame(one.source, other.source) ? change : undefined;
}

/** The screens of two versions of a flow side by side, in the order of the later one; removed ones where they stood. */
export function compareFlows(before: Flow, after: Flow): ScreenPair[] {
  const byId = pairBy(before.screens, after.screens, ({ id }) => id);
  const kept = new Set(byId.values());
  // One that was given another ID, and is else the same.
  const renamed = pairBy(
    before.screens.filter((screen) => !kept.has(screen)),
    after.screens.filter((screen) => !byId.has(screen)),
    ({ source }) => JSON.stringify([source.title ?? null, source.layout ?? null]),
  );
  const pairs = new Map([...byId, ...renamed]);
  const placeBefore = new Map(before.screens.map((screen, place) => [screen, place]));
  const found = after.screens.map((screen, place): ScreenPair => {
    const old = pairs.get(screen);
    if (old === undefined) return { before: undefined, after: place, change: undefined };
    const routes = [before.routes.get(old.id) ?? [], after.routes.get(screen.id) ?? []] as const;
    return { before: placeBefore.get(old), after: place, change: compareScreens(old, screen, routes) };
  });
  const gone = new Set(pairs.values());
  for (const [place, screen] of before.screens.entries()) {
    if (gone.has(screen)) continue;
    // After the one that it came after.
    const at = found.findLastIndex((pair) => pair.before !== undefined && pair.before < place);
    found.splice(at + 1, 0, { before: place, after: undefined, change: undefined });
  }
  return found;
}

export const isChanged = ({ before, after, change }: ScreenPair): boolean =>
  before === undefined || after === undefined || change !== undefined;
