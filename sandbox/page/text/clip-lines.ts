/** The lines of a text to show now, and how many there are in all. */
export interface ClippedLines {
  shown: string[];
  total: number;
}

/** Cuts a text after `limit` lines. A line break at the end of the text begins no further line. */
export function clipLines(text: string, limit: number): ClippedLines {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return { shown: lines.slice(0, limit), total: lines.length };
}
