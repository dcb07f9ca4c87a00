import { FlaskConical, Hash, Lock, Menu } from 'lucide-react';
import type { Conversation } from '../../slack/page-api.ts';

export interface ConversationHeaderProps {
  conversation: Conversation;
  botName: string;
  /** Opens what a small window hides. */
  onDrawer: (drawer: 'sidebar' | 'side-panel') => void;
}

/** Slack hides membership in a menu; here it decides where a file goes, so it is in sight. */
export function ConversationHeader({ conversation, botName, onDrawer }: ConversationHeaderProps) {
  const { name, kind, topic, hasBot, sharedWith } = conversation;
  return (
    <header className="conversation-header">
      <button type="button" className="drawer-button for-sidebar" onClick={() => onDrawer('sidebar')}>
        <Menu />
        <span className="visually-hidden">Conversations</span>
      </button>
      <h2>
        {kind === 'public' && <Hash />}
        {kind === 'private' && <Lock />}
        <span className="conversation-name">{name}</span>
      </h2>
      {topic !== '' && (
        <p className="topic" title={topic}>
          {topic}
        </p>
      )}
      {sharedWith !== undefined && <p className="shared-with">Shared with {sharedWith}</p>}
      {kind !== 'im' && (
        <p className={hasBot ? 'membership is-member' : 'membership'}>
          {hasBot ? `${botName} is a member` : `${botName} is not a member`}
        </p>
      )}
      <button type="button" className="drawer-button for-side-panel" onClick={() => onDrawer('side-panel')}>
        <FlaskConical />
        <span className="visually-hidden">Try these</span>
      </button>
    </header>
  );
}
