import type { Conversation, View } from '../../slack/page-api.ts';
import { useView } from '../hooks/use-view.ts';
import { ViewBlocks } from './view-blocks.tsx';
import { useWorkspaceView } from './workspace-view.ts';

function Home({ view, conversation }: { view: View; conversation: Conversation }) {
  const { me } = useWorkspaceView();
  const inUse = useView(view, me.id, conversation);
  return <ViewBlocks inUse={inUse} errors={{}} />;
}

/** What the app has published for the person who looks. */
export function HomeTab({ conversation }: { conversation: Conversation }) {
  const { home } = useWorkspaceView();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to take the focus (WCAG 2.1.1).
    <section className="home" aria-label="Home" tabIndex={0}>
      {home === undefined ? (
        <p className="home-empty" role="status">
          The app has put nothing here yet.
        </p>
      ) : (
        <Home key={home.id} view={home} conversation={conversation} />
      )}
    </section>
  );
}
