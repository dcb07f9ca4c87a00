import type { SharedFile } from '../../slack/page-api.ts';
import { FileHead } from './file-head.tsx';

/** A file that Slack does not show inline. */
export function FileCard({ file }: { file: SharedFile }) {
  return (
    <section className="file-card file-head" id={`file-${file.id}`} aria-label={`File ${file.name}`}>
      <FileHead file={file} filetype={file.filetype} />
    </section>
  );
}
