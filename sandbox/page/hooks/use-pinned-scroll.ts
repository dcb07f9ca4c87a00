import { type RefObject, useEffect, useRef, useState } from 'react';

/** So near to the end counts as being there; pixels. */
const END_ZONE = 40;

export interface PinnedScroll {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** Whether the newest line is in sight, and stays so when others come. */
  isPinned: boolean;
  /** The list was scrolled, by the reader or by the page. */
  onScroll: () => void;
  toEnd: () => void;
  /** Stay here, although the content is about to grow. */
  unpin: () => void;
}

/** Keeps a list scrolled to its end while it grows, unless the reader scrolled up. */
export function usePinnedScroll(): PinnedScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const pinned = useRef(true);
  /** The content's height that was answered last; pixels. */
  const seenHeight = useRef(0);
  const [isPinned, setPinned] = useState(true);

  function pin(value: boolean): void {
    pinned.current = value;
    setPinned(value);
  }

  function toEnd(): void {
    pin(true);
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }

  function onScroll(): void {
    if (scroller.current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = scroller.current;
    // A message that shrank and grew again moved the list, not the reader; the observer below is about to answer it.
    if (pinned.current && scrollHeight !== seenHeight.current) return;
    pin(scrollHeight - scrollTop - clientHeight < END_ZONE);
  }

  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (scroller.current === null) return;
      seenHeight.current = scroller.current.scrollHeight;
      if (pinned.current) scroller.current.scrollTo({ top: seenHeight.current });
    });
    if (content.current) observer.observe(content.current);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);

  return {
    scroller,
    content,
    isPinned,
    onScroll,
    toEnd,
    unpin: () => pin(false),
  };
}
