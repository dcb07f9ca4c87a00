import { Archive, Hash, Lock, Waypoints } from 'lucide-react';
import type { Conversation, Person, WorkspaceState } from '../../slack/page-api.ts';
import { personMark } from '../text/person-mark.ts';
import { hrefOf } from '../text/place.ts';
import { Avatar } from './avatar.tsx';

function KindSymbol({ conversation: { kind, isArchived, sharedWith } }: { conversation: Conversation }) {
  if (sharedWith !== undefined) return <Waypoints />;
  if (isArchived) return <Archive />;
  if (kind === 'private') return <Lock />;
  if (kind === 'im') return <span className="presence" aria-hidden="true" />;
  return <Hash />;
}

/** What the symbol says, for those who do not see it. */
function kindText({ kind, isArchived, sharedWith }: Conversation): string {
  if (sharedWith !== undefined) return `shared with ${sharedWith}`;
  if (isArchived) return 'archived channel';
  if (kind === 'private') return 'private channel';
  return kind === 'im' ? 'direct message, active' : '';
}

interface EntryProps {
  conversation: Conversation;
  me: Person;
  isOpen: boolean;
  unread: number;
}

function Entry({ conversation, me, isOpen, unread }: EntryProps) {
  const { id, name, isArchived } = conversation;
  const kind = kindText(conversation);
  return (
    <li>
      <a
        className={['entry', isArchived && 'is-archived', unread > 0 && 'is-unread'].filter(Boolean).join(' ')}
        href={hrefOf({ as: me.id, in: id })}
        aria-current={isOpen ? 'page' : undefined}
      >
        <KindSymbol conversation={conversation} />
        <span className="entry-name">{name}</span>
        {kind !== '' && <span className="visually-hidden">, {kind}</span>}
        {unread > 0 && (
          <span className="badge">
            {unread}
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </a>
    </li>
  );
}

interface SidebarProps {
  state: WorkspaceState;
  openId: string | undefined;
  unreadOf: (conversationId: string) => number;
  onLookAs: (personId: string) => void;
}

export function Sidebar({ state, openId, unreadOf, onLookAs }: SidebarProps) {
  const { team, connection, me, people, conversations } = state;
  const section = (title: string, entries: Conversation[]) =>
    entries.length > 0 && (
      <section aria-label={title}>
        <h2>{title}</h2>
        <ul>
          {entries.map((conversation) => (
            <Entry
              key={conversation.id}
              conversation={conversation}
              me={me}
              isOpen={conversation.id === openId}
              unread={unreadOf(conversation.id)}
            />
          ))}
        </ul>
      </section>
    );

  return (
    <nav className="sidebar" aria-label="Conversations">
      <header>
        <h1>{team.name}</h1>
        <p>Sandbox on this machine · {connection}</p>
      </header>
      <div className="sidebar-lists">
        {section(
          'Channels',
          conversations.filter(({ kind }) => kind !== 'im'),
        )}
        {section(
          'Direct messages',
          conversations.filter(({ kind }) => kind === 'im'),
        )}
      </div>
      <label className="look-as">
        <span>You look as</span>
        <Avatar person={me} size="small" />
        <select value={me.id} onChange={({ target }) => onLookAs(target.value)}>
          {people
            .filter(({ isBot }) => !isBot)
            .map(({ id, realName, ...kind }) => (
              <option key={id} value={id}>
                {[realName, personMark(kind)].filter(Boolean).join(' · ')}
              </option>
            ))}
        </select>
      </label>
    </nav>
  );
}
