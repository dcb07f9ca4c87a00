import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import type { Tables } from '../../../src/store/schema.ts';

/** An empty folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flow-json-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A database that goes away with the test. */
export async function memoryDatabase(): Promise<Kysely<Tables>> {
  const { db, close } = await openDatabase('file::memory:');
  onTestFinished(close);
  return db;
}
