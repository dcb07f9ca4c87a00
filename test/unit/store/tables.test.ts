import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { ALL_TIMES } from '../../../src/store/clock-set-back.ts';
import { TABLES } from '../../../src/store/tables.ts';
import { openInMemory } from './support.ts';

/** Ends of leases, and what a clock that is set back leaves alone for a reason that `tables.ts` gives. */
const NOT_MOVED = [
  'call_slots.free_at',
  // Cut with the slots.
  'call_slots.common_until',
  'call_slots.paused_until',
  'flow_files.lease_until',
  // By the clock of who fetched it.
  'flow_files.fetched_at',
  'flow_files.ready_at',
  'flow_lists.lease_until',
  'installations.refreshing_until',
  'late_pictures.lease_until',
  'processes.alive_until',
  'requests.free_at',
  'watch_polls.lease_until',
  'watches.lease_until',
  'audit_events.at',
  'audit_removals.until_at',
];

it('says of every time that the database keeps what becomes of it where the clock is set back', async () => {
  const { db } = await openInMemory();
  const inDatabase: string[] = [];
  for (const table of Object.keys(TABLES)) {
    const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
    inDatabase.push(...rows.flatMap(({ name }) => (/(^|_)(at|until|since)$/.test(name) ? [`${table}.${name}`] : [])));
  }
  const moved = ALL_TIMES.map(({ table, column }) => `${table}.${column}`);
  expect(inDatabase.length).toBeGreaterThan(30);
  expect([...moved, ...NOT_MOVED].toSorted()).toEqual(inDatabase.toSorted());
});
