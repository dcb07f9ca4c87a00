import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { worstWindow } from '../../sandbox/cams/arrivals.ts';
import { type CamsStandIn, startCams } from '../../sandbox/cams/server.ts';
import { systemClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createStoredFileExchange } from '../../src/store/repositories/file-exchange.ts';
import { type ReplicaOptions, startReplica } from '../support/budget-replicas.ts';
import { startPostgres } from '../support/postgres.ts';

/** Files in a row over which the pace is taken: some three seconds. */
const STRETCH = 15;

/** Files a second in the stretch that the machine held up least, without the five that go at once. */
function pace(cams: CamsStandIn): number {
  const times = cams.arrivals
    .filter(({ operation }) => operation === 'GetFlowJSONAssest')
    .map(({ at }) => at)
    .toSorted((one, other) => one - other)
    .slice(5);
  const spans = times.slice(STRETCH).map((at, index) => at - (times[index] ?? Number.NaN));
  return (STRETCH / Math.min(...spans)) * 1000;
}

describe('three replicas with one account', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  const databaseUrls: string[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
    for (let test = 0; test < 5; test += 1) databaseUrls.push(await postgres.createDatabase());
  });
  afterAll(() => postgres.stop());

  /** What runs at the same time needs each test's own clean-up. */
  async function setUp({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
    const databaseUrl = databaseUrls.pop() ?? '';
    const cams = await startCams({ limit: 'none', delayMs: () => Math.random() * 20 });
    onTestFinished(() => cams.close());
    const start = (options: Pick<ReplicaOptions, 'owner' | 'requesters' | 'skewMs' | 'shareAfterMs'>) =>
      startReplica({ databaseUrl, cams, ...options });
    return { cams, start };
  }

  it('keep 5 calls of each operation in any second, at 4.7 files a second, also with clocks 5 s wrong', async ({
    onTestFinished,
  }) => {
    const { cams, start } = await setUp({ onTestFinished });
    const replicas = await Promise.all(
      [0, 5000, -5000].map((skewMs, index) =>
        start({ owner: `r${index}`, skewMs, requesters: [{ requester: `a${index}`, calls: 20 }] }),
      ),
    );
    for (const { go } of replicas) go();
    const waits = await Promise.all(replicas.map((replica) => replica.waits));
    expect(waits.flat()).toHaveLength(60);
    // A file and its details each.
    expect(cams.arrivals).toHaveLength(120);
    expect(cams.worstWindow()).toBe(5);
    expect(pace(cams)).toBeGreaterThanOrEqual(4.7);
  });

  it('keep 5 calls in any second while two are killed and started again at once', async ({ onTestFinished }) => {
    const { cams, start } = await setUp({ onTestFinished });
    const startWith = (owner: string, calls: number) => start({ owner, requesters: [{ requester: owner, calls }] });
    const [lasting, ...killed] = await Promise.all(['r0', 'r1', 'r2'].map((owner) => startWith(owner, 15)));
    for (const replica of [lasting, ...killed]) replica?.go();
    await pause(2500);
    await Promise.all(killed.map((replica) => replica.kill()));
    const successors = await Promise.all(['r1, again', 'r2, again'].map((owner) => startWith(owner, 8)));
    for (const { go } of successors) go();
    await Promise.all([lasting, ...successors].map((replica) => replica?.waits));
    expect(cams.arrivals.length).toBeGreaterThanOrEqual(2 * (15 + 8 + 8));
    expect(cams.worstWindow()).toBe(5);
  });

  it('keep 5 calls of all operations together in any second, once one of them has seen a call dropped', async ({
    onTestFinished,
  }) => {
    const { cams, start } = await setUp({ onTestFinished });
    const replicas = await Promise.all(
      ['r0', 'r1', 'r2'].map((owner, index) =>
        start({ owner, requesters: [{ requester: owner, calls: 12 }], ...(index === 0 && { shareAfterMs: 2000 }) }),
      ),
    );
    for (const { go } of replicas) go();
    await replicas[0]?.shared;
    // What was under way at that moment has arrived by then.
    const sharedAt = performance.now() + 50;
    await Promise.all(replicas.map(({ waits }) => waits));
    expect(cams.arrivals).toHaveLength(72);
    expect(cams.worstWindow()).toBe(5);
    expect(cams.worstWindow(1000, 'all')).toBeGreaterThan(5);
    const since = cams.arrivals.map(({ at }) => at).filter((at) => at > sharedAt);
    expect(since.length).toBeGreaterThan(30);
    expect(worstWindow(since, 1000)).toBe(5);
  });

  it('let a single call pass within 1.5 s, beside 200 of another requester on two replicas', async ({
    onTestFinished,
  }) => {
    const { cams, start } = await setUp({ onTestFinished });
    const heavy = await Promise.all(
      ['r0', 'r1'].map((owner) => start({ owner, requesters: [{ requester: 'a', calls: 100 }] })),
    );
    onTestFinished(async () => {
      await Promise.all(heavy.map((replica) => replica.kill()));
    });
    const asked = [800, 2300, 3900].map((afterMs, index) => ({ requester: `single ${index}`, calls: 1, afterMs }));
    const light = await start({ owner: 'r2', requesters: asked });
    for (const { go } of [...heavy, light]) go();
    const waits = (await light.waits).map(({ waitMs }) => waitMs);
    expect(waits).toHaveLength(3);
    // Behind all of the others' calls it would be 40 s; one of the three may meet a moment when the machine stands.
    const [, median = Number.NaN] = waits.toSorted((one, other) => one - other);
    expect(median).toBeLessThan(1500);
    expect(Math.max(...waits)).toBeLessThan(5000);
    expect(cams.worstWindow()).toBe(5);
  });

  it('fetch a flow once that all of them are asked for at the same moment', async () => {
    const databaseUrl = databaseUrls.pop() ?? '';
    const databases = await Promise.all(Array.from({ length: 3 }, () => openDatabase(databaseUrl)));
    const files = databases.map(({ db, dialect }, index) =>
      createStoredFileExchange(db, dialect, { owner: `r${index}`, clock: systemClock }),
    );
    const roles = async (isFresh: boolean) =>
      (await Promise.all(files.map((each) => each.take('default//17b6aa11', isFresh)))).map(({ role }) => role).sort();
    expect(await roles(false)).toEqual(['fetch', 'wait', 'wait']);
    expect(await roles(true)).toEqual(['wait', 'wait', 'wait']);
    const waiting = files.map((each) => each.waitFor('default//17b6aa11', 30_000));
    const large = JSON.stringify({ text: 'é'.repeat(2_000_000) });
    for (const each of files) await each.put('default//17b6aa11', large, 1_700_000_000_000);
    for (const file of await Promise.all(waiting)) {
      expect(file?.json === large).toBe(true);
      expect(file?.fetchedAt).toBe(1_700_000_000_000);
    }
    expect(await roles(false)).toEqual(['use', 'use', 'use']);
    expect(await roles(true)).toEqual(['fetch', 'wait', 'wait']);
    for (const each of files) await each.fail('default//17b6aa11');
    expect(await roles(false)).toEqual(['fetch', 'wait', 'wait']);
    for (const each of files) await each.fail('default//17b6aa11');
    await Promise.all(databases.map(({ close }) => close()));
  });
});
