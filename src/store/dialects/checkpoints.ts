import type { DatabaseSync } from 'node:sqlite';

/** Brings what was committed from the log into the database's own file, from time to time. */
export interface Checkpoints {
  /** Rows were written. */
  wrote(rows: number): void;
}

/**
 * Each waits for the disk twice, however little there is to bring, and so does the commit after it: at 200 commands a second, every
 * two seconds. Some three pages for each row, with its indexes.
 */
const ROWS = 1500;
/** Beyond this SQLite does it itself, within a commit: where it never came to it otherwise. Pages. */
const BACKSTOP_PAGES = 12_000;

/**
 * SQLite does it within the commit that makes the log too long, and whoever commits waits for the disk: 5 ms here, and all
 * that come meanwhile. Here it comes after that: the ack is on its way, and what has arrived is taken first.
 */
export function createCheckpoints(database: DatabaseSync): Checkpoints {
  database.exec(`pragma wal_autocheckpoint = ${BACKSTOP_PAGES}`);
  const checkpoint = database.prepare('pragma wal_checkpoint(passive)');
  let rows = 0;
  let isDue = false;

  function run(): void {
    isDue = false;
    // Within a transaction there is none: the next row asks again.
    if (!database.isOpen || database.isTransaction) return;
    rows = 0;
    try {
      checkpoint.get();
    } catch {
      // The log keeps what was committed, and a disk that takes nothing any more shows with the next row.
    }
  }

  return {
    wrote(more) {
      rows += more;
      if (rows < ROWS || isDue) return;
      isDue = true;
      setImmediate(run);
    },
  };
}
