import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { HeldQuestions } from '../../requests/held-questions.ts';
import { type Dialect, databaseMsOf } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/** As long as the buttons' `response_url` takes an answer; milliseconds. */
const HELD_FOR_MS = 30 * 60 * 1000;

/** @throws {StoreError} from each function, where the database fails. */
export function createHeldQuestions(db: Kysely<Tables>, dialect: Dialect): HeldQuestions {
  const databaseMs = databaseMsOf(dialect);
  return {
    async keep({ teamId, userId, channelId, body }) {
      const id = randomUUID();
      const columns = { team_id: teamId, user_id: userId, channel_id: channelId, body };
      await db
        .insertInto('held_questions')
        .values({ id, ...columns, held_at: databaseMs })
        .execute();
      return id;
    },

    async find(id, teamId) {
      const row = await db
        .selectFrom('held_questions')
        .selectAll()
        .where('id', '=', id)
        .where('team_id', '=', teamId)
        .where(sql<boolean>`${sql.ref('held_at')} > ${databaseMs} - ${sql.lit(HELD_FOR_MS)}`)
        .executeTakeFirst();
      return row && { teamId: row.team_id, userId: row.user_id, channelId: row.channel_id, body: row.body };
    },
  };
}
