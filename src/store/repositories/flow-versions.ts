import { type Kysely, sql } from 'kysely';
import type { FlowRef } from '../../cams/types.ts';
import type {
  FlowVersionFacts,
  FlowVersionRecords,
  Seen,
  SeenFacts,
  SeenFile,
} from '../../flows/fetch/flow-versions.ts';
import type { Person } from '../../flows/records.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { lock } from '../dialects/lock.ts';
import type { Tables } from '../schema.ts';
import { type Content, createFlowContents, FILE_COLUMNS } from './flow-contents.ts';
import { factsOf, flowKeyOf } from './watch-columns.ts';

/** What was seen is looked at again so long after: others may follow. Who decides, decides then. */
const LOOK_AFTER_MS = 2 * 60_000;

/** How exact it is when a version was seen last: a poll every ten minutes is not to write each time. */
const SEEN_EVERY_MS = 24 * 60 * 60_000;

/**
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createFlowVersions(
  db: Kysely<Tables>,
  dialect: Dialect,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): FlowVersionRecords {
  /** A flow, as a workspace knows it. */
  interface Key {
    team_id: string;
    flow_key: string;
  }

  const contents = createFlowContents(db, databaseMs);

  const ofFlow = (on: Kysely<Tables>, key: Key) =>
    on
      .selectFrom('flow_versions')
      .where('flow_versions.team_id', '=', key.team_id)
      .where('flow_versions.flow_key', '=', key.flow_key);

  const withFile = (on: Kysely<Tables>, key: Key) =>
    ofFlow(on, key)
      .innerJoin('flow_contents', 'flow_contents.sha256', 'flow_versions.sha256')
      .selectAll('flow_versions')
      .select(FILE_COLUMNS);

  const latestOf = (on: Kysely<Tables>, key: Key) =>
    withFile(on, key).orderBy('version', 'desc').limit(1).executeTakeFirst();

  const watching = (on: Kysely<Tables>, flowKey: string) =>
    on
      .selectFrom('watches')
      .select('team_id')
      .distinct()
      .where('flow_key', '=', flowKey)
      .where('paused_why', 'is', null);

  const watchesOf = (on: Kysely<Tables>, key: Key) =>
    on
      .updateTable('watches')
      .where((row) => row.and({ ...key }))
      .where('paused_why', 'is', null);

  /** Who watches without knowing a version yet knows this one. */
  async function giveFirst(on: Kysely<Tables>, key: Key, version: number): Promise<void> {
    await watchesOf(on, key)
      .set({ told_version: version, seen_version: version })
      .where('told_version', 'is', null)
      .execute();
  }

  async function notifyWatches(on: Kysely<Tables>, key: Key, version: number): Promise<void> {
    await watchesOf(on, key)
      .set({
        seen_version: version,
        due_at: sql<number>`coalesce(due_at, ${databaseMs} + ${sql.lit(LOOK_AFTER_MS)})`,
      })
      .where('told_version', 'is not', null)
      .execute();
  }

  /** As one workspace sees it. */
  async function seeIn(
    on: Kysely<Tables>,
    key: Key,
    content: Content,
    { name, status, ageMs, contentHash: sha256 }: SeenFacts,
    { by, isWatched }: { by: string | undefined; isWatched: boolean },
  ): Promise<Seen> {
    const before = await withFile(on, key)
      .select([
        sql<number>`case when first_seen_at > ${databaseMs} - ${Math.round(ageMs)} then 1 else 0 end`.as('is_old'),
        sql<number>`case when last_seen_at < ${databaseMs} - ${sql.lit(SEEN_EVERY_MS)} then 1 else 0 end`.as(
          'is_stale',
        ),
      ])
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    const seen = { sha256, name: name ?? before?.name ?? null, status: status ?? before?.status ?? null };
    const isSame = (row: typeof seen) =>
      row.sha256 === sha256 &&
      // What was not known yet has not changed.
      (row.name === null || row.name === seen.name) &&
      (row.status === null || row.status === seen.status);

    if (before !== undefined) {
      const { is_old: isOld, is_stale: isStale } = before;
      if (isSame(before) || isOld === 1) {
        const isMoreKnown = isSame(before) && (before.name !== seen.name || before.status !== seen.status);
        if (isMoreKnown || (isSame(before) && isStale === 1)) {
          await on
            .updateTable('flow_versions')
            .set({ name: seen.name, status: seen.status, last_seen_at: databaseMs })
            .where((row) => row.and({ ...key, version: before.version }))
            .execute();
        }
        if (isWatched) await giveFirst(on, key, before.version);
        const known = isMoreKnown ? { ...before, name: seen.name, status: seen.status } : before;
        return { version: factsOf(known, await contents.fileOf(on, before)), isNew: false };
      }
      // It was the flow until now.
      await on
        .updateTable('flow_versions')
        .set({ last_seen_at: databaseMs })
        .where((row) => row.and({ ...key, version: before.version }))
        .execute();
    }

    const version = (before?.version ?? 0) + 1;
    const times = { first_seen_at: databaseMs, last_seen_at: databaseMs };
    const file = await contents.add(on, content);
    const row = await on
      .insertInto('flow_versions')
      .values({ ...seen, ...key, version, ...times, first_seen_by: by ?? null })
      .returningAll()
      .executeTakeFirstOrThrow();
    if (isWatched) {
      await notifyWatches(on, key, version);
      await giveFirst(on, key, version);
    }
    return { version: factsOf(row, file), isNew: before !== undefined };
  }

  async function see(
    flow: FlowRef,
    file: SeenFile,
    facts: SeenFacts,
    by: Person | undefined,
  ): Promise<Seen | undefined> {
    const flowKey = flowKeyOf(flow);
    const content = await contents.prepare(facts.contentHash, file);
    return db.transaction().execute(async (transaction) => {
      await lock(transaction, dialect, 'flow_versions', flowKey);
      const watchingTeams = new Set((await watching(transaction, flowKey).execute()).map((row) => row.team_id));
      const teams = new Set(watchingTeams);
      if (by !== undefined) teams.add(by.teamId);
      let seen: Seen | undefined;
      for (const team of teams) {
        const isTheirs = team === by?.teamId;
        const inTeam = await seeIn(transaction, { team_id: team, flow_key: flowKey }, content, facts, {
          by: isTheirs ? by?.userId : undefined,
          isWatched: watchingTeams.has(team),
        });
        if (isTheirs) seen = inTeam;
      }
      return seen;
    });
  }

  return {
    see: see as FlowVersionRecords['see'],

    async isLatest(flow, contentHash) {
      const flowKey = flowKeyOf(flow);
      const teams = await watching(db, flowKey).execute();
      const latest = await Promise.all(teams.map((row) => latestOf(db, { ...row, flow_key: flowKey })));
      return latest.every((row) => row?.sha256 === contentHash);
    },

    async bytesOf(teamId, flow, version) {
      const row = await ofFlow(db, { team_id: teamId, flow_key: flowKeyOf(flow) })
        .innerJoin('flow_contents', 'flow_contents.sha256', 'flow_versions.sha256')
        // What an old version of the bot wrote has no size, and is not compressed.
        .select(sql<number>`coalesce(file_bytes, length(json))`.as('bytes'))
        .where('version', '=', version)
        .executeTakeFirst();
      return Number(row?.bytes ?? 0);
    },

    ofTeam(teamId) {
      const keyOf = (flow: FlowRef): Key => ({ team_id: teamId, flow_key: flowKeyOf(flow) });
      return {
        async latest(flow) {
          const row = await latestOf(db, keyOf(flow));
          return row && factsOf(row, await contents.fileOf(db, row));
        },

        async get(flow, version) {
          const row = await withFile(db, keyOf(flow)).where('version', '=', version).executeTakeFirst();
          if (row === undefined) return undefined;
          return { ...factsOf(row, await contents.fileOf(db, row)), json: await contents.read(db, row.sha256) };
        },

        async oldest(flow) {
          const row = await ofFlow(db, keyOf(flow)).select('version').orderBy('version').limit(1).executeTakeFirst();
          return row?.version;
        },

        async list(flow, limit) {
          const rows = await withFile(db, keyOf(flow)).orderBy('version', 'desc').limit(limit).execute();
          const versions: FlowVersionFacts[] = [];
          // One after the other: where a file has to be read for it, there is one in memory.
          for (const row of rows) versions.push(factsOf(row, await contents.fileOf(db, row)));
          return versions;
        },
      };
    },
  };
}
