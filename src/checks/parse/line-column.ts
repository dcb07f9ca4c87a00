export interface LineColumn {
  line: number;
  column: number;
}

/**
 * Lines and columns of offsets, both from 1, columns in UTF-16 code units.
 *
 * @param offsets in ascending order
 */
export function linesAndColumns(text: string, offsets: readonly number[]): LineColumn[] {
  let line = 1;
  let lineStart = 0;
  let nextBreak = text.indexOf('\n');
  return offsets.map((offset) => {
    while (nextBreak !== -1 && nextBreak < offset) {
      line += 1;
      lineStart = nextBreak + 1;
      nextBreak = text.indexOf('\n', lineStart);
    }
    return { line, column: offset - lineStart + 1 };
  });
}

export function lineAndColumn(text: string, offset: number): LineColumn {
  return linesAndColumns(text, [offset])[0] ?? { line: 1, column: 1 };
}
