import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { FlowStatus } from '../../cams/types.ts';
import type { CataloguedFlow, CatalogueRecords, SearchQuery } from '../../flows/catalogue/records.ts';
import type { Space } from '../../flows/ids/spaces.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createLeases } from '../leases.ts';
import type { Tables } from '../schema.ts';
import { flowKeyOf } from './watch-columns.ts';

/** A list whose process died is the next one's after this; each page takes far less. */
const LEASE_MS = 30_000;
/** The longest that a list rests, or is not due for: what lies further off was put there by a clock that was set back. */
const MAX_REST_MS = 60_000;
const MAX_DUE_MS = 10 * 60_000;
/** Values of one statement; both databases take far more. */
const IDS_AT_A_TIME = 400;

const categoriesText = z.array(z.string());

const spaceColumnsOf = ({ account, custSpaceId }: Space) => ({ account, cust_space_id: custSpaceId ?? '' });

type FlowRow = Pick<Tables['flow_catalogue'], 'account' | 'cust_space_id' | 'flow_id' | 'name' | 'categories'>;
const FLOW_COLUMNS = ['account', 'cust_space_id', 'flow_id', 'name', 'categories'] as const;

const flowOf = (row: FlowRow): Omit<CataloguedFlow, 'status'> => ({
  account: row.account,
  custSpaceId: row.cust_space_id === '' ? undefined : row.cust_space_id,
  flowId: row.flow_id,
  name: row.name,
  categories: categoriesText.parse(JSON.parse(row.categories)),
});

/** A text that holds `part`, whose own signs mean nothing but themselves. */
const has = (column: 'title' | 'search', part: string): Expression<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

/** A name or an ID that begins so, one that holds all words, or a category. */
const rankOf = ({ whole, words }: SearchQuery) => sql<number>`case
  when ${has('title', `\n${whole}`)} then 0
  when ${sql.join([sql`true`, ...words.map((word) => has('title', word))], sql` and `)} then 1
  else 2 end`;

/**
 * @param owner names this process: no other may have the same.
 * @param databaseMs the database's own time in Unix ms, if a test wants another.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createCatalogueRecords(
  db: Kysely<Tables>,
  dialect: Dialect,
  owner: string,
  databaseMs: DatabaseMs = databaseMsOf(dialect),
): CatalogueRecords {
  const leases = createLeases('flow_lists', { dialect, databaseMs, owner, forMs: LEASE_MS });
  const inSpace = (space: Space) => {
    const { account, cust_space_id: custSpaceId } = spaceColumnsOf(space);
    return db.selectFrom('flow_catalogue').where('account', '=', account).where('cust_space_id', '=', custSpaceId);
  };

  /** With the status that was seen last, of those that were ever fetched. */
  async function withStatus(rows: readonly FlowRow[]): Promise<CataloguedFlow[]> {
    const flows = rows.map(flowOf);
    if (flows.length === 0) return [];
    const seen = await db
      .selectFrom('flow_versions')
      .select(['flow_key', 'status'])
      .where('flow_key', 'in', flows.map(flowKeyOf))
      .where('status', 'is not', null)
      // Each workspace counts versions of its own, and a change of the status makes one.
      .orderBy('first_seen_at')
      .orderBy('version')
      .execute();
    const statuses = new Map<string, FlowStatus | null>(seen.map((row) => [row.flow_key, row.status]));
    return flows.map((flow) => ({ ...flow, status: statuses.get(flowKeyOf(flow)) ?? undefined }));
  }

  return {
    async claim(space, when) {
      const isFree = sql<SqlBool>`(
        ${leases.isFree} or flow_lists.lease_until > ${databaseMs} + ${sql.lit(MAX_REST_MS)}
      )`;
      const isDue = sql<SqlBool>`(
        flow_lists.due_at <= ${databaseMs} or flow_lists.due_at > ${databaseMs} + ${sql.lit(MAX_DUE_MS)}
      )`;
      const row = await db
        .insertInto('flow_lists')
        .values({ ...spaceColumnsOf(space), ...leases.claimed, begun_at: databaseMs, due_at: databaseMs })
        .onConflict((conflict) =>
          conflict
            .columns(['account', 'cust_space_id'])
            .doUpdateSet({ ...leases.claimed, begun_at: databaseMs })
            .where(isFree)
            .where(when === 'at-once' ? sql<SqlBool>`true` : isDue),
        )
        .returning('account')
        .executeTakeFirst();
      return row !== undefined;
    },

    async keep(space, flows, from) {
      await db
        .updateTable('flow_lists')
        .set(leases.renewed)
        .where(leases.isMine)
        .where((row) => row.and(spaceColumnsOf(space)))
        .execute();
      if (flows.length === 0) return;
      await db
        .insertInto('flow_catalogue')
        .values(
          flows.map(({ flowId, name, categories, title, search }, index) => ({
            ...spaceColumnsOf(space),
            flow_id: flowId,
            name,
            categories: JSON.stringify(categories),
            title,
            search,
            place: from + index,
            seen_at: databaseMs,
          })),
        )
        .onConflict((conflict) =>
          conflict.columns(['account', 'cust_space_id', 'flow_id']).doUpdateSet(({ ref }) => ({
            name: ref('excluded.name'),
            categories: ref('excluded.categories'),
            title: ref('excluded.title'),
            search: ref('excluded.search'),
            place: ref('excluded.place'),
            seen_at: ref('excluded.seen_at'),
          })),
        )
        .execute();
    },

    async ended(space, { isWhole, problem, restMs, dueInMs }) {
      await db.transaction().execute(async (transaction) => {
        const list = await transaction
          .updateTable('flow_lists')
          .set({
            ...leases.released(restMs),
            due_at: sql<number>`${databaseMs} + ${Math.round(dueInMs)}`,
            ...(isWhole ? { loaded_at: databaseMs, problem: null } : problem === undefined ? {} : { problem }),
          })
          .where(leases.isMine)
          .where((row) => row.and(spaceColumnsOf(space)))
          .returning('begun_at')
          .executeTakeFirst();
        if (list === undefined || !isWhole) return;
        await transaction
          .deleteFrom('flow_catalogue')
          .where((row) => row.and(spaceColumnsOf(space)))
          .where('seen_at', '<', list.begun_at)
          // Begun in the future: the clock was set back meanwhile, and tells nothing of what this load brought.
          .where(sql<SqlBool>`${list.begun_at} <= ${databaseMs}`)
          .execute();
      });
    },

    async state(space) {
      const row = await db
        .selectFrom('flow_lists')
        .select(({ ref }) => ['problem', sql<number | null>`${databaseMs} - ${ref('loaded_at')}`.as('age')])
        .where((list) => list.and(spaceColumnsOf(space)))
        .executeTakeFirst();
      return {
        ageMs: row === undefined || row.age === null ? undefined : Math.max(0, Number(row.age)),
        problem: row?.problem ?? undefined,
      };
    },

    async search(space, query, { offset, limit }) {
      const matching = () => query.words.reduce((rows, word) => rows.where(has('search', word)), inSpace(space));
      const { count } = await matching()
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      const total = Number(count);
      if (total <= offset) return { flows: [], total };
      const rows = await matching()
        .select(FLOW_COLUMNS)
        .orderBy(query.whole === '' ? sql`1` : rankOf(query))
        .orderBy('place')
        .orderBy('flow_id')
        .limit(limit)
        .offset(offset)
        .execute();
      return { flows: await withStatus(rows), total };
    },

    async lookUp(spaces, flowIds) {
      const wanted = new Set(spaces.map(({ account, custSpaceId }) => `${account}/${custSpaceId ?? ''}`));
      const rows: FlowRow[] = [];
      for (let at = 0; at < flowIds.length; at += IDS_AT_A_TIME) {
        const found = await db
          .selectFrom('flow_catalogue')
          .select(FLOW_COLUMNS)
          .where('flow_id', 'in', flowIds.slice(at, at + IDS_AT_A_TIME))
          .execute();
        rows.push(...found.filter((row) => wanted.has(`${row.account}/${row.cust_space_id}`)));
      }
      return withStatus(rows);
    },
  };
}
