import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { createPreferences } from '../../../src/store/repositories/preferences.ts';
import { createRequestJournal } from '../../../src/store/repositories/request-journal.ts';
import { audited, deliveredOf } from '../../support/audit-entries.ts';
import { temporaryFolder } from './support.ts';

const modeOf = (path: string) => statSync(path).mode & 0o777;
const filesIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));

beforeEach(() => {
  // The most careless there is: nothing is taken off what a program asks for.
  const before = process.umask(0);
  onTestFinished(() => void process.umask(before));
});

async function openAt(path: string) {
  const database = await openDatabase(`file:${path}`);
  onTestFinished(database.close);
  await createPreferences(database.db).setDestination('T1', 'only-me');
  return database;
}

describe('a database', () => {
  it('and its folder, which it makes, are for their owner alone, with all that lies beside', async () => {
    const folder = join(temporaryFolder(), 'some', 'data');
    await openAt(join(folder, 'flow-json.db'));
    expect(modeOf(folder)).toBe(0o700);
    expect(readdirSync(folder).sort()).toEqual([
      'flow-json.db',
      'flow-json.db-shm',
      'flow-json.db-wal',
      'flow-json.db.lock',
      'flow-json.db.lock-journal',
    ]);
    for (const file of filesIn(folder)) expect([file, modeOf(file)]).toEqual([file, 0o600]);
  });

  it('that anybody could read is so from the next start on', async () => {
    const folder = join(temporaryFolder(), 'data');
    await (await openDatabase(`file:${join(folder, 'flow-json.db')}`)).close();
    for (const path of [folder, ...filesIn(folder)]) chmodSync(path, 0o777);
    await openAt(join(folder, 'flow-json.db'));
    expect(modeOf(folder)).toBe(0o700);
    for (const file of filesIn(folder)) expect([file, modeOf(file)]).toEqual([file, 0o600]);
  });

  it('that is reached by a link is the same', async () => {
    const [folder, elsewhere] = [temporaryFolder(), join(temporaryFolder(), 'data')];
    await (await openDatabase(`file:${join(elsewhere, 'real.db')}`)).close();
    for (const file of filesIn(elsewhere)) chmodSync(file, 0o666);
    symlinkSync(join(elsewhere, 'real.db'), join(folder, 'link.db'));
    await openAt(join(folder, 'link.db'));
    for (const file of filesIn(elsewhere)) expect([file, modeOf(file)]).toEqual([file, 0o600]);
  });

  it('shuts nobody out of a folder with other things in it', async () => {
    const folder = join(temporaryFolder(), 'shared');
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'of-another.txt'), '');
    await openAt(join(folder, 'flow-json.db'));
    expect(modeOf(folder)).toBe(0o755);
    expect(modeOf(join(folder, 'of-another.txt'))).toBe(0o666);
  });
});

describe('a request that has ended', () => {
  it('leaves no response_url in the file, however it ended', async () => {
    const path = join(temporaryFolder(), 'flow-json.db');
    const database = await openDatabase(`file:${path}`);
    const journal = createRequestJournal(database.db, 'sqlite', 'one');
    const url = (id: string) => `https://hooks.slack.com/commands/T1/${id}/secret`;
    const accept = (id: string) =>
      journal.accept(
        audited({ id, teamId: 'T1', userId: 'U1', body: JSON.stringify({ line: { responseUrl: url(id) } }), flows: 1 }),
        [],
      );
    for (const id of ['delivered', 'failed', 'dropped', 'released']) await accept(id);
    await journal.beginShare('delivered', { channelId: 'C1', fileIds: ['F1'], note: 'shared' });
    await journal.ending('delivered', 'delivered', 'shared', deliveredOf('delivered'));
    await journal.ending('failed', 'failed', 'why', deliveredOf('failed'));
    await journal.release('released');
    const rows = () => database.db.selectFrom('requests').select(['id', 'body']).orderBy('id').execute();
    expect((await rows()).every(({ id, body }) => body.includes(url(id)))).toBe(true);
    for (const id of ['delivered', 'failed', 'dropped']) await journal.done(id);
    await database.close();
    const bytes = readFileSync(path, 'latin1');
    expect(bytes).toContain(url('released'));
    for (const id of ['delivered', 'failed', 'dropped']) expect(bytes).not.toContain(`${id}/secret`);
  });
});
