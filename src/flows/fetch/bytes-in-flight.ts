import { FlowJsonError } from '../json/flow-json.ts';

/** Memory that a file has taken, from its download until nobody needs it. */
export interface Hold {
  /** It turns out to need no more than this; bytes. */
  settle(bytes: number): void;
  /** Somebody else needs it as well, or no longer. */
  join(group: object): void;
  leave(group: object): void;
  /** Gives it all back. */
  release(): void;
}

/** What big files take of the memory, over the whole process: what does not fit waits for its turn. */
export interface BytesInFlight {
  /**
   * @param bytes the most that the file can need.
   * @param group whoever needs the files until all of them are there: gives none back before.
   * @returns rejects with a `FlowJsonError`, `too-large-together`, where the group has so much that this never fits.
   */
  take(bytes: number, group: object): Promise<Hold>;
  /** What is taken now; bytes. */
  readonly taken: number;
}

export interface BytesInFlightLimits {
  /** For all together; bytes. */
  all: number;
  /** For one group. The rest is for all others meanwhile. */
  group: number;
}

const MEGABYTE = 1024 * 1024;
/**
 * In a container of 384 MB, beside the bot itself (150 MB) and the process for big flows (80 MB, more while it compares). Where
 * pictures are drawn as well, the kernel ends those processes first.
 */
const BYTES_IN_FLIGHT: BytesInFlightLimits = { all: 96 * MEGABYTE, group: 64 * MEGABYTE };

interface Entry {
  bytes: number;
  isSettled: boolean;
  groups: Set<object>;
}

interface Waiting {
  bytes: number;
  group: object;
  admit: (hold: Hold) => void;
  refuse: (error: FlowJsonError) => void;
}

/**
 * Groups that each wait for the other's bytes would wait for ever. So the oldest one can always have all that one group may
 * have: all others together leave that much free for it. It ends, and the next one is the oldest.
 *
 * Source: the banker's algorithm (Dijkstra, 1965).
 */
export function createBytesInFlight(limits: BytesInFlightLimits = BYTES_IN_FLIGHT): BytesInFlight {
  const entries = new Set<Entry>();
  let waiting: Waiting[] = [];

  const sum = (some: Iterable<Entry>) => [...some].reduce((total, { bytes }) => total + bytes, 0);
  const ofGroup = (group: object) => [...entries].filter(({ groups }) => groups.has(group));

  /** The group that has had something for the longest; undefined: nobody has anything. */
  const oldest = (): object | undefined => {
    for (const { groups } of entries) for (const group of groups) return group;
    return undefined;
  };

  function fits({ bytes, group }: Waiting): boolean {
    const own = sum(ofGroup(group));
    if (own + bytes > limits.group) return false;
    const first = oldest();
    if (first === undefined || first === group) return sum(entries) + bytes <= limits.all;
    const others = sum(entries) - sum(ofGroup(first));
    return others + bytes <= limits.all - limits.group && sum(entries) + bytes <= limits.all;
  }

  /** What its group has can't become less before it has this as well. */
  const neverFits = ({ bytes, group }: Waiting) => {
    const own = ofGroup(group);
    return own.every(({ isSettled }) => isSettled) && sum(own) + bytes > limits.group;
  };

  function holdOf(entry: Entry): Hold {
    return {
      settle(bytes) {
        entry.bytes = Math.min(entry.bytes, bytes);
        entry.isSettled = true;
        admitWaiting();
      },
      join: (group) => void entry.groups.add(group),
      leave(group) {
        entry.groups.delete(group);
        admitWaiting();
      },
      release() {
        entries.delete(entry);
        admitWaiting();
      },
    };
  }

  function admitWaiting(): void {
    // In their order, so that small ones don't keep a large one waiting for ever; but who has something may go on to its end.
    let isTurnOver = false;
    for (const one of [...waiting]) {
      const isRefused = neverFits(one);
      const isNext = !isTurnOver || ofGroup(one.group).length > 0;
      if (!isRefused && !(isNext && fits(one))) {
        isTurnOver = true;
        continue;
      }
      waiting = waiting.filter((other) => other !== one);
      if (isRefused) {
        one.refuse(new FlowJsonError('too-large-together'));
        continue;
      }
      const entry: Entry = { bytes: one.bytes, isSettled: false, groups: new Set([one.group]) };
      entries.add(entry);
      one.admit(holdOf(entry));
    }
  }

  return {
    take: (bytes, group) =>
      new Promise((admit, refuse) => {
        // One file is always let in, alone if need be.
        waiting.push({ bytes: Math.min(bytes, limits.group), group, admit, refuse });
        admitWaiting();
      }),
    get taken() {
      return sum(entries);
    },
  };
}
