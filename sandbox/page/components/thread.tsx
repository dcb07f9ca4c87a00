import { useId } from 'react';
import type { Row } from '../text/grouping.ts';
import { threadTitle } from '../text/threads.ts';
import { Message, type MessageUse } from './message.tsx';

interface Props extends MessageUse {
  replies: Row[];
}

/** The replies to a message, below it. Slack folds them away; here they are in sight. */
export function Thread({ replies, ...use }: Props) {
  const titleId = useId();
  return (
    <section className="thread" aria-labelledby={titleId}>
      <h4 id={titleId}>{threadTitle(replies.map(({ line }) => line))}</h4>
      {replies.map(({ line, beginsGroup }) => (
        <Message key={line.ts} line={line} beginsGroup={beginsGroup} {...use} />
      ))}
    </section>
  );
}
