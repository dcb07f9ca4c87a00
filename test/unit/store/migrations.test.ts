import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { MIGRATIONS } from '../../../src/store/migrations/index.ts';
import { TABLES } from '../../../src/store/tables.ts';

const FOLDER = resolve(import.meta.dirname, '../../../src/store/migrations');

it('every file of migrations is listed, in the order of their numbers', () => {
  const files = readdirSync(FOLDER).filter((name) => name !== 'index.ts');
  expect(Object.keys(MIGRATIONS)).toEqual(files.map((name) => name.replace('.ts', '')).sort());
  const numbers = Object.keys(MIGRATIONS).map((name) => Number(name.slice(0, 4)));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

it('the migrations make the tables of the schema, and no other', async () => {
  const { db, close } = await openDatabase('file::memory:');
  onTestFinished(close);
  const made = (await db.introspection.getTables()).map(({ name }) => name);
  expect(made.sort()).toEqual(Object.keys(TABLES).sort());
});
