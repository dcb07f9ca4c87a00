import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../clock.ts';
import { createWorkerThread } from '../../worker/worker-thread.ts';

/** Brings what was committed from the log into the database's own file, from time to time. */
export interface Checkpoints {
  /** Rows were written. */
  wrote(rows: number): void;
}

/** Some three pages for each row, with its indexes: at 200 commands a second, every five seconds. */
const ROWS = 3000;
/**
 * Beyond this SQLite does it itself, within a commit. Where people never stop writing, a part of the log is always newer than
 * the checkpoint beside it, and only this one lets the log begin anew: it finds nearly all done. Pages, of 4 KB.
 */
const BACKSTOP_PAGES = 24_000;
/** Of its heap, for what Node itself needs; megabytes. */
const MEMORY_MB = 16;
/** For one that waits for a slow disk; milliseconds. */
const TIMEOUT_MS = 60_000;
/** Between two checkpoints it seldom pays to keep the thread: it is started again for the next. Milliseconds. */
const IDLE_MS = 2_000;

/** What `checkpoint-worker.mjs` is handed. */
export interface CheckpointJob {
  path: string;
  /** The same for SQLite, so that it makes no file where there is none. */
  url: string;
  /** Which file it is. */
  dev: number;
  ino: number;
}

/** @returns what brings the log into the file, in a thread: it waits for the disk twice, some 25 ms here, and nobody waits for it. */
export function checkpointsInThread(path: string): () => Promise<void> {
  const thread = createWorkerThread({
    file: new URL('./checkpoint-worker.mjs', import.meta.url),
    clock: systemClock,
    memoryMb: MEMORY_MB,
    timeoutMs: TIMEOUT_MS,
    startMs: 0,
    youngMemoryMb: 1,
    idleMs: IDLE_MS,
  });
  // Of the file as it is open here: one that lies there by another name, or another one in its place, is not touched.
  const { dev, ino } = statSync(path);
  const job: CheckpointJob = { path, url: `${pathToFileURL(path)}?mode=rw`, dev, ino };
  return async () => void (await thread.run(job));
}

/**
 * SQLite does it within the commit that makes the log too long: whoever commits waits for the disk, and so do all that come
 * meanwhile.
 *
 * @param checkpoint as `checkpointsInThread` gives it.
 */
export function createCheckpoints(database: DatabaseSync, checkpoint: () => Promise<void>): Checkpoints {
  database.exec(`pragma wal_autocheckpoint = ${BACKSTOP_PAGES}`);
  let rows = 0;
  let isUnderWay = false;

  async function run(): Promise<void> {
    isUnderWay = true;
    rows = 0;
    try {
      await checkpoint();
    } catch {
      // The log keeps what was committed, and a disk that takes nothing any more shows with the next row.
    } finally {
      isUnderWay = false;
    }
  }

  return {
    wrote(more) {
      rows += more;
      if (rows >= ROWS && !isUnderWay) void run();
    },
  };
}
