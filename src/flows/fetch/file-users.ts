import type { BytesInFlight, Hold } from './bytes-in-flight.ts';

/** What a file can take in memory, by its size: as it came, and laid out with four times as much (see `prettyJsonBytes`). */
const MOST_BY_SIZE = 5;

/** Who needs a file that is fetched, as long as which it counts as taken memory. */
export interface FileUsers {
  /** Waits until there is memory for a file of so many bytes. */
  admit(bytes: number): Promise<void>;
  /** The file is read, and has so many bytes laid out. */
  settle(bytes: number): void;
  /** Somebody else needs it as well, until `until` settles. */
  join(until: Promise<unknown> | undefined): void;
  /** Nobody else will join: once all others need it no longer, its memory is free. */
  close(): void;
}

/** @param until whoever fetches it needs it until then; of several files with the same one, all together. */
export function createFileUsers(
  bytesInFlight: BytesInFlight | undefined,
  until: Promise<unknown> | undefined,
): FileUsers {
  const groups = new Set<object>();
  const first: object = until ?? {};
  let hold: Hold | undefined;
  let isClosed = false;

  function releaseWhereUnused(): void {
    if (isClosed && groups.size === 0) hold?.release();
  }

  function join(user: Promise<unknown> | undefined): void {
    if (user === undefined || groups.has(user)) return;
    groups.add(user);
    hold?.join(user);
    const leave = () => {
      groups.delete(user);
      hold?.leave(user);
      releaseWhereUnused();
    };
    user.then(leave, leave);
  }

  join(until);
  return {
    async admit(bytes) {
      // Asked again for a link that had run out.
      hold?.release();
      hold = await bytesInFlight?.take(bytes * MOST_BY_SIZE, first);
      for (const group of groups) hold?.join(group);
      if (!groups.has(first)) hold?.leave(first);
      releaseWhereUnused();
    },
    settle: (bytes) => hold?.settle(bytes),
    join,
    close() {
      isClosed = true;
      releaseWhereUnused();
    },
  };
}
