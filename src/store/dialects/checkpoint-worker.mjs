// Plain JavaScript: a thread that strips types first takes twice the memory, 18 MB.
import { constants, setPriority } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';

// As in `flow-worker.ts`: an ack goes first. Linux sets the priority of this thread alone.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

parentPort?.on('message', (/** @type {string} */ path) => {
  // Opened for each: who closes a database last tidies its log away, and that may be this thread only while a checkpoint runs.
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma wal_checkpoint(passive)');
  } finally {
    database.close();
  }
  parentPort?.postMessage(undefined);
});
