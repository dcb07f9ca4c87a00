import type { Line } from '../../slack/page-api.ts';

/** The `ts` up to which each conversation was read, by its ID. */
export type ReadUpTo = Readonly<Record<string, string>>;

/** Everything read, as when one first looks. */
export function allRead(lines: readonly Line[]): ReadUpTo {
  return Object.fromEntries(lines.map(({ conversationId, ts }) => [conversationId, ts]));
}

/** How many lines of others in a conversation came after what was read. */
export function unreadCount(lines: readonly Line[], conversationId: string, readUpTo: ReadUpTo, meId: string): number {
  const read = Number(readUpTo[conversationId] ?? 0);
  return lines.filter(
    (line) => line.conversationId === conversationId && line.author.id !== meId && Number(line.ts) > read,
  ).length;
}
