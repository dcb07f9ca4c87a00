/** One cell below the header row of a table in a text. */
export interface Cell {
  at: number;
  text: string;
  /** What stands above it in the first row. */
  header: string;
  isBesideFlowId: boolean;
}

const DELIMITERS = [/\t/g, /\|/g, /;/g, /,/g, / {2,}/g];
/** A column's header that says that its cells are flow IDs. */
export const FLOW_ID_HEADER =
  /^["'*`\s]*(?:flows?[ _-]?ids?|流程\s?(?:id|编号)|id (?:del? |du )?(?:flow|flujo))["'*`\s]*$/i;
const MAX_COLUMNS = 50;

function split(line: string, delimiter: RegExp): { at: number; text: string }[] {
  const quoted = line.replace(/"[^"]*"/g, (text) => text.replace(/[^"]/g, '_'));
  const ends = [...quoted.matchAll(delimiter)].slice(0, MAX_COLUMNS).map((match) => ({
    at: match.index,
    next: match.index + match[0].length,
  }));
  return [...ends, { at: line.length, next: line.length }].map(({ at }, index) => {
    const start = ends[index - 1]?.next ?? 0;
    return { at: start, text: line.slice(start, at) };
  });
}

const isHeader = (cells: readonly { text: string }[]) =>
  cells.length >= 2 &&
  cells.every(({ text }) => text.length <= 40 && !/\d{5}|[.!?。]\s*$/.test(text) && /\p{L}|^\s*$/u.test(text)) &&
  cells.some(({ text }) => text.trim() !== '');

/** The cells below the header rows of what looks like a spreadsheet: tabs, bars, semicolons, commas or wide gaps part them. */
export function cellsIn(text: string): Cell[] {
  const cells: Cell[] = [];
  let header: { delimiter: RegExp; names: string[] } | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const at = start;
    start += line.length + 1;
    if (/^[\s|:+=-]*$/.test(line)) {
      if (line.trim() === '') header = undefined;
      continue;
    }
    const row = header === undefined ? [] : split(line, header.delimiter);
    if (header !== undefined && row.length === header.names.length) {
      const { names } = header;
      const hasFlowId = names.some((name) => FLOW_ID_HEADER.test(name));
      cells.push(
        ...row.map((cell, index) => ({
          at: at + cell.at,
          text: cell.text,
          header: names[index] ?? '',
          isBesideFlowId: hasFlowId && !FLOW_ID_HEADER.test(names[index] ?? ''),
        })),
      );
      continue;
    }
    const delimiter = DELIMITERS.find((pattern) => isHeader(split(line, pattern)));
    header = delimiter && { delimiter, names: split(line, delimiter).map((cell) => cell.text) };
  }
  return cells;
}
