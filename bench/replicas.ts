import { startCams } from '../sandbox/cams/server.ts';
import { startReplica } from '../test/support/budget-replicas.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { table } from './stats.ts';

const REPLICAS = 3;
const ASKERS = 30;
const CALLS = 300;
/** A file waits so long for its details; milliseconds. */
const PATIENCE_MS = 1000;

interface Outcome {
  worst: number;
  perSecond: number;
  /** Of each file; and how long it then waited for its details. */
  waits: { requester: string; waitMs: number; detailsMs: number }[];
}

type Requesters = { requester: string; calls: number; afterMs?: number }[];

/** One list of requesters for each replica. */
async function measure(databaseUrl: string, askersOf: readonly Requesters[]): Promise<Outcome> {
  const cams = await startCams({ limit: 'none', delayMs: () => Math.random() * 20 });
  const replicas = await Promise.all(
    askersOf.map((requesters, index) => startReplica({ databaseUrl, cams, owner: `replica ${index}`, requesters })),
  );
  for (const { go } of replicas) go();
  const waits = (await Promise.all(replicas.map((replica) => replica.waits))).flat();
  const times = cams.arrivals.filter(({ operation }) => operation === 'GetFlowJSONAssest').map(({ at }) => at);
  const perSecond = ((times.length - 5) / (Math.max(...times) - Math.min(...times))) * 1000;
  const worst = cams.worstWindow(1000);
  await cams.close();
  return { worst, perSecond, waits };
}

/** Each requester with as many calls as the others, on the replica that its number falls to. */
const evenly = Array.from({ length: REPLICAS }, (_, replica) =>
  Array.from({ length: ASKERS / REPLICAS }, (_, index) => ({
    requester: `requester ${replica + index * REPLICAS}`,
    calls: CALLS / ASKERS,
  })),
);

/** One requester's 200 calls on two replicas, and other people's single ones on all three while they run. */
const singles = (replica: number): Requesters =>
  Array.from({ length: 10 }, (_, index) => ({
    requester: `single ${replica} ${index}`,
    calls: 1,
    afterMs: 1500 + index * 3300 + replica * 1100,
  }));
const besideMany: readonly Requesters[] = [
  [{ requester: 'many', calls: 100 }, ...singles(0)],
  [{ requester: 'many', calls: 100 }, ...singles(1)],
  singles(2),
];

/** When each requester's last call started: the first and the last of them. */
function endsOf({ waits }: Outcome): number[] {
  const ends = new Map<string, number>();
  for (const { requester, waitMs } of waits) ends.set(requester, Math.max(ends.get(requester) ?? 0, waitMs));
  return [...ends.values()];
}

/** Three processes that share one account's budget over PostgreSQL, and what the server sees of them. */
export async function benchReplicas(): Promise<string> {
  const postgres = await startPostgres();
  const even = await measure(await postgres.createDatabase(), evenly);
  const beside = await measure(await postgres.createDatabase(), besideMany);
  await postgres.stop();
  const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
  const ends = endsOf(even);
  const worstSingle = Math.max(
    ...beside.waits.filter(({ requester }) => requester !== 'many').map(({ waitMs }) => waitMs),
  );
  const inTime = ({ waits }: Outcome) =>
    `${((100 * waits.filter(({ detailsMs }) => detailsMs <= PATIENCE_MS).length) / waits.length).toFixed(0)} %`;
  return `${REPLICAS} replicas on PostgreSQL, one account, 0-20 ms on the way, a GetFlow beside each file (the limit of each operation is 5 in any 1000 ms):\n\n${table(
    [
      ['load', 'worst second', 'files/s', 'details in time', 'fairness'],
      [
        `${CALLS} files for ${ASKERS} requesters`,
        even.worst,
        even.perSecond.toFixed(2),
        inTime(even),
        `the requesters' last calls started after ${seconds(Math.min(...ends))} to ${seconds(Math.max(...ends))}`,
      ],
      [
        '200 files for one requester, 30 single ones beside them',

        beside.worst,
        beside.perSecond.toFixed(2),
        inTime(beside),
        `a single one waited ${seconds(worstSingle)} at the most`,
      ],
    ],
  )}`;
}
