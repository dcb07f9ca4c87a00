import { type Kysely, sql } from 'kysely';
import type { OpsStates } from '../../notify/records.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';
import { isWatched } from './watch-columns.ts';

/**
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createOpsStates<Problem extends string>(
  db: Kysely<Tables>,
  dialect: Dialect,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): OpsStates<Problem> {
  return {
    async raise(account, problem) {
      const key = { account, problem };
      const known = await db
        .updateTable('ops_problems')
        .set({ last_at: databaseMs })
        .where((row) => row.and(key))
        .returning('problem')
        .executeTakeFirst();
      if (known !== undefined) return false;
      const raised = await db
        .insertInto('ops_problems')
        .values({ ...key, told_at: databaseMs, last_at: databaseMs })
        .onConflict((conflict) => conflict.doNothing())
        .returning('problem')
        .executeTakeFirst();
      return raised !== undefined;
    },

    async withdraw(account, problem) {
      await db
        .deleteFrom('ops_problems')
        .where((row) => row.and({ account, problem }))
        .execute();
    },

    async settle(account, problems, quietMs) {
      const isMet = sql<boolean>`exists (
        select 1 from watch_polls
        where watch_polls.account = ops_problems.account and watch_polls.problem = ops_problems.problem
          and ${isWatched(sql<string>`watch_polls.flow_key`)}
      )`;
      const rows = await db
        .deleteFrom('ops_problems')
        .where('account', '=', account)
        .where('problem', 'in', problems)
        .where('last_at', '<=', sql<number>`${databaseMs} - ${quietMs}`)
        .where(({ not }) => not(isMet))
        .returning('problem')
        .execute();
      const settled = new Set(rows.map(({ problem }) => problem));
      return problems.filter((problem) => settled.has(problem));
    },
  };
}

/** The account under which the table has what is the matter with a workspace. No account of the settings has a blank in its name. */
export const opsAccountOf = (teamId: string): string => `workspace ${teamId}`;

/**
 * By the IDs of workspaces, instead of by accounts; they go with their workspace.
 *
 * @throws {StoreError} from each function, where the database fails.
 */
export function createWorkspaceOpsStates<Problem extends string>(
  db: Kysely<Tables>,
  dialect: Dialect,
): OpsStates<Problem> {
  const states = createOpsStates<Problem>(db, dialect);
  return {
    raise: (teamId, problem) => states.raise(opsAccountOf(teamId), problem),
    withdraw: (teamId, problem) => states.withdraw(opsAccountOf(teamId), problem),
    settle: (teamId, problems, quietMs) => states.settle(opsAccountOf(teamId), problems, quietMs),
  };
}
