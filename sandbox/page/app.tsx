import { useEffect, useRef, useState } from 'react';
import type { Line, WorkspaceState } from '../slack/page-api.ts';
import { Conversation } from './components/conversation.tsx';
import { FlowEditor } from './components/flow-editor.tsx';
import { Meter } from './components/meter.tsx';
import { ModalStack } from './components/modal-stack.tsx';
import { Sidebar } from './components/sidebar.tsx';
import { Suggestions } from './components/suggestions.tsx';
import { Switches } from './components/switches.tsx';
import { WorkspaceViewProvider } from './components/workspace-view.ts';
import { usePlace } from './hooks/use-place.ts';
import { useSay } from './hooks/use-say.ts';
import { useUnread } from './hooks/use-unread.ts';
import { useWorkspace } from './hooks/use-workspace.ts';
import { mergeLines } from './text/failed-line.ts';

/** The conversation that the address names, or the first that the bot is in. */
function openConversation({ conversations }: WorkspaceState, id: string | undefined) {
  return (
    conversations.find((conversation) => conversation.id === id) ??
    conversations.find(({ hasBot, isArchived, kind }) => hasBot && !isArchived && kind !== 'im') ??
    conversations[0]
  );
}

export function App() {
  const { place, go, correct } = usePlace();
  const { state, isConnected } = useWorkspace(place.as);
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const input = useRef<HTMLTextAreaElement>(null);
  /** What a small window shows over the conversation. */
  const [drawer, setDrawer] = useState<'sidebar' | 'side-panel'>();

  const open = state && openConversation(state, place.in);
  const saying = useSay(state?.me.id);
  const unreadOf = useUnread(state, open?.id);

  // The address always says what is shown, so that it can be copied and loaded again.
  useEffect(() => {
    if (!state || !open || (place.as !== undefined && place.as !== state.me.id)) return;
    if (place.as === undefined || place.in !== open.id) correct({ as: state.me.id, in: open.id });
  });

  const openId = open?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever chose a conversation wants to see it.
  useEffect(() => setDrawer(undefined), [openId]);

  const title = state && open && `${open.name} · ${state.team.name} · Sandbox`;
  useEffect(() => {
    if (title === undefined) return;
    document.title = title;
    // One can type at once.
    input.current?.focus();
  }, [title]);

  if (!state || !open)
    return (
      <p className="starting" role="status">
        {isConnected ? 'Opening the workspace…' : 'The sandbox does not answer. Trying again…'}
      </p>
    );

  const { me, people, lines, suggestions, cams, watchPace } = state;

  // Each person has a draft in each conversation.
  const draftKey = `${me.id} ${open.id}`;
  const setDraft = (text: string) => setDrafts((before) => ({ ...before, [draftKey]: text }));

  function pick(command: string): void {
    setDraft(command);
    setDrawer(undefined);
    input.current?.focus();
  }

  const here = ({ conversationId }: Line) => conversationId === open.id;
  return (
    <WorkspaceViewProvider value={state}>
      <div className={drawer === undefined ? 'app' : `app shows-${drawer}`}>
        {!isConnected && (
          <p className="banner" role="status">
            The sandbox does not answer. Trying again …
          </p>
        )}
        <Sidebar
          state={state}
          openId={open.id}
          unreadOf={unreadOf}
          onLookAs={(personId) => go({ as: personId, in: open.id })}
        />
        <Conversation
          key={draftKey}
          conversation={open}
          lines={mergeLines(lines, saying.failedLines).filter(here)}
          botName={people.find(({ isBot }) => isBot)?.realName ?? 'The bot'}
          saidCount={saying.count}
          place={place}
          draft={drafts[draftKey] ?? ''}
          input={input}
          onDraft={setDraft}
          onSay={(text, threadTs) => saying.say(open.id, text, threadTs)}
          onDrawer={setDrawer}
          onShortcut={(callbackId, line) => saying.choose(open.id, callbackId, line?.ts)}
        />
        <aside className="side-panel" aria-label="Sandbox">
          <Suggestions suggestions={suggestions} onPick={pick} />
          {watchPace !== undefined && <FlowEditor watchPace={watchPace} />}
          <Switches />
          <Meter cams={cams} />
        </aside>
        {drawer !== undefined && (
          <button
            type="button"
            className="drawer-backdrop"
            aria-label="Back to the conversation"
            onClick={() => setDrawer(undefined)}
          />
        )}
        <ModalStack current={open} />
      </div>
    </WorkspaceViewProvider>
  );
}
