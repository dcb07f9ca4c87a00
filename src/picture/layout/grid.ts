/** Rows of columns of screens. */
export type Grid = readonly (readonly (readonly number[])[])[];

export interface GridMeasures {
  cardWidth: number;
  /** Between two columns, about. */
  gutter: number;
  /** Between two cards of a column, and between two rows. */
  gap: number;
  /** Width by height that is aimed at. */
  aspect: number;
}

const MOST_COLUMNS = 12;
const MOST_STACKED = 6;

const columnHeight = (column: readonly number[], heightOf: (place: number) => number, gap: number): number =>
  column.reduce((sum, place) => sum + heightOf(place) + gap, -gap);

function split(columns: readonly (readonly number[])[], most: number): number[][] {
  return columns.flatMap((column) => {
    const parts = Math.ceil(column.length / most);
    const each = Math.ceil(column.length / parts);
    return Array.from({ length: parts }, (_, part) => column.slice(part * each, (part + 1) * each)).filter(
      ({ length }) => length > 0,
    );
  });
}

function fold(columns: readonly number[][], most: number): number[][][] {
  const bands = Math.ceil(columns.length / most);
  const each = Math.ceil(columns.length / bands);
  return Array.from({ length: bands }, (_, band) => columns.slice(band * each, (band + 1) * each)).filter(
    ({ length }) => length > 0,
  );
}

function sizeOf(grid: Grid, heightOf: (place: number) => number, { cardWidth, gutter, gap }: GridMeasures) {
  const widest = Math.max(...grid.map((band) => band.length));
  const height = grid.reduce(
    (sum, band) => sum + Math.max(...band.map((column) => columnHeight(column, heightOf, gap))) + gap,
    0,
  );
  return { width: widest * (cardWidth + gutter), height };
}

/**
 * Folds the columns into rows, so that the picture is small and of a shape that a screen shows well: a column of many
 * screens becomes several, and what is too wide goes on in the next row.
 */
export function gridOf(
  columns: readonly (readonly number[])[],
  heightOf: (place: number) => number,
  measures: GridMeasures,
): Grid {
  let best: Grid = [columns];
  let least = Number.POSITIVE_INFINITY;
  for (let stacked = 1; stacked <= MOST_STACKED; stacked += 1) {
    const parts = split(columns, stacked);
    for (let wide = 1; wide <= Math.min(MOST_COLUMNS, parts.length); wide += 1) {
      const grid = fold(parts, wide);
      const { width, height } = sizeOf(grid, heightOf, measures);
      const shape = Math.abs(Math.log(width / height / measures.aspect));
      // To go on in a new row costs the eye more than a picture that is a little wider.
      const cost = Math.log(width * height) + 0.45 * shape + 0.2 * (grid.length - 1);
      if (cost < least - 1e-9) {
        least = cost;
        best = grid;
      }
    }
  }
  return best;
}
