// Plain JavaScript: a thread that strips types first takes some 18 MB more.
import { statSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';

// Where there are as few processors as threads, an ack goes first. Linux sets the priority of this thread alone, others that of the
// whole process (source: setpriority(2), "C library/kernel differences").
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** @param {import('./checkpoints.ts').CheckpointJob} job */
function isStillThere({ path, dev, ino }) {
  const file = statSync(path, { throwIfNoEntry: false });
  return file?.dev === dev && file.ino === ino;
}

parentPort?.on('message', (/** @type {import('./checkpoints.ts').CheckpointJob} */ job) => {
  // SQLite takes the log of a database that was moved away for none of its own, and deletes it.
  if (isStillThere(job)) {
    // Opened for each: whoever closes a database last removes its log. This thread is to have it open only while a checkpoint runs.
    const database = new DatabaseSync(job.url);
    try {
      database.exec('pragma wal_checkpoint(passive)');
    } finally {
      database.close();
    }
  }
  parentPort?.postMessage(undefined);
});
