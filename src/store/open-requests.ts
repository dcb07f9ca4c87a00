import { sql } from 'kysely';

/** Whether a request is not done: written as the indexes of these rows are, or the database would not use them. */
export const isOpenRequest = sql<boolean>`requests.state != ${sql.lit('done')}`;
