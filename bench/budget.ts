import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';
import { startCams } from '../sandbox/cams/server.ts';
import { createBudget } from '../src/cams/budget.ts';
import { createCamsClient } from '../src/cams/client.ts';
import { systemClock } from '../src/clock.ts';
import { table } from './stats.ts';

type Run = (call: () => Promise<unknown>) => Promise<unknown>;

const PACERS: Readonly<Record<string, () => Run>> = {
  'this bot': () => createBudget({ clock: systemClock }).run,
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

const CALLS = 60;

async function measure(pacer: () => Run, delayMs: number): Promise<{ worst: number; perSecond: number }> {
  const cams = await startCams({ limit: 'none', delayMs: () => Math.random() * delayMs });
  const client = createCamsClient({
    endpoint: { host: cams.host, protocol: 'HTTP' },
    accessKey: { id: cams.accessKeyId, secret: cams.accessKeySecret, securityToken: undefined },
  });
  const run = pacer();
  const flow = { flowId: '1706000000000001', custSpaceId: undefined, account: 'default' };
  await Promise.allSettled(Array.from({ length: CALLS }, () => run(() => client.getFlowJsonAsset(flow))));
  const times = cams.arrivals.map(({ at }) => at);
  // The first five go at once with any pacer: the pace shows in those behind them.
  const perSecond = ((times.length - 5) / (Math.max(...times) - Math.min(...times))) * 1000;
  const worst = cams.worstWindow(1000);
  await cams.close();
  return { worst, perSecond };
}

/** What the server sees: the most arrivals in any 1000 ms, and the pace, at random delays on the way. */
export async function benchBudget(): Promise<string> {
  const rows: (string | number)[][] = [
    [
      'pacer',
      ...[0, 20, 120, 500].map((delay) => `0-${delay} ms: worst second`),
      ...[0, 20, 120, 500].map((delay) => `0-${delay} ms: calls/s`),
    ],
  ];
  for (const [name, pacer] of Object.entries(PACERS)) {
    // The four delays side by side: each has a server and a pacer of its own, and five calls a second disturb nobody.
    const results = await Promise.all([0, 20, 120, 500].map((delay) => measure(pacer, delay)));
    rows.push([name, ...results.map(({ worst }) => worst), ...results.map(({ perSecond }) => perSecond.toFixed(2))]);
  }
  return `Arrivals at the server, ${CALLS} calls each (the limit is 5 in any 1000 ms):\n\n${table(rows)}`;
}
