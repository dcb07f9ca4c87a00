import type { Finding } from './finding.ts';

/** The last name of a pointer: `label` of `/screens/0/layout/children/3/label`. Positions change when something is added. */
const memberOf = (pointer: string): string => {
  const names = pointer.split('/').filter((name) => name !== '' && !/^\d+$/.test(name));
  return names.at(-1) ?? '';
};

const placeOf = ({ rule, component, pointer }: Finding): string => JSON.stringify([rule, component, memberOf(pointer)]);
const placeOnScreen = (finding: Finding): string => JSON.stringify([finding.screen, placeOf(finding)]);

/** Those of `after` that have no counterpart in `before`, and those of `before` that have none in `after`. */
function unmatched(before: readonly Finding[], after: readonly Finding[], keyOf: (finding: Finding) => string) {
  const waiting = new Map<string, Finding[]>();
  for (const finding of before) {
    const key = keyOf(finding);
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [finding]);
    else same.push(finding);
  }
  const added = after.filter((finding) => waiting.get(keyOf(finding))?.shift() === undefined);
  return { added, removed: [...waiting.values()].flat() };
}

/**
 * What a newer version of a flow has that the older one had not. A finding is the same wherever it has moved: its line, its
 * position among its neighbours and the name of its screen may be others. Pure.
 *
 * @returns findings of `after`, in their order.
 */
export function gainedFindings(before: readonly Finding[], after: readonly Finding[]): Finding[] {
  const onScreens = unmatched(before, after, placeOnScreen);
  // A screen was renamed, or a component went to another one.
  return unmatched(onScreens.removed, onScreens.added, placeOf).added;
}
