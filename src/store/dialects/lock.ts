import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database-ms.ts';
import type { Tables } from '../schema.ts';

/**
 * Lets one transaction at a time, of all processes, do what this key stands for: what it reads stays true until it ends.
 * SQLite needs nothing for that: each of its transactions begins as the only writer.
 *
 * @param transaction the lock goes with it.
 * @param key what is changed, and whose it is.
 */
export async function lock(
  transaction: Kysely<Tables>,
  dialect: Dialect,
  ...key: [table: keyof Tables, ...of: string[]]
): Promise<void> {
  if (dialect === 'sqlite') return;
  // Two keys with the same hash wait for each other now and then, which does no harm.
  await sql`select pg_advisory_xact_lock(hashtextextended(${key.join(' ')}, 0))`.execute(transaction);
}
