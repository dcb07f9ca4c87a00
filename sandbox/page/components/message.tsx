import { Eye } from 'lucide-react';
import type { Line, SharedFile } from '../../slack/page-api.ts';
import { unescapeText } from '../text/mrkdwn.ts';
import { personMark } from '../text/person-mark.ts';
import { sortedFiles } from '../text/pictures.ts';
import { timeText } from '../text/time-text.ts';
import { Avatar } from './avatar.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { FileCard } from './file-card.tsx';
import { MessageBlocks } from './message-blocks.tsx';
import { MessageMenu } from './message-menu.tsx';
import { Pictures } from './pictures.tsx';
import { Snippet } from './snippet.tsx';

interface FileProps {
  file: SharedFile;
  onResize: () => void;
}

function File({ file, onResize }: FileProps) {
  return file.mode === 'snippet' ? <Snippet file={file} onResize={onResize} /> : <FileCard file={file} />;
}

function Time({ ts }: { ts: string }) {
  return (
    <time className="message-time" dateTime={new Date(Number(ts) * 1000).toISOString()}>
      {timeText(ts)}
    </time>
  );
}

/** What all messages of a list have in common. */
export interface MessageUse {
  /** The file that a link on the page led to. */
  pointedAtFile: string | undefined;
  /** The reader is about to make the message larger or smaller. */
  onResize: () => void;
  onShortcut: (callbackId: string, line: Line) => void;
  /** The `ts` of the message in whose thread one is about to reply. */
  replyingTo: string | undefined;
  onReplyTo: (ts: string | undefined) => void;
  onReply: (ts: string, text: string) => void;
}

interface Props extends MessageUse {
  line: Line;
  /** Whether the author is named; else it follows a message of the same one. */
  beginsGroup: boolean;
}

export function Message({ line, beginsGroup, pointedAtFile, onResize, onShortcut, onReplyTo }: Props) {
  const { author, isPrivate, files, text, ts, threadTs } = line;
  const { pictures, others } = sortedFiles(files);
  const mark = personMark(author);
  const isPointedAt = files.some(({ id }) => id === pointedAtFile);
  const classes = [
    'message',
    isPrivate && 'is-private',
    beginsGroup && 'begins-group',
    isPointedAt && 'is-pointed-at',
  ].filter(Boolean);
  return (
    <article className={classes.join(' ')} data-ts={ts}>
      {isPrivate && beginsGroup && (
        <p className="private-mark">
          <Eye /> Only visible to you
        </p>
      )}
      <div className="message-gutter">{beginsGroup ? <Avatar person={author} size="large" /> : <Time ts={ts} />}</div>
      <div className="message-body">
        {beginsGroup && (
          <header>
            <strong>{author.realName}</strong>
            {author.isBot && <span className="app-badge">APP</span>}
            {mark !== undefined && <span className="person-mark">{mark}</span>}
            <Time ts={ts} />
          </header>
        )}
        <ErrorBoundary fallback={<p>{unescapeText(text)}</p>}>
          <MessageBlocks line={line} />
        </ErrorBoundary>
        {line.isBroadcast && <p className="broadcast-mark">Also sent to the channel</p>}
        {pictures.length > 0 && <Pictures files={pictures} onResize={onResize} />}
        {others.map((file) => (
          <File key={file.id} file={file} onResize={onResize} />
        ))}
      </div>
      {/* As in Slack, where no app can be given what only one person sees. */}
      {!isPrivate && (
        <MessageMenu onPick={(callbackId) => onShortcut(callbackId, line)} onReply={() => onReplyTo(threadTs ?? ts)} />
      )}
    </article>
  );
}
