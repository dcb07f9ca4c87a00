import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { largeFlowJson } from '../sandbox/cams/large-flow.ts';
import { checkFlow } from '../src/checks/index.ts';
import { prettyJson } from '../src/flows/json/pretty-json.ts';
import { percentile, table } from './stats.ts';

const SAMPLES = new URL('../sandbox/cams/flows/', import.meta.url);
const ROUNDS = 200;
const LARGE_ROUNDS = 9;
const MEGABYTE = 1e6;

/** A flow of ten million characters: the spare parts again and again, on the screens that there are. */
function tenMegabytes(): string {
  const flow = JSON.parse(largeFlowJson()) as { screens: { layout: { children: unknown[] } }[] };
  const { screens } = flow;
  const list: unknown = screens[0]?.layout.children[0];
  let added = 0;
  const add = () => {
    screens[added % screens.length]?.layout.children.unshift({ ...Object(list), name: `more_${added}` });
    added += 1;
    return prettyJson(JSON.stringify(flow)).length;
  };
  const one = add();
  const growth = add() - one;
  for (let left = Math.floor((10 * MEGABYTE - one) / growth) - 1; left > 0; left -= 1) {
    screens[added % screens.length]?.layout.children.unshift({ ...Object(list), name: `more_${added}` });
    added += 1;
  }
  return prettyJson(JSON.stringify(flow));
}

/** How long a check takes in a worker thread, where nothing has run yet, as in the bot's process for big flows; ms. */
async function inWorker(text: string): Promise<number[]> {
  const worker = new Worker(
    `import { parentPort, workerData } from 'node:worker_threads';
     const { checkFlow } = await import(workerData);
     parentPort.on('message', (text) => {
       const start = performance.now();
       checkFlow(text);
       parentPort.postMessage(performance.now() - start);
     });`,
    { eval: true, workerData: fileURLToPath(new URL('../src/checks/index.ts', import.meta.url)) },
  );
  const times: number[] = [];
  for (let round = 0; round < LARGE_ROUNDS; round += 1) {
    worker.postMessage(text);
    times.push(await new Promise<number>((resolve, reject) => worker.once('message', resolve).once('error', reject)));
    worker.removeAllListeners('error');
  }
  await worker.terminate();
  return times;
}

/** Checks a second on the sample flows, what a flow of 10 MB takes in a worker thread, and the memory of it. */
export async function benchChecks(): Promise<string> {
  const samples = readdirSync(SAMPLES).map((name) => prettyJson(readFileSync(new URL(name, SAMPLES), 'utf8')));
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of samples) {
      const start = performance.now();
      checkFlow(text);
      // The first rounds are those of the compiler.
      if (round >= ROUNDS / 10) times.push(performance.now() - start);
    }
  }
  const total = times.reduce((sum, time) => sum + time, 0);
  const large = tenMegabytes();
  const before = process.memoryUsage().rss;
  const largeTimes = await inWorker(large);
  const memory = process.memoryUsage().rss - before;
  const milliseconds = (time: number) => `${time.toFixed(time < 10 ? 2 : 0)} ms`;
  return `Checks of flows:\n\n${table([
    ['', ''],
    ['checks of the sample flows a second', (times.length / (total / 1000)).toFixed(0)],
    ['a sample flow, p50 and p99', `${milliseconds(percentile(times, 0.5))}, ${milliseconds(percentile(times, 0.99))}`],
    [`a flow of ${(large.length / MEGABYTE).toFixed(1)} MB in a worker, first`, milliseconds(largeTimes[0] ?? 0)],
    ['the same, p50', milliseconds(percentile(largeTimes, 0.5))],
    ['memory that the worker added', `${(memory / MEGABYTE).toFixed(0)} MB`],
  ])}`;
}
