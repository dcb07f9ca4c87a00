import { Download, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SharedFile } from '../../slack/page-api.ts';
import { fileHref } from '../api.ts';
import { sizeText } from '../text/size-text.ts';
import { useWorkspaceView } from './workspace-view.ts';

interface Props {
  file: SharedFile;
  onClose: () => void;
}

/** A picture as large as the window, until it is closed. */
function LargePicture({ file: { id, name, title, altText, size }, onClose }: Props) {
  const { me } = useWorkspaceView();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="large-picture" aria-label={name} onClose={onClose}>
      <header>
        <strong>{title || name}</strong>
        <small>{sizeText(size)}</small>
        <a href={fileHref(id, me.id, { download: true })} download={name} title="Download">
          <Download />
          <span className="visually-hidden">Download {name}</span>
        </a>
        <button type="button" aria-label="Close" title="Close" onClick={() => dialog.current?.close()}>
          <X />
        </button>
      </header>
      <div className="large-picture-body">
        <img className="large-image" src={fileHref(id, me.id)} alt={altText ?? name} />
      </div>
    </dialog>
  );
}

function Picture({ file, onResize }: { file: SharedFile; onResize: () => void }) {
  const { id, name, title, altText } = file;
  const { me } = useWorkspaceView();
  const [isLarge, setLarge] = useState(false);
  return (
    <figure className="picture" id={`file-${id}`} aria-label={`Picture ${name}`}>
      <figcaption>
        {title || name}
        <a href={fileHref(id, me.id, { download: true })} download={name} title="Download">
          <Download />
          <span className="visually-hidden">Download {name}</span>
        </a>
      </figcaption>
      <button type="button" aria-label={`Open ${name}`} onClick={() => setLarge(true)}>
        <img className="small-picture" src={fileHref(id, me.id)} alt={altText ?? name} onLoad={onResize} />
      </button>
      {isLarge && <LargePicture file={file} onClose={() => setLarge(false)} />}
    </figure>
  );
}

/** The pictures of a message, beside each other where there are several. */
export function Pictures({ files, onResize }: { files: SharedFile[]; onResize: () => void }) {
  return (
    <div className={files.length > 1 ? 'pictures has-several' : 'pictures'}>
      {files.map((file) => (
        <Picture key={file.id} file={file} onResize={onResize} />
      ))}
    </div>
  );
}
