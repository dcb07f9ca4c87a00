import { isObject, type JsonObject, objectsOf, own, stringOf } from './json.ts';

export type ActionKind = 'navigate' | 'data_exchange' | 'complete' | 'open_url' | 'update_data' | 'unknown';

/** An action of a component, or of an option or item of it. */
export interface Action {
  kind: ActionKind;
  /** Its name as the flow has it: for `unknown` ones. */
  name: string;
  /** The screen that a `navigate` leads to. */
  target: string | undefined;
  url: string | undefined;
  /** The option or item that it belongs to; `undefined` for the component itself. */
  item: number | undefined;
}

const KINDS: ReadonlySet<string> = new Set(['navigate', 'data_exchange', 'complete', 'open_url', 'update_data']);
const TRIGGERS = ['on-click-action', 'on-select-action', 'on-unselect-action'];

function readAction(value: unknown, item: number | undefined): Action | undefined {
  if (!isObject(value)) return undefined;
  const name = stringOf(own(value, 'name')) ?? '?';
  const next = own(value, 'next');
  const target = stringOf(own(next, 'name')) ?? stringOf(next);
  return {
    kind: KINDS.has(name) ? (name as ActionKind) : 'unknown',
    name,
    target: name === 'navigate' ? (target ?? '?') : undefined,
    url: stringOf(own(value, 'url')),
    item,
  };
}

/** The actions of a component in the order they are drawn in; the same thing done by two triggers is one. */
export function readActions(props: JsonObject, items: readonly JsonObject[]): Action[] {
  const holders: [JsonObject, number | undefined][] = [
    [props, undefined],
    ...items.map((item, index): [JsonObject, number] => [item, index]),
  ];
  return holders.flatMap(([holder, item]) => {
    const found = TRIGGERS.flatMap((trigger) => readAction(own(holder, trigger), item) ?? []);
    return found.filter(
      (action, index) =>
        found.findIndex(
          ({ kind, target, name }) => kind === action.kind && target === action.target && name === action.name,
        ) === index,
    );
  });
}

/** The options or items of a component, where they stand in the flow itself or in the example of a binding. */
export const itemsOf = (value: unknown): JsonObject[] => objectsOf(value);
