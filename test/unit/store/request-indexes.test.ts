import { CompiledQuery, Kysely } from 'kysely';
import { expect, it, onTestFinished, vi } from 'vitest';
import { IN_MEMORY } from '../../../src/store/database-url.ts';
import { InProcessAdapter } from '../../../src/store/dialects/at-once.ts';
import { openSqliteFile } from '../../../src/store/dialects/sqlite.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { createRequestJournal } from '../../../src/store/repositories/request-journal.ts';
import type { Tables } from '../../../src/store/schema.ts';
import { audited } from '../../support/audit-entries.ts';

/** A journal, and how SQLite finds the rows of what it asked. */
async function setUp() {
  const statements: CompiledQuery[] = [];
  const { dialect } = openSqliteFile(IN_MEMORY, 0);
  const db = new Kysely<Tables>({ dialect, log: ({ query }) => void statements.push(query) });
  onTestFinished(() => db.destroy());
  await migrate(db);
  const { adapter } = db.getExecutor();
  if (!(adapter instanceof InProcessAdapter)) throw new Error('Not the adapter of openSqliteFile');
  const { atOnce } = adapter;
  // Kysely logs nothing of these.
  vi.spyOn(adapter, 'atOnce').mockImplementation((work) =>
    atOnce((execute) =>
      work((statement) => {
        statements.push(statement);
        return execute(statement);
      }),
    ),
  );
  const journal = createRequestJournal(db, 'sqlite', 'this-process');
  async function plansOf(work: () => Promise<unknown>): Promise<string[]> {
    statements.length = 0;
    await work();
    const plans: string[] = [];
    for (const { sql, parameters } of [...statements].filter((statement) =>
      / requests|"requests"/.test(statement.sql),
    )) {
      const { rows } = await db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
      );
      plans.push(...rows.map(({ detail }) => detail).filter((detail) => detail.includes(' requests')));
    }
    return plans;
  }
  return { journal, plansOf };
}

const REQUEST = audited({ id: 'r1', teamId: 'T1', userId: 'U1', body: '{}', flows: 1 });

it('what is done is not read for an ack, nor each other second: it would take longer with each request there ever was', async () => {
  const { journal, plansOf } = await setUp();
  expect(await plansOf(() => journal.accept(REQUEST, []))).toEqual([
    'SEARCH requests USING COVERING INDEX requests_waiting (team_id=? AND user_id=?)',
  ]);
  const plans = [
    ...(await plansOf(() => journal.renew())),
    ...(await plansOf(() => journal.claimAbandoned(10, 'first'))),
    ...(await plansOf(() => journal.handOver())),
  ];
  expect(plans).not.toEqual([]);
  expect(plans.filter((plan) => /^SCAN/.test(plan) && !plan.includes('requests_open'))).toEqual([]);
});
