import { Hash, Lock } from 'lucide-react';
import type { Conversation } from '../../slack/page-api.ts';

interface Props {
  conversation: Conversation;
  botName: string;
}

/** Slack hides membership in a menu; here it decides where a file goes, so it is in sight. */
export function ConversationHeader({ conversation: { name, kind, topic, hasBot }, botName }: Props) {
  return (
    <header className="conversation-header">
      <h2>
        {kind === 'public' && <Hash />}
        {kind === 'private' && <Lock />}
        {name}
      </h2>
      {topic !== '' && (
        <p className="topic" title={topic}>
          {topic}
        </p>
      )}
      {kind !== 'im' && (
        <p className={hasBot ? 'membership is-member' : 'membership'}>
          {hasBot ? `${botName} is a member` : `${botName} is not a member`}
        </p>
      )}
    </header>
  );
}
