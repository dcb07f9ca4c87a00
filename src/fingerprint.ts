import { createHash } from 'node:crypto';

/** By what a file is known again wherever it is named. */
export interface FileFacts {
  /** Of the file as it is shared: what `sha256sum` gives of the file that is downloaded from Slack. Hexadecimal. */
  sha256: string;
  /** How long that file is. */
  bytes: number;
}

/** @param content of a file, as it is shared: text in UTF-8, or the bytes. */
export const fileFactsOf = (content: string | Uint8Array): FileFacts => ({
  sha256: createHash('sha256').update(content).digest('hex'),
  bytes: Buffer.byteLength(content),
});
