import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/** For the owner alone: in the database are the tokens, encrypted, and who asked for what. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** What SQLite keeps beside a database: with the rights of the database where it makes them, whatever those were then. */
const BESIDE = ['-wal', '-shm', '-journal', '.lock', '.lock-journal'];

/** What belongs to another user stays as it is: whether it can be used all the same is for whoever opens it to say. */
function changeMode(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {}
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Whether nothing else lies in its folder: others are not to be shut out of `/tmp`, or of somebody's home. */
function hasFolderToItself(path: string): boolean {
  try {
    return readdirSync(dirname(path)).every((name) => name.startsWith(basename(path)));
  } catch {
    return false;
  }
}

/**
 * Takes the rights of all others off a database and what lies beside it, by whatever link it is reached, and off the folder
 * where there is nothing else in it.
 */
export function makeDatabasePrivate(path: string): void {
  if (!isFile(path)) return;
  const real = realpathSync(path);
  for (const file of [real, ...BESIDE.map((end) => real + end)]) if (isFile(file)) changeMode(file, FILE_MODE);
  if (hasFolderToItself(real)) changeMode(dirname(real), FOLDER_MODE);
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** One by one: Node's own `recursive` never ends below `/proc`, where no folder can be made (openclaw/openclaw issue 130807). */
function makePrivateFolder(folder: string): void {
  if (isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makePrivateFolder(parent);
  try {
    mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (error) {
    // Another process may have been first.
    if (!isFolder(folder)) throw error;
  }
}

/**
 * Makes a file's folder where it is missing, for the owner alone.
 *
 * @throws whatever the file system throws.
 */
export const makePrivateFolderOf = (path: string): void => makePrivateFolder(dirname(path));

/**
 * Makes an empty file for the owner alone, unless there is one: SQLite would make it for everybody to read.
 *
 * @throws whatever the file system throws.
 */
export const makePrivateFile = (path: string): void => closeSync(openSync(path, 'a', FILE_MODE));
