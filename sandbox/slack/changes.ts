/** Tells of changes, in bursts: a hundred at once are one. */
export interface Changes {
  /** Something that a state shows may be different now. */
  changed(): void;
  /** @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

/** Long enough to take a burst together, too short to be noticed; milliseconds. */
const BURST_MS = 25;

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  let isAnnounced = false;

  return {
    changed() {
      if (isAnnounced) return;
      isAnnounced = true;
      setTimeout(() => {
        // Before the listeners run: what changes while they read has to be told again.
        isAnnounced = false;
        for (const listener of listeners) listener();
      }, BURST_MS).unref();
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
