import type { Line } from '../../slack/page-api.ts';
import { type Row, rowsOf } from './grouping.ts';

/** A line that is no reply, and the replies to it. */
export interface ThreadRow extends Row {
  replies: Row[];
}

/**
 * Groups the lines of one conversation, each reply below the line that it replies to. A reply to a line that is not here
 * stands for itself.
 *
 * @param lines in the order of `ts`.
 * @param dayOf the day that a `ts` falls on, where the reader is.
 */
export function threadRowsOf(lines: readonly Line[], dayOf: (ts: string) => string): ThreadRow[] {
  const here = new Set(lines.map(({ ts }) => ts));
  const parentOf = ({ ts, threadTs }: Line) =>
    threadTs !== undefined && threadTs !== ts && here.has(threadTs) ? threadTs : undefined;
  const repliesOf = Map.groupBy(lines, parentOf);

  let isBehindThread = false;
  return rowsOf(repliesOf.get(undefined) ?? [], dayOf).map((row) => {
    const replies = rowsOf(repliesOf.get(row.line.ts) ?? [], dayOf);
    // Behind a thread nobody knows any more whose lines these were.
    const beginsGroup = row.beginsGroup || isBehindThread;
    isBehindThread = replies.length > 0;
    return { ...row, beginsGroup, replies };
  });
}

/** `Thread · 2 replies`; what only the reader sees is no reply, as in Slack. */
export function threadTitle(replies: readonly Line[]): string {
  const count = replies.filter(({ isPrivate }) => !isPrivate).length;
  if (count === 0) return 'Thread';
  return `Thread · ${count} ${count === 1 ? 'reply' : 'replies'}`;
}
