import { type Kysely, sql } from 'kysely';
import type { FlowVersions } from '../../flows/fetch/flow-versions.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { lock } from '../dialects/lock.ts';
import type { Tables } from '../schema.ts';
import { factsOf, flowKeyOf, versionOf } from './watch-columns.ts';

/** What was seen is looked at again so long after: others may follow. Who decides, decides then. */
const LOOK_AFTER_MS = 2 * 60_000;

/**
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createFlowVersions(
  db: Kysely<Tables>,
  dialect: Dialect,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): FlowVersions {
  const ofFlow = (on: Kysely<Tables>, key: string) => on.selectFrom('flow_versions').where('flow_key', '=', key);

  const withJson = (on: Kysely<Tables>, key: string) =>
    ofFlow(on, key)
      .innerJoin('flow_contents', 'flow_contents.sha256', 'flow_versions.sha256')
      .selectAll('flow_versions')
      .select('flow_contents.json');

  const latestOf = (on: Kysely<Tables>, key: string) =>
    ofFlow(on, key).selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();

  /** Who watches without knowing a version yet knows this one. */
  async function giveFirst(on: Kysely<Tables>, key: string, version: number): Promise<void> {
    await on
      .updateTable('watches')
      .set({ told_version: version, seen_version: version })
      .where('flow_key', '=', key)
      .where('told_version', 'is', null)
      .where('paused_why', 'is', null)
      .execute();
  }

  async function notifyWatches(on: Kysely<Tables>, key: string, version: number): Promise<void> {
    await on
      .updateTable('watches')
      .set({
        seen_version: version,
        due_at: sql<number>`coalesce(due_at, ${databaseMs} + ${sql.lit(LOOK_AFTER_MS)})`,
      })
      .where('flow_key', '=', key)
      .where('told_version', 'is not', null)
      .where('paused_why', 'is', null)
      .execute();
  }

  return {
    see(flow, json, { name, status, ageMs, sha256 }, by) {
      const key = flowKeyOf(flow);
      return db.transaction().execute(async (transaction) => {
        await lock(transaction, dialect, 'flow_versions', key);
        const before = await latestOf(transaction, key);
        const seen = { sha256, name: name ?? before?.name ?? null, status: status ?? before?.status ?? null };
        const isSame = (row: typeof seen) =>
          row.sha256 === sha256 &&
          // What was not known yet has not changed.
          (row.name === null || row.name === seen.name) &&
          (row.status === null || row.status === seen.status);

        if (before !== undefined) {
          const isOld = await ofFlow(transaction, key)
            .select('version')
            .where('version', '=', before.version)
            .where('first_seen_at', '>', sql<number>`${databaseMs} - ${Math.round(ageMs)}`)
            .executeTakeFirst();
          if (isSame(before) || isOld !== undefined) {
            const isMoreKnown = isSame(before) && (before.name !== seen.name || before.status !== seen.status);
            if (isMoreKnown) {
              await transaction
                .updateTable('flow_versions')
                .set({ name: seen.name, status: seen.status })
                .where('flow_key', '=', key)
                .where('version', '=', before.version)
                .execute();
            }
            await giveFirst(transaction, key, before.version);
            const known = isMoreKnown ? { ...before, name: seen.name, status: seen.status } : before;
            return { version: factsOf(known), isNew: false };
          }
        }

        const version = (before?.version ?? 0) + 1;
        await transaction
          .insertInto('flow_contents')
          .values({ sha256, json })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const row = await transaction
          .insertInto('flow_versions')
          .values({ ...seen, flow_key: key, version, first_seen_at: databaseMs, first_seen_by: by ?? null })
          .returningAll()
          .executeTakeFirstOrThrow();
        await notifyWatches(transaction, key, version);
        await giveFirst(transaction, key, version);
        return { version: factsOf(row), isNew: before !== undefined };
      });
    },

    async latest(flow) {
      const row = await latestOf(db, flowKeyOf(flow));
      return row && factsOf(row);
    },

    async get(flow, version) {
      const row = await withJson(db, flowKeyOf(flow)).where('version', '=', version).executeTakeFirst();
      return row && versionOf(row);
    },

    async list(flow, limit) {
      const rows = await ofFlow(db, flowKeyOf(flow)).selectAll().orderBy('version', 'desc').limit(limit).execute();
      return rows.map(factsOf);
    },
  };
}
