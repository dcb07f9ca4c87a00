import { FLOW_LIMITS } from '../data/flow.ts';
import type { Action, FlowModel, Screen } from '../model/flow-model.ts';
import { jsonType, type Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';
import type { RuleFunction } from './context.ts';
import { nearest } from './nearest.ts';

/** One way from a screen to another, and where the flow says so. */
interface Route {
  from: string;
  to: string;
  place: Place;
}

/** Ways by the screen where they begin. */
type Graph = Map<string, Route[]>;

interface Navigation {
  action: Action;
  from: Screen;
  to: Screen;
  place: Place;
}

function navigations({ actions, screenById }: FlowModel): Navigation[] {
  return actions.flatMap((action) => {
    if (action.name !== 'navigate') return [];
    const place = action.place.get('next')?.get('name');
    const to = typeof place?.value === 'string' ? screenById.get(place.value) : undefined;
    const from = action.owner.screen;
    return place && to && to !== from && from.id !== undefined ? [{ action, from, to, place }] : [];
  });
}

/** Meta's check does not look at the items of a NavigationList (source: its own web checker). */
const isSeenByMeta = ({ action }: Navigation): boolean => action.at !== 'item';

/** The graph of the navigate actions. */
function graphOf(found: readonly Navigation[], { screenById }: FlowModel): Graph {
  const graph: Graph = new Map([...screenById.keys()].map((id) => [id, []]));
  const known = new Set<string>();
  for (const { from, to, place } of found) {
    const routes = graph.get(from.id ?? '');
    const way = `${from.id} ${to.id}`;
    if (!routes || to.id === undefined || known.has(way)) continue;
    known.add(way);
    routes.push({ from: from.id ?? '', to: to.id, place });
  }
  return graph;
}

/** Reads the routing model, tells of what is no route, and gives what is left. */
function readModel(model: Place, { screenById }: FlowModel, report: Report): Graph {
  const graph: Graph = new Map();
  const unknown = (place: Place, value: string, onKey: boolean) =>
    report('routing-unknown-screen', place, () => ({ value, nearest: nearest(value, screenById.keys()) }), { onKey });
  for (const entry of model.members()) {
    const from = String(entry.key);
    if (!screenById.has(from)) {
      unknown(entry, from, true);
      continue;
    }
    if (!Array.isArray(entry.value)) {
      report('property-type', entry, { name: from, type: jsonType(entry.value), expected: 'array' });
      graph.set(from, []);
      continue;
    }
    const routes = new Map<string, Route>();
    for (const place of entry.items()) {
      const to = place.value;
      if (typeof to !== 'string') {
        report('property-type', place, { name: from, type: jsonType(to), expected: 'string' }, { variant: 'item' });
      } else if (!screenById.has(to)) unknown(place, to, false);
      else if (to === from) report('routing-self', place, { name: from });
      else if (!routes.has(to)) routes.set(to, { from, to, place });
    }
    graph.set(from, [...routes.values()]);
  }
  return graph;
}

/** So many unknown names may stand for a missing screen. */
const MAX_UNKNOWN = 30;

/**
 * Every screen stands in the model; a terminal one as a destination is enough (sources: Meta, guides/flowjson; error
 * INVALID_ROUTING_MODEL). Meta's own samples leave out more where no endpoint asks for the model, so that is advice.
 */
function checkModelScreens(model: Place, graph: Graph, flow: FlowModel, report: Report): void {
  const destinations = new Set([...graph.values()].flat().map(({ to }) => to));
  const { screenById, hasDataApi } = flow;
  // A misspelled line is told of as an unknown screen.
  const wrong = model
    .members()
    .flatMap(({ key, value }) => [
      String(key),
      ...(Array.isArray(value) ? value.filter((to): to is string => typeof to === 'string') : []),
    ]);
  const unknown = wrong.filter((name) => !screenById.has(name)).slice(0, MAX_UNKNOWN);
  const only = screenById.size === 1 && model.members().length === 0;
  for (const [id, { isTerminal }] of screenById) {
    if (graph.has(id) || (destinations.has(id) && isTerminal)) continue;
    if (unknown.some((name) => nearest(name, [id]) !== undefined)) continue;
    const noLine = hasDataApi ? 'no-line' : 'no-line-without-endpoint';
    const variant = only && isTerminal ? 'only-screen' : destinations.has(id) ? noLine : undefined;
    report('routing-missing-screen', model, { name: id }, { variant });
  }
}

/** At most ten routes a screen (source: Meta, guides/flowjson; error INVALID_ROUTING_MODEL). */
function checkRouteCounts(graph: Graph, placeOf: (id: string) => Place | undefined, report: Report): void {
  const max = FLOW_LIMITS.routesPerScreen;
  for (const [name, routes] of graph) {
    const place = routes.length > max ? placeOf(name) : undefined;
    if (place) report('routing-too-many-routes', place, { name, count: routes.length, max });
  }
}

/** So many screens of a circle are named. */
const MAX_NAMED = 8;

/**
 * The routes that close a circle, each with the way round. Goes through the graph once, without recursion: every route
 * that leads back to a screen on the way here.
 */
function* circles(graph: Graph): Generator<{ route: Route; length: number; named: string[] }> {
  const done = new Set<string>();
  for (const start of graph.keys()) {
    if (done.has(start)) continue;
    const way: string[] = [start];
    const onWay = new Map([[start, 0]]);
    const left = [{ routes: graph.get(start) ?? [], next: 0 }];
    while (left.length > 0) {
      const step = left.at(-1);
      const route = step?.routes[step.next++];
      if (!route) {
        left.pop();
        const id = way.pop();
        if (id !== undefined) {
          onWay.delete(id);
          done.add(id);
        }
        continue;
      }
      const level = onWay.get(route.to);
      if (level !== undefined) yield { route, length: way.length - level, named: way.slice(level, level + MAX_NAMED) };
      else if (!done.has(route.to)) {
        onWay.set(route.to, way.length);
        way.push(route.to);
        left.push({ routes: graph.get(route.to) ?? [], next: 0 });
      }
    }
  }
}

/**
 * Routes lead forward only: no way back, no circle (sources: Meta, guides/flowjson; error INVALID_ROUTING_MODEL). The way
 * back is the route that stands later in the flow of screens.
 */
function checkForward(graph: Graph, isModel: boolean, report: Report): boolean {
  let isForward = true;
  for (const { route, length, named } of circles(graph)) {
    const { from, to, place } = route;
    isForward = false;
    if (length === 2) report('routing-way-back', place, { from, to }, { variant: isModel ? undefined : 'navigate' });
    else {
      const path = [...named, ...(length > MAX_NAMED ? ['…'] : []), to].join(' → ');
      report('routing-loop', place, { from, to, path });
    }
  }
  return isForward;
}

/** The screens in the order of the flow, as the graph's beginnings, so that "back" means what a reader means. */
const inScreenOrder = (graph: Graph, { screenById }: FlowModel): Graph =>
  new Map([...screenById.keys()].flatMap((id) => (graph.has(id) ? [[id, graph.get(id) ?? []]] : [])));

/** A flow begins on a screen to which nothing leads (source: Meta, error INVALID_ROUTING_MODEL). */
function checkEntry(graph: Graph, more: readonly Navigation[], place: Place, report: Report): void {
  const led = new Set([...[...graph.values()].flat().map(({ to }) => to), ...more.map(({ to }) => to.id)]);
  if (graph.size === 0 || [...graph.keys()].some((id) => !led.has(id))) return;
  report('routing-no-entry', place);
}

/** All screens are connected, in whatever direction (source: Meta, error INVALID_ROUTING_MODEL). */
function checkConnected(
  graph: Graph,
  flow: FlowModel,
  placeOf: (id: string) => Place | undefined,
  report: Report,
): void {
  const neighbours = new Map<string, string[]>();
  const join = (from: string, to: string) => {
    const known = neighbours.get(from);
    if (known) known.push(to);
    else neighbours.set(from, [to]);
  };
  const led = new Set<string>();
  for (const [from, routes] of graph) {
    for (const { to } of routes) {
      join(from, to);
      join(to, from);
      led.add(to);
    }
  }
  const present = [...flow.screenById.keys()].filter((id) => graph.has(id) || led.has(id));
  const entry = present.find((id) => !led.has(id)) ?? present[0];
  if (entry === undefined) return;
  const reached = new Set([entry]);
  for (const stack = [entry]; stack.length > 0; ) {
    for (const next of neighbours.get(stack.pop() ?? '') ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      stack.push(next);
    }
  }
  const told = new Set<string>();
  for (const id of present) {
    if (reached.has(id) || told.has(id)) continue;
    // One finding an island, however many screens are on it.
    for (const stack = [id]; stack.length > 0; ) {
      const on = stack.pop() ?? '';
      if (told.has(on)) continue;
      told.add(on);
      stack.push(...(neighbours.get(on) ?? []));
    }
    report('routing-not-connected', placeOf(id) ?? flow.root, { name: id, entry });
  }
}

/** Each navigate action is a route of the model; with a NavigationList not, from 6.2 on (source: Meta's web checker). */
function checkDeclared(graph: Graph, found: readonly Navigation[], { version }: FlowModel, report: Report): void {
  const told = new Set<string>();
  for (const { from, to, place } of found) {
    const isExempt = version.has('6.2') && from.components.some(({ type }) => type === 'NavigationList');
    const isDeclared = graph.get(from.id ?? '')?.some((route) => route.to === to.id);
    const way = `${from.id} ${to.id}`;
    // A screen that the model lacks is told of as that.
    if (isExempt || isDeclared || !graph.has(from.id ?? '') || told.has(way)) continue;
    told.add(way);
    report('routing-undeclared-navigate', place, { from: from.words, to: to.words });
  }
}

/** Leads people on; a link or "read more" is a side way from which they come back. */
const LEADING: readonly string[] = ['Footer', 'NavigationList'];

/** Every path ends at a terminal screen (source: Meta, guides/flowjson; nothing enforces it). */
function checkDeadEnds(graph: Graph, found: readonly Navigation[], flow: FlowModel, report: Report): void {
  const reached = new Set(found.filter(({ action }) => LEADING.includes(action.owner.type)).map(({ to }) => to));
  const led = new Set([...found.map(({ to }) => to.id), ...[...graph.values()].flat().map(({ to }) => to)]);
  const [first] = flow.screens;
  if (first && flow.screens.length > 1 && !led.has(first.id)) reached.add(first);
  if (!flow.screens.some(({ isTerminal }) => isTerminal)) return;
  for (const screen of reached) {
    const { id, place, isTerminal, actions, words } = screen;
    if (isTerminal || id === undefined || (graph.get(id)?.length ?? 0) > 0) continue;
    if (actions.some(({ name }) => name !== 'update_data' && name !== 'open_url')) continue;
    report('dead-end', place, { name: words });
  }
}

/**
 * The routing model, or without one the graph of the navigate actions: complete, known screens, forward only, with a
 * beginning, connected (sources: Meta, guides/flowjson, "Routing model"; error INVALID_ROUTING_MODEL with 14 messages).
 */
export const checkRouting: RuleFunction = (flow, report) => {
  const { root, screens, routingModel, version } = flow;
  const found = navigations(flow);
  if (screens.length === 0 || (root.raw('routing_model') !== undefined && !routingModel)) return;
  if (routingModel) {
    const graph = inScreenOrder(readModel(routingModel, flow, report), flow);
    const placeOf = (id: string) => routingModel.get(id) ?? routingModel;
    checkModelScreens(routingModel, graph, flow, report);
    checkRouteCounts(graph, placeOf, report);
    checkForward(graph, true, report);
    const seen = found.filter(isSeenByMeta);
    checkEntry(graph, version.demands('7.3') ? seen : [], routingModel, report);
    checkConnected(graph, flow, placeOf, report);
    checkDeclared(graph, found, flow, report);
    checkDeadEnds(graph, found, flow, report);
    return;
  }
  const placeOf = (id: string) => flow.screenById.get(id)?.place;
  // The endpoint leads from screen to screen as well; without a model nobody knows where.
  const isLedByEndpoint = flow.actions.some(({ name }) => name === 'data_exchange') || flow.hasDataApi;
  const graph = graphOf(found, flow);
  const seen = graphOf(found.filter(isSeenByMeta), flow);
  checkRouteCounts(seen, placeOf, report);
  const isForward = checkForward(seen, false, report);
  const hasList = screens.some(({ components }) => components.some(({ type }) => type === 'NavigationList'));
  // Where a way leads back, the beginning comes back with its removal.
  if (isForward && !hasList && !isLedByEndpoint) checkEntry(seen, [], root.get('screens') ?? root, report);
  if (!isLedByEndpoint) checkConnected(graph, flow, placeOf, report);
  checkDeadEnds(graph, found, flow, report);
};
