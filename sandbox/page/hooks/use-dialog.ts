import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const FIRST = '.view-blocks :is(input, textarea):not(:disabled)';
const NEXT_BEST = '.modal-foot button';

/**
 * Opens a dialog over the page, which cannot be reached meanwhile. The focus goes to its first input, and back to where
 * it was once the dialog is gone.
 *
 * @param hash changes when what the dialog holds does: a focus that got lost with it is set anew.
 */
export function useDialog(hash: string): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    element.showModal();
    // The browser gives the focus back; closed by React it would be removed without.
    return () => element.close();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the hash that says so.
  useEffect(() => {
    const element = dialog.current;
    const isOurs = element?.contains(document.activeElement) && document.activeElement?.matches(FIRST);
    if (!element || isOurs || (element.dataset.seen && document.activeElement !== document.body)) return;
    element.dataset.seen = 'yes';
    const first = element.querySelector<HTMLElement>(FIRST) ?? element.querySelector<HTMLElement>(NEXT_BEST);
    first?.focus();
  }, [hash]);

  return dialog;
}
