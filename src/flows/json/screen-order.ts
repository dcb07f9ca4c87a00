/** A screen, and what the file says it leads to. */
interface Screen {
  id: string;
  next: readonly string[];
}

/** A screen at its place in the order in which people go. */
type Ordered<S extends Screen> = S & {
  /** Whether somebody who begins at the first screen can get there. */
  isReached: boolean;
};

/** Those that a walk from the first screen meets: each before what it leads to, as far as no loop forbids that. */
function walk(first: string, nextOf: ReadonlyMap<string, readonly string[]>): string[] {
  const left: string[] = [];
  const met = new Set([first]);
  /** By hand: a long chain of screens would be as many calls. Each with what is still to be visited from there. */
  const open = [{ id: first, rest: [...(nextOf.get(first) ?? [])] }];
  for (;;) {
    const at = open.at(-1);
    if (at === undefined) return left.reverse();
    // From the last to the first, since the whole is turned round: the first branch comes first.
    const next = at.rest.pop();
    if (next === undefined) {
      left.push(at.id);
      open.pop();
    } else if (!met.has(next)) {
      met.add(next);
      open.push({ id: next, rest: [...(nextOf.get(next) ?? [])] });
    }
  }
}

/**
 * Screens in the order in which people go: from the screen that nothing leads to, a branch at a time, and where branches
 * meet after the last of them. Those that are not reached come last, in the file's order.
 *
 * @param screens in the file's order; of two with the same ID the second is not reached.
 * @param isKnown whether the file says where every screen leads; where not, an endpoint may lead anywhere, and all are
 *   taken to be reached.
 */
export function inOrderOfUse<S extends Screen>(screens: readonly S[], isKnown: boolean): Ordered<S>[] {
  const byId = new Map(screens.toReversed().map((screen) => [screen.id, screen]));
  const nextOf = new Map([...byId].map(([id, { next }]) => [id, next.filter((to) => byId.has(to))] as const));
  const ledTo = new Set([...nextOf].flatMap(([from, next]) => next.filter((to) => to !== from)));
  const first = screens.find(({ id }) => !ledTo.has(id)) ?? screens[0];
  if (first === undefined) return [];
  const reached = walk(first.id, nextOf).flatMap((id) => byId.get(id) ?? []);
  const known = new Set<S>(reached);
  const ordered = (screen: S, isReached: boolean) => ({ ...screen, next: nextOf.get(screen.id) ?? [], isReached });
  return [
    ...reached.map((screen) => ordered(screen, true)),
    ...screens.filter((screen) => !known.has(screen)).map((screen) => ordered(screen, !isKnown)),
  ];
}
