import { CARD_WIDTH } from '../scene/theme.ts';
import type { Grid } from './grid.ts';
import type { Look } from './look.ts';
import type { Routes, Step } from './route.ts';

/** Where everything of a grid stands. */
export interface Geometry {
  /** The top left of a screen's card. */
  spot(place: number): { x: number; y: number };
  cardWidth: number;
  /** The x of a lane of a gutter, the y of a lane of a channel. */
  at(step: Step): number;
  width: number;
  height: number;
}

export interface GeometryFacts {
  grid: Grid;
  routes: Routes;
  look: Look;
  /** Of a card as it is drawn. */
  heightOf(place: number): number;
  /** Points that labels and marks take at the right of a screen. */
  stubOf(place: number): number;
  top: number;
}

/** Sums up from `start`: where each of a row of lengths begins, and where the last ends. */
function starts(start: number, lengths: readonly number[]): number[] {
  const found = [start];
  for (const length of lengths) found.push((found.at(-1) ?? start) + length);
  return found;
}

export function geometryOf({ grid, routes, look, heightOf, stubOf, top }: GeometryFacts): Geometry {
  const cardWidth = CARD_WIDTH * look.scale;
  const widest = Math.max(...grid.map((band) => band.length));
  const stubs = Array.from({ length: widest + 1 }, (_, gutter) =>
    gutter === 0 ? 0 : Math.max(0, ...grid.flatMap((band) => (band[gutter - 1] ?? []).map(stubOf))),
  );
  const gutters = stubs.map((stub, gutter) => {
    const lanes = routes.gutterLanes[gutter] ?? 0;
    const isInner = gutter > 0 && gutter < widest;
    const entry = gutter < widest && lanes > 0 ? look.entry : 0;
    return Math.max(stub + lanes * look.lane + entry, isInner ? look.entry : 0);
  });
  const gutterX = starts(
    look.margin,
    gutters.map((width, index) => width + (index < widest ? cardWidth : 0)),
  );
  const columnHeights = grid.map((band) =>
    Math.max(
      ...band.map((column) =>
        column.reduce((sum, place) => sum + heightOf(place) + look.caption + look.gap, -look.gap),
      ),
    ),
  );
  const channelRoom = (channel: number) => {
    const lanes = routes.channelLanes[channel] ?? 0;
    const isInner = channel > 0 && channel < grid.length;
    return lanes * look.lane + (isInner ? look.gap : lanes > 0 ? 14 : 0);
  };
  const channelY = starts(
    top,
    grid.flatMap((_, band) => [channelRoom(band) + (columnHeights[band] ?? 0)]),
  );
  const last = (channelY.at(-1) ?? top) + channelRoom(grid.length);

  const spots = new Map<number, { x: number; y: number }>();
  for (const [band, columns] of grid.entries()) {
    const bandTop = (channelY[band] ?? 0) + channelRoom(band);
    for (const [column, places] of columns.entries()) {
      let y = bandTop;
      for (const place of places) {
        y += look.caption;
        spots.set(place, { x: (gutterX[column] ?? 0) + (gutters[column] ?? 0), y });
        y += heightOf(place) + look.gap;
      }
    }
  }
  return {
    spot: (place) => spots.get(place) ?? { x: 0, y: 0 },
    cardWidth,
    at: (step) =>
      step.kind === 'gutter'
        ? (gutterX[step.gutter] ?? 0) + (stubs[step.gutter] ?? 0) + (step.lane + 0.5) * look.lane
        : (channelY[step.channel] ?? 0) + 8 + (step.lane + 0.5) * look.lane,
    width: (gutterX.at(-1) ?? 0) + look.margin,
    height: last,
  };
}
