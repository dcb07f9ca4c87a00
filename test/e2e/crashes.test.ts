import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crashRun } from '../support/crash-run.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';

/** A small generator (mulberry32), so that a run that fails can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const sqliteUrl = () => `file:${join(mkdtempSync(join(tmpdir(), 'flow-json-crashes-')), 'flow-json.db')}`;

// The long one is a bench: `npm run bench crashes`.
describe.each([
  ['SQLite', async () => sqliteUrl()],
  ['PostgreSQL', () => postgres.createDatabase()],
] as const)('killed again and again under load, on %s', (_name, database) => {
  it('loses nothing, doubles nothing, keeps the limit, and the audit has each request and each refusal once', async () => {
    const seed = Date.now();
    const report = await crashRun({
      databaseUrl: await database(),
      kills: 6,
      commandsPerSecond: 4,
      random: randomFrom(seed),
    });
    expect(report, `seed ${seed}`).toMatchObject({ lost: 0, doubled: 0, unaudited: 0, forbiddenUnaudited: 0 });
    expect(report.accepted, JSON.stringify(report)).toBeGreaterThan(0);
    expect(report.worstWindow).toBeLessThanOrEqual(5);
  }, 180_000);
});
