import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { checkpointsInThread, createCheckpoints } from '../../../../src/store/dialects/checkpoints.ts';
import { temporaryFolder } from '../support.ts';

/** A database with a log, and how many rows of it stand in the database's own file. */
function setUp() {
  const path = join(temporaryFolder(), 'bot.db');
  const database = new DatabaseSync(path);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  database.exec('pragma journal_mode = wal; pragma synchronous = off; create table t (x)');
  const insert = database.prepare('insert into t values (1)');
  return {
    path,
    database,
    insert(rows: number) {
      for (let row = 0; row < rows; row += 1) insert.run();
    },
    rowsInFile(): number {
      // Without its log, which is not looked at.
      const file = new DatabaseSync(`file:${path}?immutable=1`, { readOnly: true });
      try {
        return Number(file.prepare('select count(*) as rows from t').get()?.rows);
      } catch {
        return 0;
      } finally {
        file.close();
      }
    },
  };
}

/** Checkpoints that end when the test says so. */
function countedCheckpoints(database: DatabaseSync) {
  const ends: (() => void)[] = [];
  const checkpoint = vi.fn(() => new Promise<void>((end) => void ends.push(end)));
  return { ...createCheckpoints(database, checkpoint), checkpoint, end: () => ends.shift()?.() };
}

const afterwards = () => new Promise((resolve) => setImmediate(resolve));

it('asks for a checkpoint once there are many rows, and for one at a time', async () => {
  const { wrote, checkpoint, end } = countedCheckpoints(setUp().database);
  wrote(2000);
  expect(checkpoint).not.toHaveBeenCalled();
  wrote(1200);
  expect(checkpoint).toHaveBeenCalledTimes(1);
  wrote(3200);
  expect(checkpoint).toHaveBeenCalledTimes(1);
  end();
  await afterwards();
  wrote(1);
  expect(checkpoint).toHaveBeenCalledTimes(2);
});

it('goes on after one that failed', async () => {
  const checkpoint = vi.fn(() => Promise.reject(new Error('disk full')));
  const { wrote } = createCheckpoints(setUp().database, checkpoint);
  wrote(3200);
  await afterwards();
  wrote(3200);
  expect(checkpoint).toHaveBeenCalledTimes(2);
});

it('leaves it to nobody who commits, unless the log has grown very long', () => {
  const { database, insert, rowsInFile } = setUp();
  countedCheckpoints(database);
  insert(3000);
  expect(rowsInFile()).toBe(0);
  insert(24_000);
  expect(rowsInFile()).toBeGreaterThan(20_000);
});

it('brings rows into the file from a thread, beside the connection that goes on to write', async () => {
  const { path, database, insert, rowsInFile } = setUp();
  createCheckpoints(database, async () => {});
  const checkpoint = checkpointsInThread(path);
  insert(1000);
  await checkpoint();
  expect(rowsInFile()).toBe(1000);
  insert(10);
  expect(database.prepare('select count(*) as rows from t').get()).toEqual({ rows: 1010 });
});

it('loses nothing where the database is closed meanwhile', async () => {
  const { path, database, insert } = setUp();
  const checkpoint = checkpointsInThread(path);
  insert(1000);
  const done = checkpoint();
  database.close();
  await done;
  database.open();
  expect(database.prepare('select count(*) as rows from t').get()).toEqual({ rows: 1000 });
});

it('touches nothing of a database that was moved away, nor of another in its place', async () => {
  const { path, database, insert } = setUp();
  const checkpoint = checkpointsInThread(path);
  insert(100);
  renameSync(path, `${path}.moved`);
  await checkpoint();
  expect(existsSync(path)).toBe(false);
  expect(existsSync(`${path}-wal`)).toBe(true);
  writeFileSync(path, '');
  await checkpoint();
  expect(existsSync(`${path}-wal`)).toBe(true);
  expect(database.prepare('select count(*) as rows from t').get()).toEqual({ rows: 100 });
});
