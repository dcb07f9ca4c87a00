// `npm run backup -- <target>`: a whole copy of the SQLite file, also while the bot runs and writes. See docs/backup.md.
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isPostgresUrl, sqlitePathOf } from '../src/store/database-url.ts';
import { makePrivateFile } from '../src/store/dialects/private-files.ts';
import { givenDatabaseUrl } from './given-database-url.ts';

/** For a bot that writes at this very moment; milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function databasePath(): Promise<string> {
  const url = await givenDatabaseUrl().catch((error: Error) => fail(`${error.message}.`));
  if (isPostgresUrl(url))
    fail('DATABASE_URL names a PostgreSQL database: back it up with pg_dump (see docs/backup.md).');
  const path = sqlitePathOf(url);
  if (!existsSync(path)) fail(`There is no database at ${path}. Set DATABASE_URL as the bot has it, then try again.`);
  return path;
}

/** One statement reads all of the database as it is at one moment, and keeps no writer waiting. */
function copy(path: string, target: string): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.prepare('vacuum into ?').run(target);
  } finally {
    database.close();
  }
}

function check(path: string): void {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const outcome = Object.values(database.prepare('pragma integrity_check(1)').get() ?? {})[0];
    if (outcome !== 'ok') throw new Error(`the copy is not sound: ${String(outcome)}`);
  } finally {
    database.close();
  }
}

function sync(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const [target] = process.argv.slice(2);
if (!target) fail('Say where the backup goes: npm run backup -- backups/flow-json.db');
if (existsSync(target))
  fail(`${target} is there already and was left as it is. Name a new file, or move that one away.`);
const path = await databasePath();
// Only a copy that is whole gets the name that was asked for.
const partial = `${target}.partial`;
try {
  rmSync(partial, { force: true });
  // SQLite fills an empty file, and leaves its rights as they are.
  makePrivateFile(partial);
  copy(path, partial);
  check(partial);
  sync(partial);
  renameSync(partial, target);
} catch (error) {
  rmSync(partial, { force: true });
  const reason = error instanceof Error ? error.message : String(error);
  fail(
    `${path} could not be backed up to ${target} (${reason}). See whether the folder is there and has space, then try again.`,
  );
}
process.stdout.write(`${path} is backed up to ${target}\n`);
