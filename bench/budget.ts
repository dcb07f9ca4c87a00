import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';
import { startCams } from '../sandbox/cams/server.ts';
import { createBudget, startsApartMs } from '../src/cams/budget.ts';
import { createCamsClient } from '../src/cams/client.ts';
import { CALLS_PER_SECOND } from '../src/cams/types.ts';
import { systemClock } from '../src/clock.ts';
import { table } from './stats.ts';

type Run = (call: () => Promise<unknown>) => Promise<unknown>;

/** As the bot makes it. */
const budgetOfBot = () =>
  createBudget({ clock: systemClock, apartMs: (waiting) => startsApartMs(CALLS_PER_SECOND, waiting) }).run;

const PACERS: Readonly<Record<string, () => Run>> = {
  'this bot': budgetOfBot,
  'p-throttle': () => pThrottle({ limit: 5, interval: 1000 })((call: () => Promise<unknown>) => call()),
  'p-throttle, strict': () =>
    pThrottle({ limit: 5, interval: 1000, strict: true })((call: () => Promise<unknown>) => call()),
  bottleneck: () => {
    const limiter = new Bottleneck({ reservoir: 5, reservoirRefreshAmount: 5, reservoirRefreshInterval: 1000 });
    return (call) => limiter.schedule(call);
  },
  'p-queue': () => {
    const queue = new PQueue({ intervalCap: 5, interval: 1000 });
    return (call) => queue.add(call);
  },
};

const FLOWS = 60;

/** A file and its details each, as when people ask for flows. */
async function measure(
  pacer: () => Run,
  delayMs: number,
  isShared = false,
): Promise<{ worst: number; perSecond: number }> {
  const cams = await startCams({ limit: 'none', delayMs: () => Math.random() * delayMs });
  const client = createCamsClient({
    endpoint: { host: cams.host, protocol: 'HTTP' },
    accessKey: { id: cams.accessKeyId, secret: cams.accessKeySecret, securityToken: undefined },
  });
  const files = pacer();
  const details = isShared ? files : pacer();
  const flow = { flowId: '1706000000000001', custSpaceId: undefined, account: 'default' };
  const asked = Array.from({ length: FLOWS }, () => [
    files(() => client.getFlowJsonAsset(flow)),
    details(() => client.getFlow(flow)),
  ]);
  await Promise.allSettled(asked.flat());
  const times = cams.arrivals.filter(({ operation }) => operation === 'GetFlowJSONAssest').map(({ at }) => at);
  // The first five go at once with any pacer: the pace shows in those behind them.
  const perSecond = ((times.length - 5) / (Math.max(...times) - Math.min(...times))) * 1000;
  const worst = cams.worstWindow(1000);
  await cams.close();
  return { worst, perSecond };
}

/** What the server sees: the most arrivals of an operation in any 1000 ms, and the pace, at random delays on the way. */
export async function benchBudget(): Promise<string> {
  const rows: (string | number)[][] = [
    [
      'pacer',
      ...[0, 20, 120, 500].map((delay) => `0-${delay} ms: worst second`),
      ...[0, 20, 120, 500].map((delay) => `0-${delay} ms: files/s`),
    ],
  ];
  const all = [
    ...Object.entries(PACERS).map(([name, pacer]) => ({ name, pacer, isShared: false })),
    { name: 'one budget for all operations', pacer: budgetOfBot, isShared: true },
  ];
  for (const { name, pacer, isShared } of all) {
    // The four delays side by side: each has a server and a pacer of its own, and five calls a second disturb nobody.
    const results = await Promise.all([0, 20, 120, 500].map((delay) => measure(pacer, delay, isShared)));
    rows.push([name, ...results.map(({ worst }) => worst), ...results.map(({ perSecond }) => perSecond.toFixed(2))]);
  }
  return `Arrivals at the server, ${FLOWS} files and their details each (the limit of each operation is 5 in any 1000 ms):\n\n${table(rows)}`;
}
