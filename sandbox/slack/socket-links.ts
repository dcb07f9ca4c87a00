/** One WebSocket between Slack and the app. */
export interface Link {
  send(message: unknown): void;
  /** A frame as it is given, text or binary: what Slack would never send. */
  sendRaw(frame: string | Uint8Array): void;
  /** With a close frame. */
  close(): void;
  /** Without one: the app sees its connection break. */
  drop(): void;
  /** Reads nothing and answers nothing any more, not even a ping; yet it stays open. */
  freeze(): void;
}

/** The links that are open, and which of them carries the next envelope. */
export interface Links {
  readonly count: number;
  /** The oldest first. */
  all(): readonly Link[];
  /** Frozen links end here: Slack has noticed by the time that the app comes back. */
  add(link: Link): void;
  /** The link ends soon: it carries an envelope only where there is no other. */
  willLeave(link: Link): void;
  freeze(link: Link): void;
  remove(link: Link): void;
  /** Each in turn ("each payload may be sent to any of the connections"); undefined: there is none. */
  next(): Link | undefined;
  /** The oldest that was not yet told to leave. */
  oldest(): Link | undefined;
}

export function createLinks(): Links {
  const open = new Set<Link>();
  const leaving = new WeakSet<Link>();
  const frozen = new WeakSet<Link>();
  /** When a link carried its last envelope, as a count of envelopes. */
  const usedAt = new Map<Link, number>();
  let used = 0;

  function remove(link: Link): void {
    open.delete(link);
    usedAt.delete(link);
  }

  const staying = () => [...open].filter((link) => !leaving.has(link));

  return {
    get count() {
      return open.size;
    },
    all: () => [...open],

    add(link) {
      for (const each of open) {
        if (!frozen.has(each)) continue;
        remove(each);
        each.drop();
      }
      open.add(link);
    },

    willLeave: (link) => void leaving.add(link),

    freeze(link) {
      frozen.add(link);
      link.freeze();
    },

    remove,

    next() {
      const candidates = staying().length > 0 ? staying() : [...open];
      const [link] = candidates.toSorted((one, other) => (usedAt.get(one) ?? 0) - (usedAt.get(other) ?? 0));
      if (link === undefined) return undefined;
      used += 1;
      usedAt.set(link, used);
      return link;
    },

    oldest: () => staying()[0],
  };
}
