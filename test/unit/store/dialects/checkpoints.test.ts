import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { createCheckpoints } from '../../../../src/store/dialects/checkpoints.ts';
import { temporaryFolder } from '../support.ts';

/** A database with a log, and how many rows of it stand in the database's own file. */
function setUp() {
  const path = join(temporaryFolder(), 'bot.db');
  const database = new DatabaseSync(path);
  onTestFinished(() => database.close());
  database.exec('pragma journal_mode = wal; create table t (x)');
  const insert = database.prepare('insert into t values (1)');
  const checkpoints = createCheckpoints(database);
  return {
    database,
    write(rows: number) {
      for (let row = 0; row < rows; row += 1) insert.run();
      checkpoints.wrote(rows);
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

const afterwards = () => new Promise((resolve) => setImmediate(resolve));

it('brings rows into the file once there are many, and not before whoever wrote them goes on', async () => {
  const { write, rowsInFile } = setUp();
  write(1000);
  await afterwards();
  expect(rowsInFile()).toBe(0);
  write(600);
  expect(rowsInFile()).toBe(0);
  await afterwards();
  expect(rowsInFile()).toBe(1600);
});

it('waits for the end of a transaction', async () => {
  const { database, write, rowsInFile } = setUp();
  database.exec('begin immediate');
  write(1600);
  await afterwards();
  database.exec('commit');
  expect(rowsInFile()).toBe(0);
  write(1);
  await afterwards();
  expect(rowsInFile()).toBe(1601);
});

it('leaves a database alone that was closed meanwhile', async () => {
  const { database, write } = setUp();
  write(1600);
  database.close();
  await afterwards();
  database.open();
  expect(database.prepare('select count(*) as rows from t').get()).toEqual({ rows: 1600 });
});
