import { isObject, type Json, type JsonObject, ownValue, textOf } from './json-value.ts';

/** Where screens lead, as the file has it. */
export interface ScreenExits {
  /** IDs, each once: what its components navigate to in their order, then what the routing model adds. */
  next: string[];
  /** Whether that is all: no endpoint decides, and the whole screen was read. */
  isAll: boolean;
}

/** Ways out of a screen that are kept. Meta allows 10 (routing model). */
const MAX_EXITS = 40;
/** Objects and lists of a screen that are read for it: thousands of components. */
const MAX_READ = 50_000;

const ACTIONS: ReadonlySet<string> = new Set(['on-click-action', 'on-select-action', 'on-unselect-action']);

const targetOf = (action: JsonObject): string | undefined => {
  const next = ownValue(action, 'next');
  return isObject(next) ? textOf(next, 'name') : undefined;
};

/**
 * Every action in a layout, however deep, in the order of the file.
 *
 * @returns undefined where there is too much to read.
 */
function actionsIn(layout: Json | undefined): JsonObject[] | undefined {
  const found: JsonObject[] = [];
  let left = MAX_READ;
  function read(value: Json | undefined): void {
    left -= 1;
    if (left < 0) return;
    if (Array.isArray(value)) for (const item of value) read(item);
    else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        const inner = value[key];
        if (ACTIONS.has(key) && isObject(inner)) found.push(inner);
        else if (typeof inner === 'object') read(inner);
      }
    }
  }
  read(layout);
  return left < 0 ? undefined : found;
}

/**
 * Where a screen leads.
 *
 * @param routingModel of the flow; without one an endpoint may lead from a screen that asks it to any other.
 */
export function exitsOf(screen: JsonObject, routingModel: Json | undefined): ScreenExits {
  const actions = actionsIn(ownValue(screen, 'layout'));
  const navigated = (actions ?? []).flatMap((action) =>
    textOf(action, 'name') === 'navigate' ? (targetOf(action) ?? []) : [],
  );
  const id = textOf(screen, 'id') ?? '';
  const routes = isObject(routingModel) ? ownValue(routingModel, id) : undefined;
  const routed = (Array.isArray(routes) ? routes : []).filter((route) => typeof route === 'string');
  const next = [...new Set([...navigated, ...routed])];
  const asksEndpoint = actions?.some((action) => textOf(action, 'name') === 'data_exchange') ?? true;
  return {
    next: next.slice(0, MAX_EXITS),
    isAll: next.length <= MAX_EXITS && (isObject(routingModel) ? actions !== undefined : !asksEndpoint),
  };
}
