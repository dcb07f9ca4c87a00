import type { Clock } from '../clock.ts';

/** What this process holds on a lease, which it prolongs for as long as it lives and holds it. */
export interface Heartbeat<Key> {
  add(key: Key): void;
  remove(key: Key): void;
  has(key: Key): boolean;
  readonly keys: readonly Key[];
}

export interface HeartbeatOptions<Key> {
  clock: Clock;
  /** Milliseconds. */
  everyMs: number;
  /** Prolongs all leases by one statement; where it fails, the next one makes up for it. */
  prolong: (keys: readonly Key[]) => Promise<unknown>;
}

/** Beats only while something is held, so that an idle process leaves the database alone. */
export function createHeartbeat<Key>({ clock, everyMs, prolong }: HeartbeatOptions<Key>): Heartbeat<Key> {
  const held = new Set<Key>();
  let isBeating = false;

  async function beat(): Promise<void> {
    if (isBeating) return;
    isBeating = true;
    await clock.wait(everyMs);
    while (held.size > 0) {
      const next = clock.wait(everyMs);
      await prolong([...held]).catch(() => {});
      await next;
    }
    isBeating = false;
  }

  return {
    add(key) {
      held.add(key);
      void beat();
    },
    remove: (key) => void held.delete(key),
    has: (key) => held.has(key),
    get keys() {
      return [...held];
    },
  };
}
