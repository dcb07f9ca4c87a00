import { useId } from 'react';
import type { Row } from '../text/grouping.ts';
import { threadTitle } from '../text/threads.ts';
import { Message, type MessageUse } from './message.tsx';
import { ThreadReply } from './thread-reply.tsx';

interface Props extends MessageUse {
  /** Of the message that it hangs on. */
  ts: string;
  replies: Row[];
}

/** The replies to a message, below it, and where one replies. Slack folds them away; here they are in sight. */
export function Thread({ ts, replies, ...use }: Props) {
  const titleId = useId();
  const { replyingTo, onReplyTo, onReply } = use;
  if (replies.length === 0 && replyingTo !== ts) return null;
  return (
    <section className="thread" aria-labelledby={titleId}>
      <h4 id={titleId}>{threadTitle(replies.map(({ line }) => line))}</h4>
      {replies.map(({ line, beginsGroup }) => (
        <Message key={line.ts} line={line} beginsGroup={beginsGroup} {...use} />
      ))}
      {replyingTo === ts ? (
        <ThreadReply onSay={(text) => onReply(ts, text)} onClose={() => onReplyTo(undefined)} />
      ) : (
        <button type="button" className="reply-button" onClick={() => onReplyTo(ts)}>
          Reply …
        </button>
      )}
    </section>
  );
}
