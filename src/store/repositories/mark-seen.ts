import { type Kysely, sql } from 'kysely';
import type { RequestJournal } from '../../requests/journal.ts';
import type { DatabaseMs } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** Writes down that something was seen, by the rule of `createAcceptStatement`, for what is no request. */
export function createMarkSeen(db: Kysely<Tables>, databaseMs: DatabaseMs): RequestJournal['markSeen'] {
  return async (teamId, { key, withinMs }) => {
    const columns = { at: databaseMs, team_id: teamId };
    const row = await db
      .insertInto('seen')
      .values({ key, ...columns })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet(columns)
          // Seen further ahead than that: the clock was set back since.
          .where(sql<boolean>`abs(seen.at - ${databaseMs}) > ${Math.round(withinMs)}`),
      )
      .returning('key')
      .executeTakeFirst();
    return row !== undefined;
  };
}
