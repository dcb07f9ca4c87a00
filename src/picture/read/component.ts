import { LIMITS } from '../limits.ts';
import { type Action, itemsOf, readActions } from './action.ts';
import { bindingOf, resolve, type Scope } from './binding.ts';
import { isObject, type JsonObject, objectsOf, own, stringOf } from './json.ts';

/** A list of components that a component holds. */
export interface Slot {
  kind: 'children' | 'then' | 'else' | 'case';
  /** Which case. */
  name: string | undefined;
  components: Component[];
}

export interface Component {
  type: string;
  /** Where it stands on its screen, as `2/then/0`: the same for the same file. */
  path: string;
  props: JsonObject;
  slots: Slot[];
  /** Options of a group, items of a list. */
  items: JsonObject[];
  /** The binding that the items are the example of. */
  itemsBinding: string | undefined;
  actions: Action[];
  /** Why what it holds isn't drawn. */
  cut: 'depth' | undefined;
}

/** Counts down what may still be drawn; what is beyond is counted, not kept. */
export interface Budget {
  screen: number;
  all: number;
  left: number;
}

const HOLDERS: ReadonlySet<string> = new Set(['Form', 'If', 'Switch']);

function slotLists(props: JsonObject): [Slot['kind'], string | undefined, JsonObject[]][] {
  const plain = (['children', 'then', 'else'] as const).flatMap((kind): [Slot['kind'], undefined, JsonObject[]][] => {
    const value = own(props, kind);
    return Array.isArray(value) ? [[kind, undefined, objectsOf(value)]] : [];
  });
  const cases = own(props, 'cases');
  if (!isObject(cases)) return plain;
  const entries = Object.entries(cases).slice(0, LIMITS.cases);
  return [
    ...plain,
    ...entries.map(([name, list]): [Slot['kind'], string, JsonObject[]] => ['case', name, objectsOf(list)]),
  ];
}

export function readComponents(
  list: readonly JsonObject[],
  scope: Scope,
  budget: Budget,
  path = '',
  depth = 0,
): Component[] {
  const components: Component[] = [];
  for (const [index, props] of list.entries()) {
    if (budget.screen <= 0 || budget.all <= 0) {
      budget.left += list.length - index;
      break;
    }
    budget.screen -= 1;
    budget.all -= 1;
    const type = stringOf(own(props, 'type')) ?? '?';
    const here = `${path}${index}`;
    const given = own(props, 'data-source') ?? own(props, 'list-items');
    const items = itemsOf(resolve(given, scope));
    const lists = HOLDERS.has(type) || own(props, 'children') !== undefined ? slotLists(props) : [];
    const isTooDeep = depth >= LIMITS.depth && lists.length > 0;
    components.push({
      type,
      path: here,
      props,
      slots: isTooDeep
        ? []
        : lists.map(([kind, name, children]) => ({
            kind,
            name,
            components: readComponents(
              children,
              scope,
              budget,
              `${here}/${kind}${name === undefined ? '' : `-${name}`}/`,
              depth + 1,
            ),
          })),
      items,
      itemsBinding: bindingOf(given),
      actions: readActions(props, items.slice(0, LIMITS.exitsPerScreen * 2)),
      cut: isTooDeep ? 'depth' : undefined,
    });
  }
  return components;
}

/** All components of a screen, each before those that it holds. */
export const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap((component) => [component, ...component.slots.flatMap((slot) => flatten(slot.components))]);
