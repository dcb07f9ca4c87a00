import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStoredFileExchange } from '../../../../src/store/repositories/file-exchange.ts';
import { fakeClock } from '../../support/fakes.ts';
import { databaseClock } from '../database-clock.ts';
import { openInMemory } from '../support.ts';

const KEY = 'default//17b6aa11';
const JSON_TEXT = '\uFEFF{"version":"6.2"}';

describe('createStoredFileExchange', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  async function setUp() {
    const database = await openInMemory();
    const { databaseMs, move, pass } = await databaseClock(database);
    const filesOf = (owner: string, sharedForMs = 5000) =>
      createStoredFileExchange(database.db, database.dialect, { owner, clock: fakeClock, sharedForMs, databaseMs });
    const rows = () => database.db.selectFrom('flow_files').select('flow_key').execute();
    return { one: filesOf('one'), two: filesOf('two'), filesOf, move, pass, rows };
  }

  it('lets the first fetch, and those who ask meanwhile wait for its file', async () => {
    const { one, two, pass } = await setUp();
    expect(await one.take(KEY, false)).toEqual({ role: 'fetch' });
    expect(await two.take(KEY, false)).toEqual({ role: 'wait' });
    expect(await two.take(KEY, true)).toEqual({ role: 'wait' });
    expect(await two.take('default//other', false)).toEqual({ role: 'fetch' });
    const waiting = two.waitFor(KEY, 60_000);
    await pass(200);
    await one.put(KEY, JSON_TEXT, 1_700_000_000_000);
    await pass(500);
    expect(await waiting).toMatchObject({ role: 'use', json: JSON_TEXT, fetchedAt: 1_700_000_000_000 });
  });

  it('gives a file to who asks within the time, to nobody later, and to none who wants a fresh one', async () => {
    const { one, two, filesOf, move } = await setUp();
    await one.take(KEY, false);
    await one.put(KEY, JSON_TEXT, 1);
    await move(4999);
    expect(await two.take(KEY, false)).toEqual({ role: 'use', json: JSON_TEXT, fetchedAt: 1, ageMs: 4999 });
    expect(await filesOf('three', 1000).take(KEY, false)).toEqual({ role: 'fetch' });
    await filesOf('three').put(KEY, JSON_TEXT, 2);
    expect(await two.take(KEY, true)).toEqual({ role: 'fetch' });
    await two.put(KEY, JSON_TEXT, 3);
    await move(5000);
    expect(await one.take(KEY, false)).toEqual({ role: 'fetch' });
  });

  it('lets the next one fetch where a fetch failed', async () => {
    const { one, two, pass } = await setUp();
    await one.take(KEY, false);
    const waiting = two.waitFor(KEY, 60_000);
    await one.fail(KEY);
    await pass(100);
    expect(await waiting).toBeUndefined();
    expect(await two.take(KEY, false)).toEqual({ role: 'fetch' });
  });

  it('lets the next one fetch where the process died that did, and not while it lives', async () => {
    const { one, two, move, pass } = await setUp();
    await one.take(KEY, false);
    await pass(40_000, 100);
    expect(await two.take(KEY, false)).toEqual({ role: 'wait' });
    // Only the database's time passes: the first process shows no sign of life.
    await move(15_001);
    expect(await two.take(KEY, false)).toEqual({ role: 'fetch' });
    // What comes too late changes nothing.
    await one.put(KEY, 'late', 1);
    await one.fail(KEY);
    expect(await one.take(KEY, false)).toEqual({ role: 'wait' });
  });

  it('waits no longer than it is told', async () => {
    const { one, two, pass } = await setUp();
    await one.take(KEY, false);
    const waiting = two.waitFor(KEY, 1000);
    await pass(1500);
    expect(await waiting).toBeUndefined();
  });
});
