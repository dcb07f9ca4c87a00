import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/store/database.ts';
import { createWatches } from '../src/store/repositories/watches.ts';
import { startBotUnderTest } from './bot.ts';
import { FLOW_JSON, shareTimes } from './share-times.ts';
import { percentile, table } from './stats.ts';

const COMMANDS = 80;
/** Two calls a command: together with the watcher's 1.5 a second they stay below the limit. */
const PAUSE_MS = 700;
const watchedFlowId = (index: number) => String(800_000_000_000_000 + index);

async function fillWith(databaseUrl: string, watches: number): Promise<void> {
  const database = await openDatabase(databaseUrl);
  const { add } = createWatches(database.db, database.dialect);
  for (let index = 0; index < watches; index += 1) {
    const flow = { flowId: watchedFlowId(index), account: 'default', custSpaceId: undefined };
    const watch = { teamId: 'T000000001', channelId: 'C000000002', flow, everyMs: 600_000, createdBy: 'U000000002' };
    await add(watch, { firstPollInMs: 0 });
  }
  await database.close();
}

async function measure(watches: number): Promise<{ times: number[]; worstWindow: number; calls: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'flow-json-bench-'));
  const databaseUrl = `file:${join(folder, 'bench.db')}`;
  await fillWith(databaseUrl, watches);
  const { cams, close, ...others } = await startBotUnderTest('src/start.mjs', { DATABASE_URL: databaseUrl });
  for (let index = 0; index < watches; index += 1) cams.setFlow(watchedFlowId(index), FLOW_JSON);
  const times = await shareTimes({ cams, ...others }, COMMANDS, PAUSE_MS);
  const outcome = { times, worstWindow: cams.worstWindow(), calls: cams.arrivals.length };
  await close();
  rmSync(folder, { recursive: true });
  return outcome;
}

/** What people's commands lose to the watcher while it has a thousand flows to look at, all of them due. */
export async function benchWatching(): Promise<string> {
  const rows: (string | number)[][] = [['watches', 'commands', 'p50', 'p99', 'worst second', 'calls in all']];
  for (const watches of [0, 1000]) {
    const { times, worstWindow, calls } = await measure(watches);
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)].map((ms) => `${ms.toFixed(1)} ms`);
    rows.push([watches, COMMANDS, p50 ?? '', p99 ?? '', worstWindow, calls]);
  }
  return `From the command to the shared file, while flows are watched:\n\n${table(rows)}`;
}
