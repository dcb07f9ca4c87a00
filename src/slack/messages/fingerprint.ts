import type { FileFacts } from '../../fingerprint.ts';
import { code } from './message.ts';

/** Characters of the SHA-256 that are shown: enough to tell two files apart by eye. */
const SHOWN = 12;

/** By what people know a file again: the beginning of what `sha256sum` gives of it once it is downloaded. */
export const fingerprint = ({ sha256 }: Pick<FileFacts, 'sha256'>): string => code(sha256.slice(0, SHOWN));

/** The files of two versions: one fingerprint where it is the same file. */
export const fingerprints = (before: { file: FileFacts }, after: { file: FileFacts }): string =>
  before.file.sha256 === after.file.sha256
    ? fingerprint(after.file)
    : `${fingerprint(before.file)} → ${fingerprint(after.file)}`;
