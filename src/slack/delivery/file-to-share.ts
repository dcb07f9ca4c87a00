/** Slack stores a snippet of more than 1 MB as an ordinary file (source: `size` of the file object). */
export const MAX_SNIPPET_BYTES = 1024 * 1024;

interface AnyFile {
  /** With the ending by which Slack and people know what it is. */
  filename: string;
  /** Plain text, shown above the file. */
  title: string;
  /** What is to be seen, for those who can't see it; of pictures. */
  altText?: string;
}

/** A file of text, which Slack shows as a snippet where it is not too long. */
export interface TextFile extends AnyFile {
  content: string;
  /** How Slack colours the snippet; JSON where it is absent. */
  snippetType?: 'json' | 'diff' | 'text';
}

/** A file of any kind, as a picture: it is uploaded byte for byte. */
export interface BinaryFile extends AnyFile {
  content: Uint8Array;
  snippetType?: never;
}

/** A file that is not in Slack yet. */
export type FileToShare = TextFile | BinaryFile;
