import { ArrowDown, Hash, Lock } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import type { Conversation, Line } from '../../slack/page-api.ts';
import { usePinnedScroll } from '../hooks/use-pinned-scroll.ts';
import type { Place } from '../text/place.ts';
import { threadRowsOf } from '../text/threads.ts';
import { dayOf, dayText } from '../text/time-text.ts';
import { Message, type MessageUse } from './message.tsx';
import { Thread } from './thread.tsx';

function Beginning({ conversation: { name, kind, topic } }: { conversation: Conversation }) {
  if (kind === 'im')
    return (
      <div className="beginning">
        <h3>{name}</h3>
        <p>This conversation is just between the two of you.</p>
      </div>
    );
  return (
    <div className="beginning">
      <h3>
        {kind === 'private' ? <Lock /> : <Hash />}
        {name}
      </h3>
      <p>
        This is the very beginning of the {kind} channel <strong>{name}</strong>. {topic}
      </p>
    </div>
  );
}

function DayDivider({ ts }: { ts: string }) {
  return (
    <div className="day-divider">
      <span>{dayText(ts, String(Date.now() / 1000))}</span>
    </div>
  );
}

interface Props {
  conversation: Conversation;
  lines: Line[];
  /** Grows with each thing that the reader says: the list goes to its end then. */
  saidCount: number;
  /** Names the file that a link led to, if any: it is scrolled to, each time anew. */
  place: Place;
  onShortcut: MessageUse['onShortcut'];
  onReply: MessageUse['onReply'];
}

export function MessageList({ conversation, lines, saidCount, place, onShortcut, onReply }: Props) {
  const { scroller, content, isPinned, onScroll, toEnd, unpin } = usePinnedScroll();
  const [replyingTo, onReplyTo] = useState<string>();
  const use: MessageUse = {
    pointedAtFile: place.file,
    onResize: unpin,
    onShortcut,
    replyingTo,
    onReplyTo,
    onReply,
  };
  const name = conversation.kind === 'im' ? conversation.name : `#${conversation.name}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the count that says so.
  useEffect(() => toEnd(), [saidCount]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once each time that a link led here.
  useEffect(() => {
    const target = place.file && document.getElementById(`file-${place.file}`);
    if (!target) return;
    target.scrollIntoView({ block: 'center' });
    onScroll();
  }, [place]);

  return (
    <div className="message-list">
      <div
        className="message-scroller"
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-live="polite"
        aria-label={`Messages in ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to take the focus (WCAG 2.1.1).
        tabIndex={0}
      >
        <div className="message-content" ref={content}>
          <Beginning conversation={conversation} />
          {threadRowsOf(lines, dayOf).map(({ line, beginsDay, beginsGroup, replies }) => (
            <Fragment key={line.ts}>
              {beginsDay && <DayDivider ts={line.ts} />}
              <Message line={line} beginsGroup={beginsGroup} {...use} />
              <Thread ts={line.ts} replies={replies} {...use} />
            </Fragment>
          ))}
        </div>
      </div>
      {!isPinned && (
        <button type="button" className="to-newest" onClick={toEnd}>
          <ArrowDown /> Newest messages
        </button>
      )}
    </div>
  );
}
