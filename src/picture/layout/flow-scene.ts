import type { Flow } from '../read/flow.ts';
import { setWord, word } from '../scene/pen.ts';
import type { Card, Shape } from '../scene/shape.ts';
import { CARD_WIDTH, COLORS, TYPE } from '../scene/theme.ts';
import { caption, largeCaption } from './caption.ts';
import { columnsOf } from './columns.ts';
import { type Exit, type FlowGraph, isMissing } from './exits.ts';
import { type Geometry, geometryOf } from './geometry.ts';
import { gridOf } from './grid.ts';
import { headShapes } from './head.ts';
import { arrowStart, drawMark, isArrow, type LeaveFacts, moreNote, stubOf } from './leave.ts';
import { legend } from './legend.ts';
import type { Look } from './look.ts';
import { lineColor, ROUTE_DASH, type Words } from './marks.ts';
import { type Port, portsOf } from './ports.ts';
import { type Link, routeLinks, type Step } from './route.ts';
import type { PictureScene, PlacedCard } from './scene.ts';

export interface FlowSceneFacts extends Words {
  flow: Flow;
  graph: FlowGraph;
  /** By the place of a screen. */
  cards: readonly Card[];
  /** The screens that are drawn. */
  places: readonly number[];
  look: Look;
  head: { title: string; subtitle: string };
  /** On which page a screen is, where there are several. */
  pageOf?: (place: number) => number | undefined;
  /** Width by height that is aimed at. */
  aspect: number;
}

/** A link of the picture with what is needed to draw it. */
interface Arrow extends Link {
  exit: Exit;
  port: Port | undefined;
}

/** Between two ways out of one card. */
const APART = { labelled: 25, bare: 9 };
/** Of a gutter, before it is known what goes through it. */
const USUAL_GUTTER = { labelled: 170, bare: 58 };
const LEGEND_GAP = 26;

/** Where an arrow enters a card: beside its title; those of the routing model a little lower. */
function entryOffset({ kind }: Exit, look: Look): number {
  const [first, second] = look.hasLabels ? [26, 40] : [12, 20];
  return kind === 'route' ? second : first;
}

function arrowsOf(facts: FlowSceneFacts, leave: LeaveFacts, portsAt: ReadonlyMap<number, readonly Port[]>): Arrow[] {
  return facts.places.flatMap((from) =>
    (facts.graph.exits[from] ?? []).flatMap((exit): Arrow[] => {
      const to = exit.target;
      if (to === undefined || !leave.isDrawn(to)) return [];
      const bus = `${exit.kind === 'route' ? 'route' : 'navigate'} ${to}`;
      return [{ from, to, bus, exit, port: portsAt.get(from)?.find((port) => port.exit === exit) }];
    }),
  );
}

/** The way of an arrow, from where it has left its card to the other. */
function wayOf(
  start: readonly [number, number][],
  steps: readonly Step[],
  geometry: Geometry,
  to: { x: number; y: number },
): [number, number][] {
  const points = [...start];
  for (const step of steps) {
    const [x, y] = points.at(-1) ?? [0, 0];
    points.push(step.kind === 'gutter' ? [geometry.at(step), y] : [x, geometry.at(step)]);
  }
  points.push([points.at(-1)?.[0] ?? 0, to.y], [to.x - 1, to.y]);
  return points;
}

/** A picture of screens and of what leads from one to the other. */
export function flowScene(facts: FlowSceneFacts): PictureScene {
  const { flow, graph, places, look } = facts;
  const cards = new Map(
    places.flatMap((place) => (facts.cards[place] === undefined ? [] : [[place, facts.cards[place]] as const])),
  );
  const drawn = new Set(places);
  const leave: LeaveFacts = { ...facts, isDrawn: (place) => drawn.has(place) };
  const exitsAt = (place: number) => graph.exits[place] ?? [];
  const heightOf = (place: number) => Math.min(cards.get(place)?.height ?? 0, look.mostHeight) * look.scale;
  const size = look.hasLabels ? 'labelled' : 'bare';

  const grid = gridOf(columnsOf(places, graph, heightOf), (place) => heightOf(place) + look.caption, {
    cardWidth: CARD_WIDTH * look.scale,
    gutter: USUAL_GUTTER[size],
    gap: look.gap,
    aspect: facts.aspect,
  });
  const portsAt = new Map(
    [...cards].map(([place, card]) => {
      const own = exitsAt(place).filter((exit) => exit.kind !== 'route' || isMissing(exit));
      return [place, portsOf(card, own, look.scale, look.mostHeight, APART[size])] as const;
    }),
  );
  const arrows = arrowsOf(facts, leave, portsAt);
  const routes = routeLinks(grid, arrows);
  const head = headShapes(facts, facts.head, look.margin, look.margin - 6);
  const geometry = geometryOf({
    grid,
    routes,
    look,
    heightOf,
    stubOf: (place) => stubOf(leave, exitsAt(place)),
    top: look.margin + head.height,
  });

  const under: Shape[] = [...head.shapes];
  const over: Shape[] = [];
  const placed: PlacedCard[] = [];
  /** Routes that only the routing model knows leave from where the endpoint is asked. */
  const endpoints = new Map<number, { x: number; y: number }>();
  for (const [place, card] of cards) {
    const { x, y } = geometry.spot(place);
    const right = x + geometry.cardWidth;
    const screen = flow.screens[place];
    placed.push({
      screenId: screen?.id ?? '',
      place,
      x,
      y,
      width: geometry.cardWidth,
      height: heightOf(place),
      scale: look.scale,
      card,
    });
    if (screen !== undefined) {
      const named = { number: place + 1, isEntry: graph.entries.has(place) };
      under.push(
        ...(look.hasLabels
          ? caption(facts, screen, named, x, y, geometry.cardWidth)
          : largeCaption(facts, screen, named, x, y, geometry.cardWidth + look.stub)),
      );
    }
    for (const port of portsAt.get(place) ?? []) {
      if (isArrow(leave, port.exit)) continue;
      const mark = drawMark(leave, port, right, y);
      under.push(...mark.under);
      over.push(...mark.over);
      if (port.exit.kind === 'data_exchange' && !endpoints.has(place)) endpoints.set(place, mark.end);
    }
    over.push(...moreNote(leave, graph.moreExits[place] ?? 0, right, y + heightOf(place)));
  }

  for (const [index, { from, to, exit, port }] of arrows.entries()) {
    const spot = geometry.spot(from);
    const right = spot.x + geometry.cardWidth;
    const endpoint = endpoints.get(from);
    const start =
      port !== undefined
        ? arrowStart(leave, port, right, spot.y)
        : {
            points: [endpoint === undefined ? [right, spot.y + entryOffset(exit, look)] : [endpoint.x, endpoint.y]] as [
              number,
              number,
            ][],
            over: [],
          };
    over.push(...start.over);
    const target = geometry.spot(to);
    const points = wayOf(start.points, routes.steps[index] ?? [], geometry, {
      x: target.x,
      y: target.y + entryOffset(exit, look),
    });
    under.push({
      kind: 'path',
      points,
      radius: 7,
      color: lineColor(exit),
      lineWidth: 1.6,
      hasArrow: true,
      ...(exit.kind === 'route' ? { dash: ROUTE_DASH } : {}),
    });
  }

  const width = Math.max(geometry.width, head.width + 2 * look.margin);
  const foot = legend(facts, placed, places.flatMap(exitsAt), {
    x: look.margin,
    y: geometry.height + LEGEND_GAP,
    width: width - 2 * look.margin,
    hasPills: look.hasLabels,
  });
  over.push(...foot.shapes);
  let bottom = geometry.height + LEGEND_GAP + foot.height;
  if (flow.moreScreens > 0) {
    const text = word(facts, 'moreScreens', { count: flow.moreScreens });
    const more = setWord(facts, text, {
      x: look.margin,
      y: bottom,
      width: width - 2 * look.margin,
      type: TYPE.caption,
      color: COLORS.missing,
    });
    over.push(...more.shapes);
    bottom += more.height;
  }
  return { width: Math.ceil(width), height: Math.ceil(bottom + look.margin - 6), under, cards: placed, over };
}
