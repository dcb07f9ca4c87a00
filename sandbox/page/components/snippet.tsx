import { useState } from 'react';
import type { SharedFile } from '../../slack/page-api.ts';
import { fileHref } from '../api.ts';
import { useFileText } from '../hooks/use-file-text.ts';
import { type ClippedLines, clipLines } from '../text/clip-lines.ts';
import { type JsonToken, jsonTokens } from '../text/json-tokens.ts';
import { FileHead } from './file-head.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** So many lines Slack shows of a snippet at first, about. */
const COLLAPSED_LINES = 12;
/** More would make the page slow; who needs them has the download. */
const EXPANDED_LINES = 3000;

function CodeLine({ text, isJson }: { text: string; isJson: boolean }) {
  const tokens: JsonToken[] = isJson ? jsonTokens(text) : [{ text, kind: 'other' }];
  // A line is never changed: the place of a token in it identifies it.
  const keyed = tokens.map((token, index) => ({ ...token, key: index }));
  return (
    <span className="snippet-line">
      {keyed.map(({ key, kind, text: piece }) =>
        kind === 'other' ? (
          piece
        ) : (
          <span key={key} className={`token-${kind}`}>
            {piece}
          </span>
        ),
      )}
    </span>
  );
}

function Code({ lines, label, isJson }: { lines: string[]; label: string; isJson: boolean }) {
  const numbered = lines.map((text, index) => ({ text, number: index + 1 }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must get there (WCAG 2.1.1).
    <section className="snippet-code" tabIndex={0} aria-label={label}>
      <pre>
        <code>
          {numbered.map(({ text, number }) => (
            <CodeLine key={number} text={text} isJson={isJson} />
          ))}
        </code>
      </pre>
    </section>
  );
}

/** What stands in for the text while it is loaded: as high, so that nothing jumps. */
const PLACEHOLDER: ClippedLines = { shown: Array<string>(COLLAPSED_LINES).fill(''), total: COLLAPSED_LINES };

interface Props {
  file: SharedFile;
  onResize: () => void;
}

export function Snippet({ file, onResize }: Props) {
  const { id, name, filetype } = file;
  const { me } = useWorkspaceView();
  const [isExpanded, setExpanded] = useState(false);
  const content = useFileText(id, me.id);
  const { shown, total } =
    content.status === 'loaded' ? clipLines(content.text, isExpanded ? EXPANDED_LINES : COLLAPSED_LINES) : PLACEHOLDER;

  function toggle(): void {
    onResize();
    setExpanded(!isExpanded);
  }

  return (
    <section className="snippet" id={`file-${id}`} aria-label={`Snippet ${name}`}>
      <header className="file-head">
        <FileHead file={file} />
      </header>
      {content.status === 'failed' ? (
        <p className="snippet-failed">The text could not be loaded.</p>
      ) : (
        <Code
          lines={shown}
          label={`Text of ${name}`}
          isJson={filetype === 'json' || filetype === 'javascript' || name.endsWith('.json')}
        />
      )}
      {isExpanded && shown.length < total && (
        <p className="snippet-rest">
          {total - shown.length} more lines are in <a href={fileHref(id, me.id, { download: true })}>the file</a>.
        </p>
      )}
      {total > COLLAPSED_LINES && (
        <button type="button" className="snippet-toggle" aria-expanded={isExpanded} onClick={toggle}>
          {isExpanded ? 'Collapse' : `Show more (${total} lines)`}
        </button>
      )}
    </section>
  );
}
