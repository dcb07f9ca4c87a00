import type { RefObject } from 'react';
import type { Conversation as ConversationData, Line } from '../../slack/page-api.ts';
import type { Place } from '../text/place.ts';
import { Composer } from './composer.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { MessageList } from './message-list.tsx';

interface Props {
  conversation: ConversationData;
  lines: Line[];
  botName: string;
  saidCount: number;
  place: Place;
  draft: string;
  input: RefObject<HTMLTextAreaElement | null>;
  onDraft: (text: string) => void;
  onSay: (text: string) => void;
}

export function Conversation({ conversation, lines, botName, saidCount, place, draft, input, onDraft, onSay }: Props) {
  const { name, kind, isArchived } = conversation;
  return (
    <main className="conversation">
      <ConversationHeader conversation={conversation} botName={botName} />
      <MessageList conversation={conversation} lines={lines} saidCount={saidCount} place={place} />
      {isArchived ? (
        <p className="archived-notice">This channel is archived: nobody can post in it.</p>
      ) : (
        <Composer to={kind === 'im' ? name : `#${name}`} text={draft} input={input} onChange={onDraft} onSend={onSay} />
      )}
    </main>
  );
}
