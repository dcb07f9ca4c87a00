import type { FlowDocument } from '../json/flow-document.ts';
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
import { childrenOf, componentChanges } from './components.ts';
import { movedIndexes, pairByKey } from './order.ts';
import { shownPair, shownText } from './shown-values.ts';
import { fieldChanges, keyChanges, spotAt, topSpot, valueChanges } from './values.ts';
import type { ChangeLine, ChangeWhat, FlowChange } from './what.ts';

export { unifiedDiff } from './unified-diff.ts';
export type { FlowChange } from './what.ts';

/** All of a document that counts in a comparison. */
type Meaning = Omit<FlowDocument, 'text'>;

/** Lines of differences that are looked for: more than anybody reads, and what is beyond only costs time. */
const MAX_LINES = 200;

const TOP = topSpot();

const without = (object: JsonObject, ...keys: string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** How a screen is called: its ID, as the file has it. */
const screenName = (screen: JsonObject): string => shownText(textOf(screen, 'id') ?? textOf(screen, 'title') ?? '?');

const whole: ChangeLine = { screenId: undefined, component: undefined, what: { type: 'whole', option: undefined } };

function dataChanges(before: Json | undefined, after: Json | undefined): ChangeWhat[] {
  const [old, now] = [before ?? {}, after ?? {}];
  if (!isObject(old) || !isObject(now)) return valueChanges(before, after, spotAt('data'));
  return keyChanges(old, now, 'data', undefined);
}

function layoutChanges(before: JsonObject, after: JsonObject): Omit<ChangeLine, 'screenId'>[] {
  const [old, now] = [ownValue(before, 'layout'), ownValue(after, 'layout')];
  const [earlier, later] = [childrenOf(old), childrenOf(now)];
  const plain = (changes: ChangeWhat[]) => changes.map((what) => ({ component: undefined, what }));
  if (!isObject(old) || !isObject(now) || earlier === undefined || later === undefined) {
    return plain(valueChanges(old, now, spotAt('layout')));
  }
  const rest = valueChanges(without(old, 'children'), without(now, 'children'), spotAt('layout'));
  return [...plain(rest), ...componentChanges(earlier, later)];
}

function screenChanges(before: JsonObject, after: JsonObject): ChangeLine[] {
  const screenId = screenName(after);
  const [oldId, newId] = [ownValue(before, 'id'), ownValue(after, 'id')];
  const renamed: ChangeWhat[] = isSameJson(oldId, newId)
    ? []
    : [{ type: 'renamed', thing: 'screen', ...shownPair(oldId ?? '', newId ?? ''), option: undefined }];
  const own = fieldChanges(before, after, TOP, ['id', 'data', 'layout']);
  const data = dataChanges(ownValue(before, 'data'), ownValue(after, 'data'));
  return [
    ...[...renamed, ...own, ...data].map((what) => ({ component: undefined, what })),
    ...layoutChanges(before, after),
  ].map((line) => ({ screenId, ...line }));
}

/** Which screen a route leaves, and how each differs. */
function routeChanges(before: Json | undefined, after: Json | undefined): ChangeLine[] {
  const [old, now] = [before ?? {}, after ?? {}];
  if (!isObject(old) || !isObject(now)) {
    return valueChanges(before, after, spotAt('routing_model')).map((what) => ({
      ...whole,
      what,
    }));
  }
  return keysOfBoth(old, now).flatMap((from): ChangeLine[] => {
    const [was, is] = [ownValue(old, from), ownValue(now, from)];
    const found = valueChanges(was ?? [], is ?? [], spotAt('routing_model')).map((what): ChangeWhat => {
      if (what.type !== 'item-added' && what.type !== 'item-removed') return what;
      const type = what.type === 'item-added' ? 'added' : 'removed';
      return { type, thing: 'route', name: what.value, option: undefined };
    });
    return found.map((what) => ({ screenId: shownText(from), component: undefined, what }));
  });
}

/** Adds lines one by one: spread into a call, a million of them would be too many arguments. */
function append(lines: ChangeLine[], more: readonly ChangeLine[]): void {
  for (const line of more) lines.push(line);
}

const cut = (lines: ChangeLine[]): Pick<FlowChange, 'lines' | 'hasMore'> => ({
  lines: lines.slice(0, MAX_LINES),
  ...(lines.length > MAX_LINES ? { hasMore: true } : {}),
});

function pairScreens(before: readonly JsonObject[], after: readonly JsonObject[]): Map<JsonObject, JsonObject> {
  const pairs = pairByKey(before, after, (screen) => textOf(screen, 'id'));
  const kept = new Set(pairs.values());
  // One that differs in nothing but its ID was given another one.
  const rest = pairByKey(
    before.filter((screen) => !kept.has(screen)),
    after.filter((screen) => !pairs.has(screen)),
    (screen) => JSON.stringify([textOf(screen, 'title') ?? null, textOf(screen, 'id') === undefined]),
  );
  for (const [now, old] of rest) {
    if (textOf(now, 'id') === undefined || isSameJson(without(old, 'id'), without(now, 'id'))) pairs.set(now, old);
  }
  return pairs;
}

function compareScreens(before: readonly JsonObject[], after: readonly JsonObject[], routes: ChangeLine[]): FlowChange {
  const routesOfScreen = Map.groupBy(routes, ({ screenId }) => screenId);
  const pairs = pairScreens(before, after);
  const positions = new Map(before.map((screen, index) => [screen, index]));
  const paired = after.filter((screen) => pairs.has(screen));
  const moves = movedIndexes(paired.map((screen) => positions.get(pairs.get(screen) ?? screen) ?? 0));
  const moved = new Set(paired.filter((_, index) => moves.has(index)));
  const kept = new Set(pairs.values());
  const removed = before.filter((screen) => !kept.has(screen));
  const routed = new Set<string | undefined>();
  const lines: ChangeLine[] = [];
  let edited = 0;

  const wholeScreen = (type: 'added' | 'removed' | 'moved', screen: JsonObject): ChangeLine => ({
    screenId: screenName(screen),
    component: undefined,
    what: { type, thing: 'screen', name: shownText(textOf(screen, 'title') ?? ''), option: undefined },
  });
  const routesOf = (screenId: string) => {
    if (routed.has(screenId)) return [];
    routed.add(screenId);
    return routesOfScreen.get(screenId) ?? [];
  };
  /** Beyond the lines that are shown, a screen is only looked at for whether it differs. */
  const changesOf = (old: JsonObject, screen: JsonObject): ChangeLine[] => {
    if (lines.length <= MAX_LINES) return screenChanges(old, screen);
    return isSameJson(old, screen) ? [] : [whole];
  };
  for (const screen of after) {
    const old = pairs.get(screen);
    const ownRoutes = routesOf(screenName(screen));
    if (old === undefined) {
      append(lines, [wholeScreen('added', screen), ...ownRoutes]);
      continue;
    }
    const changes = changesOf(old, screen);
    if (changes.length + ownRoutes.length > 0) edited += 1;
    if (moved.has(screen)) lines.push(wholeScreen('moved', screen));
    append(lines, changes);
    append(lines, ownRoutes);
  }
  for (const screen of removed) append(lines, [wholeScreen('removed', screen), ...routesOf(screenName(screen))]);
  append(
    lines,
    routes.filter(({ screenId }) => !routed.has(screenId)),
  );
  return {
    edited,
    added: after.length - paired.length,
    removed: removed.length,
    moved: moved.size,
    ...cut(lines),
  };
}

function compareObjects(before: JsonObject, after: JsonObject): FlowChange {
  const [earlier, later] = [ownValue(before, 'screens') ?? [], ownValue(after, 'screens') ?? []];
  const isListed = isObjects(earlier) && isObjects(later);
  const apart = ['routing_model', ...(isListed ? ['screens'] : [])];
  const top = fieldChanges(before, after, TOP, apart).map((what) => ({ ...whole, what }));
  const routes = routeChanges(ownValue(before, 'routing_model'), ownValue(after, 'routing_model'));
  const change = compareScreens(isListed ? earlier : [], isListed ? later : [], routes);
  return { ...change, ...cut([...top, ...change.lines]) };
}

/** What is known of two files that would take too long to compare. */
export const tooLargeToCompare: FlowChange = {
  edited: 0,
  added: 0,
  removed: 0,
  moved: 0,
  lines: [{ ...whole, what: { type: 'too-large', option: undefined } }],
};

/**
 * Tells what differs between two versions of a flow, by meaning: screens are known by their `id`, components by their
 * `name`, else by what is read on them, else by where they stand; what moved is neither removed nor added.
 *
 * Takes time linear in the two files.
 *
 * @param before of what is no JSON object only that it differs is known; so it is for `after`.
 */
export function compareFlows(before: Meaning, after: Meaning): FlowChange {
  const none: FlowChange = { edited: 0, added: 0, removed: 0, moved: 0, lines: [] };
  if (before.contentHash === after.contentHash) return none;
  if (!isObject(before.value) || !isObject(after.value)) return { ...none, lines: [whole] };
  const change = compareObjects(before.value, after.value);
  return change.lines.length === 0 ? { ...change, lines: [whole] } : change;
}
