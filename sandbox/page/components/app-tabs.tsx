import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Conversation, HomeRequest } from '../../slack/page-api.ts';
import { openTab } from '../api.ts';
import { HomeTab } from './home-tab.tsx';
import { WarningIcon } from './icons.tsx';
import { useWorkspaceView } from './workspace-view.ts';

type Tab = HomeRequest['tab'];

const TABS: readonly { tab: Tab; label: string }[] = [
  { tab: 'home', label: 'Home' },
  { tab: 'messages', label: 'Messages' },
];

interface Props {
  /** The one with the app. */
  conversation: Conversation;
  /** What the tab "Messages" holds. */
  children: ReactNode;
}

/** The two tabs of the conversation with the app. The app hears of each that is opened, as from Slack. */
export function AppTabs({ conversation, children }: Props) {
  const { me } = useWorkspaceView();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Tab>('messages');
  const [error, setError] = useState<string>();

  useEffect(() => {
    let isCurrent = true;
    setError(undefined);
    void openTab({ as: me.id, tab: open }).then((answer) => {
      if (isCurrent && !answer.ok) setError(answer.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [me.id, open]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const other = open === 'home' ? 'messages' : 'home';
    setOpen(other);
    list.current?.querySelector<HTMLElement>(`[data-tab="${other}"]`)?.focus();
  }

  return (
    <>
      <div
        ref={list}
        className="app-tabs"
        role="tablist"
        tabIndex={-1}
        aria-label={conversation.name}
        onKeyDown={onKeyDown}
      >
        {TABS.map(({ tab, label }) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}${tab}`}
            data-tab={tab}
            aria-selected={tab === open}
            aria-controls={`${id}panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => setOpen(tab)}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="app-panel" role="tabpanel" id={`${id}panel`} aria-labelledby={`${id}${open}`}>
        {error !== undefined && open === 'home' && (
          <p className="view-error" role="alert">
            <WarningIcon /> {error}
          </p>
        )}
        {open === 'home' ? <HomeTab conversation={conversation} /> : children}
      </div>
    </>
  );
}
