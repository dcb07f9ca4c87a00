import { type CSSProperties, type RefObject, useLayoutEffect, useState } from 'react';

/** Between what opens a popup and the popup; pixels. */
const GAP = 4;
/** Less room than this below, and more above: the popup opens upwards; pixels. */
const WANTED = 300;

/** Out of sight until it is measured, yet able to take the focus. */
const UNMEASURED: CSSProperties = { opacity: 0 };

/**
 * Where a popup goes in the window, so that no scrolled region around cuts it off: below what opens it, or above where
 * there is more room.
 *
 * @param align the edge of the anchor that the popup begins at; `stretch` makes it as wide.
 */
export function usePopupPlace(
  anchor: RefObject<HTMLElement | null>,
  isOpen: boolean,
  align: 'start' | 'end' | 'stretch',
): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>(UNMEASURED);

  useLayoutEffect(() => {
    if (!isOpen) return;
    const measure = () => {
      const box = anchor.current?.getBoundingClientRect();
      if (box === undefined) return;
      const below = window.innerHeight - box.bottom;
      const isAbove = below < WANTED && box.top > below;
      setPlace({
        ...(isAbove ? { bottom: window.innerHeight - box.top + GAP } : { top: box.bottom + GAP }),
        ...(align === 'end' ? { right: window.innerWidth - box.right } : { left: box.left }),
        ...(align === 'stretch' && { width: box.width }),
        maxHeight: Math.min(WANTED, (isAbove ? box.top : below) - 2 * GAP),
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (anchor.current) observer.observe(anchor.current);
    window.addEventListener('resize', measure);
    window.addEventListener('scroll', measure, true);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
      window.removeEventListener('scroll', measure, true);
    };
  }, [anchor, isOpen, align]);

  return { position: 'fixed', ...place };
}
