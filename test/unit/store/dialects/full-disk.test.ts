import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../../src/store/database.ts';
import { temporaryFolder } from '../support.ts';

it('a transaction that finds the disk full says so, and the next one works', async () => {
  const { db, close } = await openDatabase(`file:${join(temporaryFolder(), 'flow-json.db')}`);
  onTestFinished(close);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  const limit = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db);
  const fill = (count: number) =>
    db.transaction().execute(async (transaction) => {
      for (let index = 0; index < count; index += 1) {
        const row = { team_id: `T${index}`, channel_id: 'C1', space: 'x'.repeat(4_000) };
        await transaction.insertInto('channel_preferences').values(row).execute();
      }
    });
  await limit((rows[0]?.page_count ?? 0) + 2);
  await expect(fill(20)).rejects.toMatchObject({ kind: 'store-full' });
  await limit(10_000);
  await expect(fill(20)).resolves.toBeUndefined();
});
