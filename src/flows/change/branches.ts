import { canonicalJson } from '../json/write-json.ts';
import { type Component, caseOf } from './component-tree.ts';

/** For each slot of a component, in which slot of the same component its content stood before. */
export type SlotMap = ReadonlyMap<string, string>;

/** Gives the same number for components that are the same with all that they hold. */
function createShapes(): (component: Component) => number {
  const numbers = new Map<string, number>();
  const known = new Map<Component, number>();
  return function shapeOf(component: Component): number {
    const found = known.get(component);
    if (found !== undefined) return found;
    const slots = [...component.slots].map(([slot, held]) => [slot, held.map(shapeOf)]);
    const key = `${canonicalJson(component.own)} ${JSON.stringify(slots)}`;
    const shape = numbers.get(key) ?? numbers.size;
    numbers.set(key, shape);
    known.set(component, shape);
    return shape;
  };
}

const subtree = (held: readonly Component[]): Component[] =>
  held.flatMap((each) => [each, ...[...each.slots.values()].flatMap(subtree)]);

const isBranch = (slot: string) => slot !== 'children';

/**
 * Which slots of two versions of a component were given another key, or changed places.
 *
 * @param origins for each slot of the new version, the slot of the old one that its content is from.
 */
function slotMap(old: Component, now: Component, origins: ReadonlyMap<string, string>): SlotMap {
  return new Map(
    [...origins].filter(([slot, from]) => {
      if (slot === from) return false;
      const isRenamed = !old.slots.has(slot) && !now.slots.has(from) && caseOf(slot) !== undefined;
      return isRenamed || origins.get(from) === slot;
    }),
  );
}

/** By content that is the same to the letter. */
function sameOrigins(old: Component, now: Component, shapeOf: (component: Component) => number): Map<string, string> {
  const contents = ({ slots }: Component) =>
    new Map([...slots].filter(([slot]) => isBranch(slot)).map(([slot, held]) => [slot, held.map(shapeOf).join()]));
  const [earlier, later] = [contents(old), contents(now)];
  const waiting = Map.groupBy(
    [...earlier].filter(([slot, content]) => later.get(slot) !== content),
    ([, content]) => content,
  );
  for (const slots of waiting.values()) slots.reverse();
  const origins = new Map<string, string>();
  for (const [slot, content] of later) {
    if (earlier.get(slot) === content) continue;
    const [from] = waiting.get(content)?.pop() ?? [];
    if (from !== undefined) origins.set(slot, from);
  }
  return origins;
}

/** Whether two branches can have changed places, or one have another key. */
function canDiffer(old: Component, now: Component): boolean {
  const shared = [...now.slots.keys()].filter((slot) => isBranch(slot) && old.slots.has(slot)).length;
  return shared > 1 || (shared < now.slots.size && shared < old.slots.size);
}

/** By where the most of what a slot holds comes from. */
function likelyOrigins(old: Component, now: Component, pairs: ReadonlyMap<Component, Component>): Map<string, string> {
  const origins = new Map<string, string>();
  for (const [slot, held] of now.slots) {
    if (!isBranch(slot)) continue;
    const from = held.flatMap((each) => {
      const was = pairs.get(each);
      return was?.parent === old ? [was.slot] : [];
    });
    const [most, votes] = [...Map.groupBy(from, (each) => each)]
      .map(([each, all]) => [each, all.length] as const)
      .reduce<readonly [string, number]>((one, other) => (other[1] > one[1] ? other : one), ['', 0]);
    const size = Math.max(held.length, old.slots.get(most)?.length ?? 0);
    if (votes > 0 && votes * 2 >= size) origins.set(slot, most);
  }
  return origins;
}

/**
 * Where a case was given another key, or two branches changed places, with nothing else changed in them: pairs what they
 * hold one by one, also where another pair looked as good.
 */
export function pairSameBranches(pairs: Map<Component, Component>): void {
  const shapeOf = createShapes();
  const found = [...pairs].filter(([now, old]) => now.slots.size > 0 && old.slots.size > 0 && canDiffer(old, now));
  const renewed = found.flatMap(([now, old]) =>
    [...slotMap(old, now, sameOrigins(old, now, shapeOf))].flatMap(([slot, from]) => {
      const held = subtree(now.slots.get(slot) ?? []);
      return subtree(old.slots.get(from) ?? []).map((was, index) => [held[index], was] as const);
    }),
  );
  const olds = new Set(renewed.map(([, was]) => was));
  for (const [now, was] of pairs) if (olds.has(was)) pairs.delete(now);
  for (const [now, was] of renewed) if (now !== undefined) pairs.set(now, was);
}

/** Of each paired component, which of its slots have another key or changed places. */
export function slotMaps(pairs: ReadonlyMap<Component, Component>): Map<Component, SlotMap> {
  const maps = new Map<Component, SlotMap>();
  for (const [now, old] of pairs) {
    if (now.slots.size === 0 || old.slots.size === 0 || !canDiffer(old, now)) continue;
    const origins = likelyOrigins(old, now, pairs);
    const [only, ...others] = [...now.slots.keys()].filter((slot) => !old.slots.has(slot));
    const [gone, ...more] = [...old.slots.keys()].filter((slot) => !now.slots.has(slot));
    const isEmpty = only !== undefined && gone !== undefined && others.length + more.length === 0;
    if (isEmpty && now.slots.get(only)?.length === 0 && old.slots.get(gone)?.length === 0) origins.set(only, gone);
    const map = slotMap(old, now, origins);
    if (map.size > 0) maps.set(now, map);
  }
  return maps;
}
