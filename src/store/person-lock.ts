import { type Kysely, sql } from 'kysely';
import type { Person } from '../flows/records.ts';
import type { Dialect } from './now.ts';
import type { Tables } from './schema.ts';

/**
 * Lets one transaction at a time, of all processes, change what is remembered of a person: what it counts stays true
 * until it ends. SQLite needs nothing for that: each of its transactions begins as the only writer.
 *
 * @param transaction the lock goes with it.
 * @param table what is changed: another one of the same person's may be changed meanwhile.
 */
export async function lockPerson(
  transaction: Kysely<Tables>,
  dialect: Dialect,
  table: keyof Tables,
  { teamId, userId }: Person,
): Promise<void> {
  if (dialect === 'sqlite') return;
  const key = [table, teamId, userId].join(' ');
  // Two keys with the same hash wait for each other now and then, which does no harm.
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(transaction);
}
