import { Download, File } from 'lucide-react';
import type { SharedFile } from '../../slack/page-api.ts';
import { fileHref } from '../api.ts';
import { sizeText } from '../text/size-text.ts';
import { useWorkspaceView } from './workspace-view.ts';

interface Props {
  file: SharedFile;
  /** Where its text is not to be seen. */
  filetype?: string;
}

/** What a file is, and its download. */
export function FileHead({ file: { id, name, title, size }, filetype }: Props) {
  const { me } = useWorkspaceView();
  return (
    <>
      <File />
      <span className="file-titles">
        <strong>{title || name}</strong>
        <span className="file-facts">
          {[title !== name && title !== '' ? name : undefined, filetype?.toUpperCase(), sizeText(size)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <a className="file-download" href={fileHref(id, me.id, { download: true })} download={name}>
        <Download />
        <span className="visually-hidden">Download {name}</span>
      </a>
    </>
  );
}
