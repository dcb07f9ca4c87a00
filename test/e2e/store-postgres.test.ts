import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type DatabaseOptions, openDatabase } from '../../src/store/database.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { createFavourites } from '../../src/store/repositories/favourites.ts';
import { createFetchHistory } from '../../src/store/repositories/fetch-history.ts';
import { createPreferences } from '../../src/store/repositories/preferences.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { accessReloadsSuite } from '../support/access-reloads-suite.ts';
import { auditSuite } from '../support/audit-suite.ts';
import { clockSuite } from '../support/clock-suite.ts';
import { flowCatalogueSuite } from '../support/flow-catalogue-suite.ts';
import { forgetWorkspaceSuite } from '../support/forget-workspace-suite.ts';
import { heldQuestionsSuite } from '../support/held-questions-suite.ts';
import { installationsSuite } from '../support/installations-suite.ts';
import { latePicturesSuite } from '../support/late-pictures-suite.ts';
import { POSTGRES_PASSWORD, startPostgres, type TestPostgres } from '../support/postgres.ts';
import { requestSuite } from '../support/request-suites.ts';
import { retentionSuite } from '../support/retention-suite.ts';
import { STORE_SUITES } from '../support/store-suites.ts';
import { tenantsSuite } from '../support/tenants-suite.ts';
import { watchSuite } from '../support/watch-suite.ts';

let server: TestPostgres;
/** Its tables are up to date, and nothing is in them: to copy it takes a third of the time of making them anew. */
let migrated: string;
beforeAll(async () => {
  server = await startPostgres();
  migrated = await server.createDatabase();
  await (await openDatabase(migrated)).close();
});
afterAll(() => server.stop());

async function openAt(url: string, options?: DatabaseOptions) {
  const database = await openDatabase(url, options);
  onTestFinished(database.close);
  return database;
}

/** Four connections for all that a test does at once: more would only be opened. */
const openNew = async () => openAt(await server.createDatabase(migrated), { connections: 12 });

async function faultOf(work: Promise<unknown>): Promise<StoreError> {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (fault instanceof StoreError) return fault;
  throw new Error('was no StoreError', { cause: fault });
}

/** Nothing that is logged of it holds the password, neither as it is nor as the address has it. */
function expectNoPassword(fault: StoreError): void {
  const shown = [fault.message, fault.stack, JSON.stringify(fault), JSON.stringify(fault.cause), String(fault.cause)];
  expect(shown.join('\n')).not.toMatch(/hunter2/);
}

const favourite = { teamId: 'T1', userId: 'U1', account: 'default', custSpaceId: undefined, name: 'Booking', at: 1 };

describe('on PostgreSQL', () => {
  const suites = [
    ...Object.values(STORE_SUITES),
    installationsSuite,
    forgetWorkspaceSuite,
    tenantsSuite,
    retentionSuite,
    requestSuite,
    watchSuite,
    clockSuite,
    flowCatalogueSuite,
    accessReloadsSuite,
    auditSuite,
    heldQuestionsSuite,
    latePicturesSuite,
  ];
  for (const suite of suites) suite(openNew);
});

describe('openDatabase on PostgreSQL', () => {
  it('tells the time of its server in Unix ms as a number, and which database it is', async () => {
    const { db, databaseMs, dialect } = await openNew();
    const { now } = await db.selectNoFrom(databaseMs.as('now')).executeTakeFirstOrThrow();
    expect(now).toBeTypeOf('number');
    expect(Math.abs(now - Date.now())).toBeLessThan(5000);
    expect(dialect).toBe('postgres');
  });

  it('finds what it wrote when it is opened again, as what it was', async () => {
    const url = await server.createDatabase();
    const first = await openDatabase(url);
    await createFavourites(first.db, first.dialect).add({ ...favourite, flowId: 'f1', at: 1_800_000_000_000 });
    await first.close();
    const { db, dialect } = await openAt(url);
    expect(await createFavourites(db, dialect).list('T1', 'U1')).toMatchObject([{ at: 1_800_000_000_000 }]);
  });

  it('is migrated once by six processes that start at the same moment, none of which prints anything', async () => {
    const url = await server.createDatabase();
    const module = JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src/store/database.ts')).href);
    const script = `const { openDatabase } = await import(${module});
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, Number(process.argv[1]) - Date.now())));
      await (await openDatabase(process.argv[2])).close();`;
    const at = String(Date.now() + 3000);
    const start = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, at, url], { encoding: 'utf8' });
    const printed = await Promise.all(Array.from({ length: 6 }, start));
    expect(printed.map(({ stdout, stderr }) => stdout + stderr)).toEqual(Array(6).fill(''));
    const { db } = await openAt(url);
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(MIGRATIONS));
  });

  it('is migrated by twenty at once, twice over', async () => {
    for (let round = 0; round < 2; round += 1) {
      const url = await server.createDatabase();
      const opened = await Promise.allSettled(Array.from({ length: 20 }, () => openDatabase(url)));
      for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
      expect(opened.filter(({ status }) => status === 'rejected')).toEqual([]);
    }
  });

  it('refuses a database of a newer bot, and leaves it as it is', async () => {
    const url = await server.createDatabase();
    const newer = await openDatabase(url);
    await sql`insert into kysely_migration values ('9999-of-tomorrow', '2030-01-01T00:00:00.000Z')`.execute(newer.db);
    await newer.close();
    const fault = await faultOf(openDatabase(url));
    expect(fault).toMatchObject({ kind: 'store-newer', message: expect.stringContaining('9999-of-tomorrow') });
  });

  it.each([
    ['a password that is wrong', (url: URL) => Object.assign(url, { password: 'hunter2-not' }), 'store-refused'],
    ['no password', (url: URL) => Object.assign(url, { password: '' }), 'store-refused'],
    ['a user that is not there', (url: URL) => Object.assign(url, { username: 'nobody' }), 'store-refused'],
    ['a database that is not there', (url: URL) => Object.assign(url, { pathname: '/none' }), 'store-refused'],
    ['a port where nobody listens', (url: URL) => Object.assign(url, { port: '1' }), 'store-unreachable'],
    ['a host that is not known', (url: URL) => Object.assign(url, { hostname: 'db.invalid' }), 'store-unreachable'],
  ])('explains %s without the password', async (_, change, kind) => {
    const { href, host, pathname } = change(new URL(server.url));
    const fault = await faultOf(openDatabase(href));
    expect(fault).toMatchObject({ kind, message: expect.stringContaining(`${host}${pathname}`) });
    expectNoPassword(fault);
  });

  it('explains a database that can only be read, at start and later', async () => {
    const url = await server.createDatabase();
    const { db } = await openAt(url);
    const name = new URL(url).pathname.slice(1);
    await server.admin(`alter database ${name} set default_transaction_read_only = on`);
    await server.admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    const { setDestination } = createPreferences(db);
    await setDestination('T1', 'only-me').catch(() => undefined);
    expect(await faultOf(setDestination('T1', 'only-me'))).toMatchObject({ kind: 'store-unwritable' });

    const empty = await server.createDatabase();
    await server.admin(`alter database ${new URL(empty).pathname.slice(1)} set default_transaction_read_only = on`);
    expect(await faultOf(openDatabase(empty))).toMatchObject({ kind: 'store-unwritable' });
  });

  it('explains a user who may not make tables', async () => {
    await server.admin("create role guest login password 'hunter2'");
    const url = Object.assign(new URL(await server.createDatabase()), { username: 'guest', password: 'hunter2' });
    const fault = await faultOf(openDatabase(url.href));
    expect(fault).toMatchObject({ kind: 'store-unwritable', message: expect.stringContaining('owner') });
    expectNoPassword(fault);
  });

  it('is the same after the whole of it was copied: what a restored backup is', async () => {
    const url = await server.createDatabase();
    const original = await openDatabase(url);
    await createFavourites(original.db, original.dialect).add({ ...favourite, flowId: 'f1' });
    await createPreferences(original.db).setSpace('T1', 'C1', 'shop');
    const migrated = sql<{ timestamp: string }>`select timestamp from kysely_migration order by name`;
    const { rows: before } = await migrated.execute(original.db);
    await original.close();
    await server.admin(`create database restored template ${new URL(url).pathname.slice(1)}`);
    const { db, dialect } = await openAt(Object.assign(new URL(url), { pathname: '/restored' }).href);
    expect(await createFavourites(db, dialect).list('T1', 'U1')).toHaveLength(1);
    expect(await createPreferences(db).space('T1', 'C1')).toBe('shop');
    expect((await migrated.execute(db)).rows).toEqual(before);
  });
});

describe('two processes on PostgreSQL', () => {
  it('keep to 25 favourites where both add at once', async () => {
    const url = await server.createDatabase();
    const [one, two] = await Promise.all([openAt(url), openAt(url)]);
    const adders = [one, two].map(({ db, dialect }) => createFavourites(db, dialect));
    const outcomes = await Promise.all(
      adders.flatMap(({ add }, index) =>
        Array.from({ length: 20 }, (_, flow) => add({ ...favourite, flowId: `f${index}-${flow}` })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(25);
    expect(await adders[0]?.list('T1', 'U1')).toHaveLength(25);
  });

  it('keep the 100 newest fetches where both add at once', async () => {
    const url = await server.createDatabase();
    const [one, two] = await Promise.all([openAt(url), openAt(url)]);
    const histories = [one, two].map(({ db, dialect }) => createFetchHistory(db, dialect));
    const adds = Array.from({ length: 120 }, (_, at) =>
      histories[at % 2]?.add({ ...favourite, channelId: 'C1', flowId: `f${at}`, at }),
    );
    await Promise.all(adds);
    const kept = await histories[0]?.recent('T1', 'U1', 1000);
    expect(kept?.map(({ at }) => at)).toEqual(Array.from({ length: 100 }, (_, index) => 119 - index));
  });
});

describe('a server that goes away', () => {
  it('is met with faults of the store only, and used again when it is back', async () => {
    const { db, dialect } = await openNew();
    const { add, list } = createFavourites(db, dialect);
    // Every connection of the pool is open when the server goes.
    await Promise.all(Array.from({ length: 12 }, (_, flow) => add({ ...favourite, flowId: `f${flow}` })));
    const cutOff = faultOf(
      db.transaction().execute(async (transaction) => {
        await sql`select 1`.execute(transaction);
        await server.goDown();
        await sql`select 1`.execute(transaction);
      }),
    );
    expect(await cutOff).toMatchObject({ kind: 'store-unreachable' });
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const fault = await faultOf(attempt % 2 === 0 ? list('T1', 'U1') : add({ ...favourite, flowId: 'later' }));
      expect(fault).toMatchObject({ kind: 'store-unreachable' });
      expectNoPassword(fault);
    }
    await server.comeBack();
    expect(await list('T1', 'U1')).toHaveLength(12);
    expect(await add({ ...favourite, flowId: 'later' })).toBe('added');
  });

  it('ends sessions, after which the next statement but one succeeds at the latest', async () => {
    const url = await server.createDatabase();
    const { db } = await openAt(url);
    const { destination } = createPreferences(db);
    await destination('T1');
    const name = new URL(url).pathname.slice(1);
    await server.admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    const outcome = await destination('T1').catch((error: unknown) => error);
    if (outcome !== 'conversation') expect(outcome).toMatchObject({ kind: 'store-unreachable' });
    expect(await destination('T1')).toBe('conversation');
  });
});

it('has a password that an address has to encode', () => {
  expect(server.url).not.toContain(POSTGRES_PASSWORD);
});
