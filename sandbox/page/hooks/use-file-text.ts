import { useEffect, useState } from 'react';
import { getFileText } from '../api.ts';

export type FileText = { status: 'loading' } | { status: 'failed' } | { status: 'loaded'; text: string };

/** A file never changes: once loaded, a snippet that comes into sight again is there at once. */
const loaded = new Map<string, string>();

/** The text of a shared file, as `as` may read it. */
export function useFileText(fileId: string, as: string): FileText {
  const key = `${as} ${fileId}`;
  const [failedKey, setFailedKey] = useState<string>();
  const [, setLoadedKey] = useState<string>();

  useEffect(() => {
    let isCurrent = true;
    if (loaded.has(key)) return;
    getFileText(fileId, as).then(
      (text) => {
        loaded.set(key, text);
        if (isCurrent) setLoadedKey(key);
      },
      () => {
        if (isCurrent) setFailedKey(key);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [fileId, as, key]);

  const text = loaded.get(key);
  if (text !== undefined) return { status: 'loaded', text };
  return { status: failedKey === key ? 'failed' : 'loading' };
}
