import type { SharedFile } from '../../slack/page-api.ts';
import { fileHref } from '../api.ts';
import { sizeText } from '../text/size-text.ts';
import { DownloadIcon, FileIcon } from './icons.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** A file that Slack does not show inline. */
export function FileCard({ file: { id, name, title, filetype, size } }: { file: SharedFile }) {
  const { me } = useWorkspaceView();
  return (
    <section className="file-card file-head" id={`file-${id}`} aria-label={`File ${name}`}>
      <FileIcon />
      <span className="file-titles">
        <strong>{title || name}</strong>
        <span className="file-facts">
          {[title !== name && title !== '' ? name : undefined, filetype.toUpperCase(), sizeText(size)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <a className="file-download" href={fileHref(id, me.id, { download: true })} download={name}>
        <DownloadIcon />
        <span className="visually-hidden">Download {name}</span>
      </a>
    </section>
  );
}
