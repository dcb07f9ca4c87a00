import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { ReadOutcome, Reloads } from '../../access/reloads.ts';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** There is one file of rules. */
const RULES = 'rules';

const outcomeText = z.string().transform((text, context): ReadOutcome => {
  const outcome = z
    .object({ rules: z.number(), fingerprint: z.string(), problems: z.array(z.string()) })
    .safeParse(JSON.parse(text));
  if (outcome.success) return outcome.data;
  context.addIssue('is no outcome');
  return z.NEVER;
});

export interface AccessReloadsParts {
  /** This process, in the database. */
  owner: string;
  /** As people who run it know it. */
  processName: string;
}

/** @throws {StoreError} from each function, where the database fails. */
export function createAccessReloads(
  db: Kysely<Tables>,
  dialect: Dialect,
  { owner, processName }: AccessReloadsParts,
): Reloads {
  const databaseMs = databaseMsOf(dialect);
  return {
    async latest() {
      const row = await db.selectFrom('access_reloads').select('number').where('id', '=', RULES).executeTakeFirst();
      return row?.number ?? 0;
    },

    async ask() {
      const { number } = await db
        .insertInto('access_reloads')
        .values({ id: RULES, number: 1 })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ number: sql<number>`${sql.ref('access_reloads.number')} + 1` }),
        )
        .returning('number')
        .executeTakeFirstOrThrow();
      return number;
    },

    async answer(number, outcome) {
      const columns = { process: processName, number, outcome: JSON.stringify(outcome), answered_at: databaseMs };
      await db
        .insertInto('access_answers')
        .values({ answered_by: owner, ...columns })
        .onConflict((conflict) => conflict.column('answered_by').doUpdateSet(columns))
        .execute();
    },

    async others(number) {
      const rows = await db
        .selectFrom('processes')
        .leftJoin('access_answers', (join) =>
          join.onRef('answered_by', '=', 'processes.owner').on('access_answers.number', '>=', number),
        )
        .where('processes.owner', '!=', owner)
        .where(sql<boolean>`${sql.ref('processes.alive_until')} > ${databaseMs}`)
        .select(['access_answers.process', 'access_answers.outcome'])
        .orderBy('access_answers.process')
        .execute();
      const answers = rows.flatMap(({ process, outcome }) => {
        const read = outcomeText.safeParse(outcome);
        return process !== null && read.success ? [{ process, outcome: read.data }] : [];
      });
      return { answers, silent: rows.length - answers.length };
    },
  };
}
