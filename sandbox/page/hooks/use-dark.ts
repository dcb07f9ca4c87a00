import { useSyncExternalStore } from 'react';

const query = matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the system asks for dark colours, for what no style sheet of this page reaches. */
export const useDark = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
