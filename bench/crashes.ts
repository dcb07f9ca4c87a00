import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashRun } from '../test/support/crash-run.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { table } from './stats.ts';

const KILLS = 200;
const COMMANDS_PER_SECOND = 3;

/** Kills the bot 200 times at random moments under load, on each database. */
export async function benchCrashes(): Promise<string> {
  const options = { kills: KILLS, commandsPerSecond: COMMANDS_PER_SECOND, random: Math.random };
  const sqlite = `file:${join(mkdtempSync(join(tmpdir(), 'flow-json-crashes-')), 'flow-json.db')}`;
  const onSqlite = await crashRun({ ...options, databaseUrl: sqlite });
  const postgres = await startPostgres();
  const onPostgres = await crashRun({ ...options, databaseUrl: await postgres.createDatabase() });
  await postgres.stop();
  const columns = Object.keys(onSqlite);
  return `SIGKILL at ${KILLS} random moments, ${COMMANDS_PER_SECOND} commands a second:\n\n${table([
    ['database', ...columns],
    ['SQLite', ...Object.values(onSqlite)],
    ['PostgreSQL', ...Object.values(onPostgres)],
  ])}`;
}
