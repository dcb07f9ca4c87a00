import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { BegunShare, RequestJournal } from '../../requests/journal.ts';
import { createNoteClock } from '../clock-set-back.ts';
import { type DatabaseMs, type Dialect, databaseMsOf } from '../database-ms.ts';
import { createProcessLeases } from '../leases.ts';
import { isOpenRequest } from '../open-requests.ts';
import { prepare } from '../prepared.ts';
import type { Tables } from '../schema.ts';
import { createAcceptStatement } from './accept-statement.ts';
import { auditedFlows } from './audit-columns.ts';
import { createEndingStatement } from './ending-statement.ts';
import { createMarkSeen } from './mark-seen.ts';

/** How long a process's requests stay its own without `renew`, which is called far more often; milliseconds. */
export const LEASE_MS = 10_000;

/** Time for what went wrong to pass; milliseconds. */
const RELEASED_AFTER_MS = 5000;

const begunShares = z.array(
  z.object({
    channelId: z.string(),
    fileIds: z.array(z.string()),
    note: z.string(),
    audited: auditedFlows.optional().catch(undefined),
  }),
);

export interface RequestJournalOptions {
  /** For what a person's ack waits for: apart from the rest, which may have many connections busy. */
  urgentDb?: Kysely<Tables>;
  /** Flows that one person may wait for. */
  waitingFlowsPerPerson?: number;
  /** The database's own time in Unix ms, if a test wants another. */
  databaseMs?: DatabaseMs;
  /** Called where the database's clock was set back, by so many milliseconds. */
  onSetBack?: (byMs: number) => void;
}

/**
 * @param owner names this process: no other may have the same.
 * @throws {StoreError} from each function, where the database fails.
 */
export function createRequestJournal(
  db: Kysely<Tables>,
  dialect: Dialect,
  owner: string,
  {
    urgentDb = db,
    waitingFlowsPerPerson = Number.MAX_SAFE_INTEGER,
    databaseMs = databaseMsOf(dialect),
    onSetBack = () => {},
  }: RequestJournalOptions = {},
): RequestJournal {
  const leases = createProcessLeases(db, 'requests', {
    dialect,
    databaseMs,
    owner,
    forMs: LEASE_MS,
    restMs: RELEASED_AFTER_MS,
  });
  const noteClock = createNoteClock({ db, dialect, databaseMs, leaseMs: LEASE_MS });
  const updateMine = db.updateTable('requests').where(leases.isMine);
  const mineOf = prepare(db, ['id'], ({ id }) =>
    db
      .selectFrom('requests')
      .select(['team_id', 'user_id', 'body'])
      .where('id', '=', id)
      .where(leases.isMine)
      .where('state', '=', 'accepted'),
  );
  const doneOf = prepare(db, ['id'], ({ id }) =>
    updateMine.set({ state: 'done', ended_at: databaseMs, note: null, body: '{}' }).where('id', '=', id),
  );
  const accept = createAcceptStatement({ db: urgentDb, dialect, databaseMs, owner, waitingFlowsPerPerson });

  return {
    async accept(request, once, assumed) {
      await leases.begin();
      return accept(request, once, assumed);
    },

    markSeen: createMarkSeen(urgentDb, databaseMs),

    async readMine(id) {
      const [row] = (await db.executeQuery(mineOf({ id }))).rows;
      return row && { id, teamId: row.team_id, userId: row.user_id, body: row.body };
    },

    async beginShare(id, share: BegunShare) {
      const row = await db
        .selectFrom('requests')
        .select('shares')
        .where('id', '=', id)
        .where(leases.isMine)
        .executeTakeFirst();
      if (row === undefined) return false;
      const shares = JSON.stringify([...begunShares.parse(JSON.parse(row.shares)), share]);
      const updated = await updateMine
        .set({ shares })
        .where('id', '=', id)
        .where('state', '=', 'accepted')
        // A request whose lease has run out may be taken over at this very moment.
        .where(leases.isRunning)
        .returning('id')
        .executeTakeFirst();
      return updated !== undefined;
    },

    ending: createEndingStatement({ db, dialect, databaseMs, isMine: leases.isMine }),

    async noteLeft(id, note) {
      await updateMine.set({ note }).where('id', '=', id).where('state', '=', 'ending').execute();
    },

    async done(id) {
      await db.executeQuery(doneOf({ id }));
    },

    async release(id) {
      await updateMine.set(leases.released(RELEASED_AFTER_MS)).where('id', '=', id).where(isOpenRequest).execute();
    },

    async renew() {
      // First: the signs of life tell what the clock was.
      const byMs = await noteClock();
      if (byMs > 0) onSetBack(byMs);
      await leases.renew();
    },

    async claimAbandoned(limit, which) {
      await leases.begin();
      const abandoned = db
        .selectFrom('requests')
        .select('id')
        .where(isOpenRequest)
        // Its own it works on already, even where the lease could not be renewed.
        .where(({ not }) => not(leases.isMine))
        .where(leases.isFree)
        .$if(which !== undefined, (query) => query.where('takeovers', which === 'first' ? '=' : '>', 0))
        .orderBy('accepted_at')
        .limit(limit)
        .$call(leases.skipContested);
      const rows = await db
        .updateTable('requests')
        .set(leases.claimed)
        .set((row) => ({ takeovers: sql<number>`${row.ref('takeovers')} + ${leases.isAbandoned}` }))
        .where('id', 'in', abandoned)
        .returning((row) => [
          'id',
          'team_id',
          'user_id',
          'body',
          'shares',
          'note',
          'takeovers',
          sql<number>`${databaseMs} - ${row.ref('accepted_at')}`.as('age_ms'),
        ])
        .execute();
      return rows.map((row) => ({
        id: row.id,
        teamId: row.team_id,
        userId: row.user_id,
        body: row.body,
        shares: begunShares.parse(JSON.parse(row.shares)),
        note: row.note ?? undefined,
        ageMs: Number(row.age_ms),
        takeovers: row.takeovers,
      }));
    },

    async handOver() {
      // Not at once: a share that is on its way to Slack has to show there before anybody looks for it.
      await updateMine.set(leases.released(RELEASED_AFTER_MS)).where(isOpenRequest).execute();
    },
  };
}
