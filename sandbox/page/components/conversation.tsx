import type { RefObject } from 'react';
import type { Conversation as ConversationData, Line } from '../../slack/page-api.ts';
import type { Place } from '../text/place.ts';
import { AppTabs } from './app-tabs.tsx';
import { Composer } from './composer.tsx';
import { ConversationHeader, type ConversationHeaderProps } from './conversation-header.tsx';
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
  /** @param threadTs the message in whose thread it is said. */
  onSay: (text: string, threadTs?: string) => void;
  /** Shows what a small window hides. */
  onDrawer: ConversationHeaderProps['onDrawer'];
  /** A shortcut was chosen: from the menu of a line, or from that of the composer. */
  onShortcut: (callbackId: string, line?: Line) => void;
}

function Messages({ conversation, lines, saidCount, place, draft, input, onDraft, onSay, onShortcut }: Props) {
  const { name, kind, isArchived } = conversation;
  return (
    <>
      <MessageList
        conversation={conversation}
        lines={lines}
        saidCount={saidCount}
        place={place}
        onShortcut={onShortcut}
        onReply={(ts, text) => onSay(text, ts)}
      />
      {isArchived ? (
        <p className="archived-notice">This channel is archived: nobody can post in it.</p>
      ) : (
        <Composer
          to={kind === 'im' ? name : `#${name}`}
          text={draft}
          input={input}
          onChange={onDraft}
          onSend={(text) => onSay(text)}
          onShortcut={onShortcut}
        />
      )}
    </>
  );
}

export function Conversation(props: Props) {
  const { conversation, botName, onDrawer } = props;
  const isWithApp = conversation.kind === 'im' && conversation.hasBot;
  return (
    <main className="conversation">
      <ConversationHeader conversation={conversation} botName={botName} onDrawer={onDrawer} />
      {isWithApp ? (
        <AppTabs conversation={conversation}>
          <Messages {...props} />
        </AppTabs>
      ) : (
        <Messages {...props} />
      )}
    </main>
  );
}
