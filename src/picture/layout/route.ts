import type { Grid } from './grid.ts';

/** An arrow to be led from one card to another; several of one `bus` may lie on one another. */
export interface Link {
  from: number;
  to: number;
  /** Arrows to one screen, drawn alike, share their way. */
  bus: string;
}

/** A stretch of an arrow's way: within a gutter between columns, or a channel between rows. */
export type Step =
  | { kind: 'gutter'; band: number; gutter: number; lane: number }
  | { kind: 'channel'; channel: number; lane: number };

export interface Routes {
  /** By the place of a link in the list that was given. */
  steps: readonly (readonly Step[])[];
  /** Lanes in a gutter (the widest of all rows) and in a channel. */
  gutterLanes: readonly number[];
  channelLanes: readonly number[];
}

/** Counts the lanes of one gutter or channel, one for each bus. */
class Lanes {
  private readonly lanes = new Map<string, Map<string, number>>();

  lane(place: string, bus: string): number {
    const known = this.lanes.get(place) ?? new Map<string, number>();
    this.lanes.set(place, known);
    const lane = known.get(bus) ?? known.size;
    known.set(bus, lane);
    return lane;
  }

  count(place: string): number {
    return this.lanes.get(place)?.size ?? 0;
  }
}

/**
 * Leads arrows round the cards: out at the right of one, through the gutters between columns and the channels between
 * rows, in at the left of the other. So none can cross a card.
 */
export function routeLinks(grid: Grid, links: readonly Link[]): Routes {
  const slots = new Map<number, { band: number; column: number }>();
  for (const [band, columns] of grid.entries()) {
    for (const [column, places] of columns.entries()) for (const place of places) slots.set(place, { band, column });
  }
  const lanes = new Lanes();
  const gutter = (band: number, index: number, bus: string): Step => ({
    kind: 'gutter',
    band,
    gutter: index,
    lane: lanes.lane(`g${band}/${index}`, bus),
  });
  const channel = (index: number, bus: string): Step => ({
    kind: 'channel',
    channel: index,
    lane: lanes.lane(`c${index}`, bus),
  });

  const steps = links.map(({ from, to, bus }): Step[] => {
    const [start, end] = [slots.get(from), slots.get(to)];
    if (start === undefined || end === undefined) return [];
    const out = start.column + 1;
    if (start.band === end.band && end.column === out) return [gutter(start.band, out, bus)];
    if (start.band === end.band) {
      // Forward over what stands between, along the top; back, or to itself, below.
      const index = end.column > start.column ? start.band : start.band + 1;
      return [gutter(start.band, out, bus), channel(index, bus), gutter(end.band, end.column, bus)];
    }
    const isDown = end.band > start.band;
    const found: Step[] = [gutter(start.band, out, bus)];
    for (
      let band = isDown ? start.band + 1 : start.band;
      band !== (isDown ? end.band : end.band + 1);
      band += isDown ? 1 : -1
    ) {
      found.push(channel(band, bus));
      const passed = isDown ? band : band - 1;
      found.push(gutter(passed, Math.min(end.column, grid[passed]?.length ?? 0), bus));
    }
    found.push(channel(isDown ? end.band : end.band + 1, bus), gutter(end.band, end.column, bus));
    return found;
  });
  const widest = Math.max(...grid.map((band) => band.length));
  return {
    steps,
    gutterLanes: Array.from({ length: widest + 1 }, (_, index) =>
      Math.max(...grid.map((_band, band) => lanes.count(`g${band}/${index}`))),
    ),
    channelLanes: Array.from({ length: grid.length + 1 }, (_, index) => lanes.count(`c${index}`)),
  };
}
