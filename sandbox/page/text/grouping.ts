import type { Line } from '../../slack/page-api.ts';

/** Lines of one author stay together for so long, in seconds; Slack does the same. */
const GROUP_SECONDS = 5 * 60;

/** What is drawn for a line: a divider above it where a day begins, the author where a group begins. */
export interface Row {
  line: Line;
  beginsDay: boolean;
  beginsGroup: boolean;
}

function continues(line: Line, before: Line): boolean {
  return (
    line.author.id === before.author.id &&
    line.isPrivate === before.isPrivate &&
    Number(line.ts) - Number(before.ts) < GROUP_SECONDS
  );
}

/**
 * Groups the lines of one conversation.
 *
 * @param lines in the order of `ts`.
 * @param dayOf the day that a `ts` falls on, where the reader is.
 */
export function rowsOf(lines: readonly Line[], dayOf: (ts: string) => string): Row[] {
  return lines.map((line, index) => {
    const before = lines[index - 1];
    const beginsDay = before === undefined || dayOf(before.ts) !== dayOf(line.ts);
    return { line, beginsDay, beginsGroup: beginsDay || !continues(line, before) };
  });
}
