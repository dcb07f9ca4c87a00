import { LIMITS } from '../limits.ts';
import type { Action, ActionKind } from '../read/action.ts';
import { plainText } from '../read/binding.ts';
import { type Component, flatten } from '../read/component.ts';
import type { Flow, Screen } from '../read/flow.ts';
import { own } from '../read/json.ts';

/** A way out of a screen: an action on it, or a route that only the routing model has. */
export interface Exit {
  kind: ActionKind | 'route';
  /** Path of the block that it leaves from; `undefined` for a route. */
  anchor: string | undefined;
  /** The button or item that it leaves from, in words. */
  label: string;
  /** The ID that it leads to, where it leads to a screen. */
  targetId: string | undefined;
  /** The place of that screen in the flow; `undefined` where there is no such screen. */
  target: number | undefined;
  /** What an unknown action is called, or where an address leads. */
  detail: string | undefined;
}

export interface FlowGraph {
  /** By the place of a screen, its ways out. */
  exits: readonly (readonly Exit[])[];
  /** Ways out that are not kept, by the place of a screen. */
  moreExits: readonly number[];
  /** Screens that people can see first. */
  entries: ReadonlySet<number>;
}

/** The screen that ends a flow from an endpoint's answer: it is in no file. */
const SUCCESS = /^success$/i;
const LABEL_LENGTH = 60;

const hostOf = (url: string): string | undefined =>
  url === '' || !URL.canParse(url) ? url.slice(0, LABEL_LENGTH) || undefined : new URL(url).hostname;

function labelOf(component: Component, action: Action, screen: Screen): string {
  const item = action.item === undefined ? undefined : component.items[action.item];
  const title = item === undefined ? undefined : (own(item, 'title') ?? own(own(item, 'main-content'), 'title'));
  const value = title ?? component.props.label ?? component.props.text ?? component.props.name;
  return plainText(value, screen.scope).replaceAll(/\s+/g, ' ').trim().slice(0, LABEL_LENGTH);
}

function actionExits(screen: Screen, placeOf: ReadonlyMap<string, number>): Exit[] {
  return flatten(screen.components).flatMap((component) =>
    component.actions.map((action): Exit => {
      const { kind, target, item } = action;
      return {
        kind,
        anchor: item === undefined ? component.path : `${component.path}#${item}`,
        label: labelOf(component, action, screen),
        targetId: target,
        target: target === undefined ? undefined : placeOf.get(target),
        detail:
          kind === 'unknown'
            ? action.name
            : kind === 'open_url'
              ? hostOf(plainText(action.url, screen.scope))
              : undefined,
      };
    }),
  );
}

/** Who leads where, read from the actions and from the routing model. */
export function readGraph(flow: Flow): FlowGraph {
  // The first of several screens of one ID is the one that a phone finds.
  const placeOf = new Map(flow.screens.map(({ id }, place) => [id, place] as const).reverse());
  const moreExits: number[] = [];
  const exits = flow.screens.map((screen) => {
    const actions = actionExits(screen, placeOf);
    const known = new Set(actions.flatMap(({ targetId }) => targetId ?? []));
    const routes = (flow.routes.get(screen.id) ?? [])
      .filter((to) => !known.has(to) && !SUCCESS.test(to))
      .map(
        (to): Exit => ({
          kind: 'route',
          anchor: undefined,
          label: '',
          targetId: to,
          target: placeOf.get(to),
          detail: undefined,
        }),
      );
    const all = [...actions, ...routes];
    moreExits.push(Math.max(all.length - LIMITS.exitsPerScreen, 0));
    return all.slice(0, LIMITS.exitsPerScreen);
  });
  const reached = new Set(
    exits.flatMap((list, from) => list.flatMap(({ target }) => (target === from ? [] : (target ?? [])))),
  );
  const entries = new Set(flow.screens.map((_, place) => place).filter((place) => !reached.has(place)));
  // All lead to one another: a phone opens with the first.
  if (entries.size === 0) entries.add(0);
  return { exits, moreExits, entries };
}

/** Whether an exit leads to a screen that is not in the flow. */
export const isMissing = ({ targetId, target }: Exit): boolean => targetId !== undefined && target === undefined;
