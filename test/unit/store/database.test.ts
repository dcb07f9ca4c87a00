import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { createPreferences } from '../../../src/store/repositories/preferences.ts';
import { StoreError, type StoreErrorKind } from '../../../src/store/store-error.ts';
import { temporaryFolder } from './support.ts';

const DATABASE = JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../src/store/database.ts')).href);

async function refusalOf(url: string): Promise<StoreError> {
  const refusal = await openDatabase(url, { busyTimeoutMs: 0 }).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refusal instanceof StoreError) return refusal;
  throw new Error('was not refused', { cause: refusal });
}

/** A file that the store made, closed again. */
async function madeFile(): Promise<string> {
  const path = join(temporaryFolder(), 'flow-json.db');
  const { db, close } = await openDatabase(`file:${path}`);
  await createPreferences(db).setDestination('T1', 'only-me');
  await close();
  return path;
}

/** Another process's connection, as far as SQLite is concerned. */
function connectionTo(path: string): DatabaseSync {
  const other = new DatabaseSync(path);
  onTestFinished(() => other.close());
  return other;
}

describe('openDatabase', () => {
  it('makes the folder and the file, and finds what it wrote', async () => {
    const path = join(temporaryFolder(), 'some', 'where', 'flow-json.db');
    const first = await openDatabase(`file:${path}`);
    await createPreferences(first.db).setDestination('T1', 'only-me');
    await first.close();
    const second = await openDatabase(pathToFileURL(path).href);
    expect(await createPreferences(second.db).destination('T1')).toBe('only-me');
    await second.close();
  });

  it('lets readers go on beside a writer', async () => {
    expect(
      connectionTo(await madeFile())
        .prepare('pragma journal_mode')
        .get(),
    ).toMatchObject({ journal_mode: 'wal' });
  });

  it('is the only one with the file until it closes, by whatever name the file goes', async () => {
    const path = join(temporaryFolder(), 'flow-json.db');
    const first = await openDatabase(`file:${path}`);
    symlinkSync(path, `${path}-link`);
    const names = [`file:${path}`, `file:${path}-link`];
    for (const name of names) expect(await refusalOf(name)).toMatchObject({ kind: 'store-locked' });
    await first.close();
    for (const name of names) await (await openDatabase(name)).close();
  });

  it("refuses another process's file, leaves it as it is, and takes it once that process was killed", async () => {
    const path = await madeFile();
    const script = `const { openDatabase } = await import(${DATABASE});
      await openDatabase(${JSON.stringify(`file:${path}`)});
      process.stdout.write('open');
      setInterval(() => undefined, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    onTestFinished(() => void other.kill('SIGKILL'));
    await once(other.stdout, 'data');
    const before = readFileSync(path);
    const { kind, message } = await refusalOf(`file:${path}`);
    expect({ kind, isNamed: message.includes(path) }).toEqual({ kind: 'store-locked', isNamed: true });
    expect(message).toContain('in use by another bot');
    expect(readFileSync(path).equals(before)).toBe(true);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const { db, close } = await openDatabase(`file:${path}`, { busyTimeoutMs: 0 });
    expect(await createPreferences(db).destination('T1')).toBe('only-me');
    await close();
  });

  it('is migrated once by processes that start at the same moment, none of which prints anything', async () => {
    const url = JSON.stringify(`file:${join(temporaryFolder(), 'flow-json.db')}`);
    const script = `const { openDatabase } = await import(${DATABASE}); await (await openDatabase(${url})).close();`;
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    const printed = await Promise.all([start(), start(), start()]);
    expect(printed.map(({ stdout, stderr }) => stdout + stderr)).toEqual(['', '', '']);
  });

  it('goes on after a process that was killed in a transaction', async () => {
    const path = join(temporaryFolder(), 'flow-json.db');
    const script = `const { DatabaseSync } = await import('node:sqlite');
      const database = new DatabaseSync(${JSON.stringify(path)});
      database.exec('create table filler (text); insert into filler values (hex(zeroblob(90000)))');
      database.exec("pragma cache_size = 1; begin; update filler set text = hex(randomblob(90000))");
      process.kill(process.pid, 'SIGKILL');`;
    spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
    expect(existsSync(`${path}-journal`)).toBe(true);
    const { db, close } = await openDatabase(`file:${path}`);
    expect(await createPreferences(db).destination('T1')).toBe('conversation');
    await close();
    expect(existsSync(`${path}-journal`)).toBe(false);
  });

  it.each([
    ['no database at all', (_made: Buffer) => Buffer.from('no database, '.repeat(1000))],
    ['cut off', (made: Buffer) => made.subarray(0, made.length / 2)],
    ['overwritten in a part that no start needs', (made: Buffer) => Buffer.from(made).fill(0xff, made.length - 4096)],
  ])('refuses a file that is %s, and leaves it as it is', async (_, damage) => {
    const path = await madeFile();
    const damaged = damage(readFileSync(path));
    writeFileSync(path, damaged);
    const { kind, message } = await refusalOf(`file:${path}`);
    expect({ kind, isNamed: message.includes(path) }).toEqual({ kind: 'store-damaged', isNamed: true });
    expect(readFileSync(path).equals(damaged)).toBe(true);
  });

  it('gives a file that it refuses free again', async () => {
    const path = await madeFile();
    const whole = readFileSync(path);
    writeFileSync(path, 'no database, '.repeat(1000));
    await refusalOf(`file:${path}`);
    writeFileSync(path, whole);
    const { close } = await openDatabase(`file:${path}`, { busyTimeoutMs: 0 });
    await close();
  });

  it('tells its own time in Unix ms, and which database it is', async () => {
    const { db, databaseMs, dialect, close } = await openDatabase('file::memory:');
    onTestFinished(close);
    const { now } = await db.selectNoFrom(databaseMs.as('now')).executeTakeFirstOrThrow();
    expect(Math.abs(now - Date.now())).toBeLessThan(5000);
    expect(dialect).toBe('sqlite');
  });

  it.each(['begin exclusive', 'begin immediate'])('refuses a file that another process holds by %s', async (lock) => {
    const path = await madeFile();
    connectionTo(path).exec(lock);
    const { kind, message } = await refusalOf(`file:${path}`);
    expect({ kind, isNamed: message.includes(path) }).toEqual({ kind: 'store-locked', isNamed: true });
  });

  it('refuses a file that another process holds for itself', async () => {
    const path = await madeFile();
    connectionTo(path).exec('pragma locking_mode = exclusive; begin exclusive; commit');
    expect(await refusalOf(`file:${path}`)).toMatchObject({ kind: 'store-locked' });
  });

  it('refuses a file of a newer bot, and leaves it as it is', async () => {
    const path = await madeFile();
    const newer = new DatabaseSync(path);
    newer.exec("insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00.000Z')");
    newer.close();
    const before = readFileSync(path);
    const { kind, message } = await refusalOf(`file:${path}`);
    expect({ kind, isNamed: message.includes('9999-of-tomorrow') }).toEqual({ kind: 'store-newer', isNamed: true });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a place where no file can be made', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(await refusalOf(`file:${folder}/file/flow-json.db`)).toMatchObject({ kind: 'store-unwritable' });
    expect(await refusalOf(`file:${folder}`)).toMatchObject({ kind: 'store-unwritable' });
  });

  it.each(['postgres://bot:hunter2/2@db/bot', './hunter2.db', 'file:', 'file:a.db?key=hunter2', 'file://hunter2/a.db'])(
    'refuses the address %s without repeating it',
    async (url) => {
      const { kind, message } = await refusalOf(url);
      expect({ kind, isRepeated: message.includes('hunter2') }).toEqual({ kind: 'store-url', isRepeated: false });
    },
  );

  it('explains a fault that comes later, too', async () => {
    const path = await madeFile();
    const { db, close } = await openDatabase(`file:${path}`, { busyTimeoutMs: 0 });
    onTestFinished(close);
    const other = connectionTo(path);
    other.exec('begin immediate');
    const preferences = createPreferences(db);
    await expect(preferences.setDestination('T1', 'conversation')).rejects.toMatchObject<{ kind: StoreErrorKind }>({
      kind: 'store-locked',
    });
    expect(await preferences.destination('T1')).toBe('only-me');
    other.exec('rollback');
    await preferences.setDestination('T1', 'conversation');
    expect(await preferences.destination('T1')).toBe('conversation');
  });
});
