import dagre from '@dagrejs/dagre';
import type { FlowGraph } from './exits.ts';

/** Arrows that the layout heeds: it takes minutes over thousands, and no order serves so many. */
const MOST_EDGES = 160;

/** Who leads where among those that are drawn: the first ways out of all screens, then the second ones, and so on. */
function edgesOf(places: readonly number[], graph: FlowGraph): [number, number][] {
  const drawn = new Set(places);
  const targets = places.map((place) => [
    ...new Set(
      (graph.exits[place] ?? []).flatMap(({ target }) =>
        target !== undefined && target !== place && drawn.has(target) ? target : [],
      ),
    ),
  ]);
  const edges: [number, number][] = [];
  const most = Math.max(0, ...targets.map(({ length }) => length));
  for (let turn = 0; turn < most; turn += 1) {
    for (const [index, from] of places.entries()) {
      const to = targets[index]?.[turn];
      if (to !== undefined) edges.push([from, to]);
      if (edges.length >= MOST_EDGES) return edges;
    }
  }
  return edges;
}

/**
 * The screens in columns, from left to right as people go, each from top to bottom so that few arrows cross.
 *
 * @param places the screens that are drawn, by their place in the flow
 */
export function columnsOf(
  places: readonly number[],
  graph: FlowGraph,
  heightOf: (place: number) => number,
): number[][] {
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 100, acyclicer: 'greedy' });
  layout.setDefaultEdgeLabel(() => ({}));
  // Those that people see first come first: what leads back to them is then the arrow that turns round.
  const ordered = [...places].sort(
    (one, other) => Number(graph.entries.has(other)) - Number(graph.entries.has(one)) || one - other,
  );
  for (const place of ordered) layout.setNode(String(place), { width: 300, height: heightOf(place) });
  for (const [from, to] of edgesOf(ordered, graph)) layout.setEdge(String(from), String(to));
  dagre.layout(layout);
  const byX = new Map<number, { place: number; y: number }[]>();
  for (const place of places) {
    const { x, y } = layout.node(String(place)) as { x: number; y: number };
    const key = Math.round(x);
    byX.set(key, [...(byX.get(key) ?? []), { place, y }]);
  }
  return [...byX.entries()]
    .sort(([one], [other]) => one - other)
    .map(([, column]) =>
      column.sort((one, other) => one.y - other.y || one.place - other.place).map(({ place }) => place),
    );
}
