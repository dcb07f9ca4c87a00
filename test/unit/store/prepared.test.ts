import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { atOnceOf } from '../../../src/store/dialects/at-once.ts';
import { prepare } from '../../../src/store/prepared.ts';
import { openInMemory } from './support.ts';

async function setUp() {
  const { db } = await openInMemory();
  await sql`create table t (name text unique, size integer)`.execute(db);
  const insert = prepare(db, ['name', 'size'], ({ name, size }) => sql`insert into t values (${name}, ${size} + ${1})`);
  const sizesOf = prepare(db, ['name'], ({ name }) => sql<{ size: number }>`select size from t where name = ${name}`);
  return { db, insert, sizesOf, atOnce: atOnceOf(db) };
}

it('fills its values into a statement that is put together once, where they stand', async () => {
  const { db, insert, sizesOf } = await setUp();
  await db.executeQuery(insert({ name: 'one', size: 1 }));
  await db.executeQuery(insert({ size: 2, name: 'two' }));
  expect((await db.executeQuery(sizesOf({ name: 'one' }))).rows).toEqual([{ size: 2 }]);
  expect((await db.executeQuery(sizesOf({ name: 'two' }))).rows).toEqual([{ size: 3 }]);
});

it('does a transaction at once, with what each statement gave', async () => {
  const { insert, sizesOf, atOnce } = await setUp();
  const given = await atOnce((execute) => {
    execute(insert({ name: 'one', size: 1 }));
    return execute(sizesOf({ name: 'one' }));
  });
  expect(given).toEqual([{ size: 2 }]);
});

it('changes nothing where it fails, in a statement or between two, and goes on with the next', async () => {
  const { db, insert, sizesOf, atOnce } = await setUp();
  const twice = atOnce((execute) => {
    execute(insert({ name: 'one', size: 1 }));
    execute(insert({ name: 'one', size: 2 }));
  });
  await expect(twice).rejects.toMatchObject({ kind: 'store-failed' });
  const broken = atOnce((execute) => {
    execute(insert({ name: 'one', size: 1 }));
    throw new Error('changed its mind');
  });
  await expect(broken).rejects.toThrow('changed its mind');
  expect((await db.executeQuery(sizesOf({ name: 'one' }))).rows).toEqual([]);
  await atOnce((execute) => execute(insert({ name: 'one', size: 3 })));
  expect((await db.executeQuery(sizesOf({ name: 'one' }))).rows).toEqual([{ size: 4 }]);
});

it('waits for a transaction that is under way, and the next one waits for it', async () => {
  const { db, insert, sizesOf, atOnce } = await setUp();
  const { promise: until, resolve: goOn } = Promise.withResolvers<void>();
  const steps: string[] = [];
  const slow = db.transaction().execute(async (transaction) => {
    await transaction.executeQuery(insert({ name: 'one', size: 1 }));
    await until;
    steps.push('slow');
  });
  const quick = atOnce((execute) => {
    steps.push('at once');
    return execute(sizesOf({ name: 'one' }));
  });
  const later = db.executeQuery(sizesOf({ name: 'one' })).then(() => steps.push('later'));
  await Promise.resolve();
  expect(steps).toEqual([]);
  goOn();
  expect(await quick).toEqual([{ size: 2 }]);
  await Promise.all([slow, later]);
  expect(steps).toEqual(['slow', 'at once', 'later']);
});
