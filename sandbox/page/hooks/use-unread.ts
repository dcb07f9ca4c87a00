import { useEffect, useState } from 'react';
import type { Line, WorkspaceState } from '../../slack/page-api.ts';
import { allRead, type ReadUpTo, unreadCount } from '../text/unread.ts';

const NOTHING: readonly Line[] = [];

/** How many unread lines a conversation has for the person who looks; the one that is open is read. */
export function useUnread(
  state: WorkspaceState | undefined,
  openId: string | undefined,
): (conversationId: string) => number {
  const [read, setRead] = useState<{ meId: string; upTo: ReadUpTo }>();
  const meId = state?.me.id;
  const lines = state?.lines ?? NOTHING;
  const newest = lines.findLast(({ conversationId }) => conversationId === openId)?.ts;

  useEffect(() => {
    if (meId === undefined) return;
    setRead((before) => (before?.meId === meId ? before : { meId, upTo: allRead(lines) }));
  }, [meId, lines]);

  useEffect(() => {
    if (openId === undefined || newest === undefined) return;
    setRead((before) => before && { ...before, upTo: { ...before.upTo, [openId]: newest } });
  }, [openId, newest]);

  return (conversationId) => {
    if (read === undefined || read.meId !== meId || conversationId === openId) return 0;
    return unreadCount(lines, conversationId, read.upTo, read.meId);
  };
}
