import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { RequestJournal } from '../../requests/journal.ts';
import type { DatabaseMs, Dialect } from '../database-ms.ts';
import { atOnceOf } from '../dialects/at-once.ts';
import { prepare } from '../prepared.ts';
import type { Tables } from '../schema.ts';
import { AUDIT_VALUES, addAudit, auditValuesOf } from './audit-columns.ts';

export interface EndingStatementParts {
  db: Kysely<Tables>;
  dialect: Dialect;
  databaseMs: DatabaseMs;
  /** Whether a request is this process's. */
  isMine: RawBuilder<boolean>;
}

/**
 * Notes what came of a request, with the audit's entry, where the request is still this process's: by one round trip on PostgreSQL,
 * by one transaction in this process on SQLite, as an accept.
 */
export function createEndingStatement(parts: EndingStatementParts): RequestJournal['ending'] {
  const { db, dialect, databaseMs, isMine } = parts;

  const ended = (of: Readonly<Record<'requestId' | 'outcome' | 'note', never>>) =>
    db
      .updateTable('requests')
      .set({ state: 'ending', outcome: of.outcome, note: of.note })
      .where(isMine)
      .where('id', '=', of.requestId)
      .returning('id');

  if (dialect === 'postgres') {
    const endingOf = prepare(
      db,
      ['requestId', 'outcome', 'note', ...AUDIT_VALUES],
      (of) => sql`
        with ended as (${ended(of)}) ${addAudit(of, databaseMs, sql`exists (select 1 from ended)`)}
      `,
    );
    return async (requestId, outcome, note, audit) => {
      await db.executeQuery(endingOf({ requestId, outcome, note, ...auditValuesOf(audit) }));
    };
  }

  const atOnce = atOnceOf(db);
  const endedOf = prepare(db, ['requestId', 'outcome', 'note'], ended);
  const auditedOf = prepare(db, AUDIT_VALUES, (of) => addAudit(of, databaseMs));
  return (requestId, outcome, note, audit) =>
    atOnce((execute) => {
      const isOurs = execute(endedOf({ requestId, outcome, note })).length > 0;
      if (isOurs) execute(auditedOf(auditValuesOf(audit)));
    });
}
