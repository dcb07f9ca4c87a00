import { type Kysely, sql } from 'kysely';
import type { AuditRecords } from '../../audit/records.ts';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';
import { addAudit, auditRecordOf, auditValuesOf } from './audit-columns.ts';

/** Rows that are in memory at a time. */
const PAGE = 1000;

/** As SQL's `like` has it. */
const literally = (value: string) => value.replaceAll(/[\\%_]/g, '\\$&');

/** Reads entries, and changes none. */
export function createAuditReader(db: Kysely<Tables>): Pick<AuditRecords, 'read'> {
  return {
    async *read({ teamId, userId, flowId, since, until }) {
      const inFlows = sql<boolean>`flows like ${`%"flowId":"${literally(flowId ?? '')}"%`} escape ${sql.lit('\\')}`;
      const meant = db
        .selectFrom('audit_events')
        .selectAll()
        .where('at', '>=', since)
        .$if(until !== undefined, (query) => query.where('at', '<', until ?? 0))
        .$if(teamId !== undefined, (query) => query.where('team_id', '=', teamId ?? ''))
        .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
        .$if(flowId !== undefined, (query) => query.where(inFlows))
        .orderBy('at')
        .orderBy('id')
        .limit(PAGE);
      for (let last: { at: number; id: string } | undefined; ; ) {
        const { at = 0, id = '' } = last ?? {};
        const rows = await meant
          .$if(last !== undefined, (query) =>
            query.where(({ or, and, eb }) => or([eb('at', '>', at), and([eb('at', '=', at), eb('id', '>', id)])])),
          )
          .execute();
        if (rows.length > 0) yield rows.map(auditRecordOf);
        if (rows.length < PAGE) return;
        last = rows.at(-1);
      }
    },
  };
}

/** @throws {StoreError} from each function, where the database fails. */
export function createAuditRecords(db: Kysely<Tables>, dialect: Dialect): AuditRecords {
  const databaseMs = databaseMsOf(dialect);
  return {
    ...createAuditReader(db),
    async add(entry) {
      await addAudit(auditValuesOf(entry), databaseMs).execute(db);
    },
  };
}
