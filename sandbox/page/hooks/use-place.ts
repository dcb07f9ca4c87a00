import { useEffect, useState } from 'react';
import { hrefOf, type Place, placeOf } from '../text/place.ts';

export interface PlaceInAddress {
  place: Place;
  /** Goes elsewhere, as a click on a link does. */
  go: (next: Partial<Place>) => void;
  /** Corrects the address, without a step in the history. */
  correct: (next: Partial<Place>) => void;
}

/** A plain click on a link within the page; any other is left to the browser. */
function hrefWithinPage(event: MouseEvent): string | undefined {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!isPlain || !(event.target instanceof Element)) return undefined;
  const href = event.target.closest('a')?.getAttribute('href') ?? '';
  return href.startsWith('?') ? href : undefined;
}

/** The place that the page's address names. Follows the links within the page without loading it again. */
export function usePlace(): PlaceInAddress {
  const [place, setPlace] = useState(() => placeOf(location.search));

  useEffect(() => {
    const read = () => setPlace(placeOf(location.search));
    const follow = (event: MouseEvent) => {
      const href = hrefWithinPage(event);
      if (href === undefined) return;
      event.preventDefault();
      history.pushState(null, '', href);
      read();
    };
    window.addEventListener('popstate', read);
    document.addEventListener('click', follow);
    return () => {
      window.removeEventListener('popstate', read);
      document.removeEventListener('click', follow);
    };
  }, []);

  const change = (step: 'pushState' | 'replaceState') => (next: Partial<Place>) => {
    const href = hrefOf(next);
    history[step](null, '', href);
    setPlace(placeOf(href));
  };
  return { place, go: change('pushState'), correct: change('replaceState') };
}
