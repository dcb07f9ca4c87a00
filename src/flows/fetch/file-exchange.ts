/** What another process' fetch, or this one's last, comes to for who wants a file. */
export type Exchanged =
  /** Nobody fetches it: it is this process' turn, which ends with `put` or `fail`. */
  | { role: 'fetch' }
  /** Another process fetches it. */
  | { role: 'wait' }
  | ReadyFile;

/** A file that may serve others. */
export interface ReadyFile {
  role: 'use';
  /** As the API gave it. */
  json: string;
  /** Unix time by the clock of who fetched it; milliseconds. */
  fetchedAt: number;
  /** How long it has been there; milliseconds. */
  ageMs: number;
}

/**
 * Where processes that share a database find each other's files, so that a flow which several are asked for at the same
 * moment costs one call. Every function rejects where the database fails.
 */
export interface FileExchange {
  /** @param isFresh a file that is there already will not do; one that is under way will. */
  take(key: string, isFresh: boolean): Promise<Exchanged>;
  /** The file is there; who waits for it gets it. */
  put(key: string, json: string, fetchedAt: number): Promise<void>;
  /** There will be no file: who waits fetches it. */
  fail(key: string): Promise<void>;
  /** The file that another process fetches, or undefined where it failed, ended, or took longer than `withinMs`. */
  waitFor(key: string, withinMs: number): Promise<ReadyFile | undefined>;
}
