import { Tab, TabList, TabPanel, TabProvider } from '@ariakit/react';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Conversation, HomeRequest } from '../../slack/page-api.ts';
import { openTab } from '../api.ts';
import { HomeTab } from './home-tab.tsx';
import { useWorkspaceView } from './workspace-view.ts';

type TabName = HomeRequest['tab'];

const TABS: readonly { tab: TabName; label: string }[] = [
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
  const [open, setOpen] = useState<TabName>('messages');
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

  return (
    <TabProvider selectedId={`tab-${open}`} setSelectedId={(id) => setOpen(id === 'tab-home' ? 'home' : 'messages')}>
      <TabList className="app-tabs" aria-label={conversation.name}>
        {TABS.map(({ tab, label }) => (
          <Tab key={tab} id={`tab-${tab}`}>
            {label}
          </Tab>
        ))}
      </TabList>
      <TabPanel className="app-panel" tabId={`tab-${open}`} focusable={false}>
        {error !== undefined && open === 'home' && (
          <p className="view-error" role="alert">
            <TriangleAlert /> {error}
          </p>
        )}
        {open === 'home' ? <HomeTab conversation={conversation} /> : children}
      </TabPanel>
    </TabProvider>
  );
}
