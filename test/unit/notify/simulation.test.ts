import { expect, it } from 'vitest';
import type { CamsAccount } from '../../../src/cams/account.ts';
import type { FlowRef } from '../../../src/cams/types.ts';
import type { Clock } from '../../../src/clock.ts';
import { createFetchFile } from '../../../src/flows/fetch/fetch-file.ts';
import { readFlowDocument } from '../../../src/flows/json/flow-document.ts';
import type { ChangeNotice, Notifier } from '../../../src/notify/notice.ts';
import { createWatcher } from '../../../src/notify/watcher.ts';
import { openInMemory } from '../store/support.ts';
import { silentLog } from '../support/fakes.ts';
import { repositoriesOf, seededRandom, simulatedClock } from './simulated-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = 1_800_000_000_000;
const EVERY_MS = 10 * MINUTE_MS;
/** A poll that a crash cuts short comes a lease later; others wait for their turn for some seconds. */
const LATE_MS = MINUTE_MS + 20_000;
const [FLOWS, CHANNELS, WATCHES, CHANGES] = [600, 40, 1000, 200];

const flowOf = (index: number): FlowRef => ({ flowId: String(10_000 + index), custSpaceId: undefined, account: 'a' });
const jsonOf = (content: string) => JSON.stringify({ version: '7.1', screens: [], content });
const contentHash = (json: string) => readFlowDocument(json).contentHash;
const never = () => new Promise<never>(() => {});

/** A process as far as the rest of the world sees it: once it is dead, nothing that it began comes to an end. */
function mortal() {
  let isDead = false;
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name, receiver) {
        const value: unknown = Reflect.get(object, name, receiver);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          if (isDead) return never();
          const result: unknown = Reflect.apply(value, object, given);
          return result instanceof Promise ? result.then((inner: unknown) => (isDead ? never() : inner)) : result;
        };
      },
    });
  const clockOf = (clock: Clock): Clock => ({
    monotonicMs: clock.monotonicMs,
    after: (ms, callback) => clock.after(ms, () => !isDead && callback()),
    wait: (ms) => clock.wait(ms).then(() => (isDead ? never() : undefined)),
  });
  return {
    wrap,
    clockOf,
    die() {
      isDead = true;
    },
  };
}

/** What each flow held from when on; the last one lasts. */
function makeHistory(random: () => number) {
  const contents = Array.from({ length: FLOWS }, () => [{ at: START, content: 'first' }]);
  const flapping = 7;
  const moments = Array.from({ length: CHANGES }, (_, index) =>
    // One flow goes to and fro all the time; the others change at random.
    index < 6
      ? { flow: flapping, at: START + index * 11.5 * MINUTE_MS + 1 }
      : { flow: Math.floor(random() * FLOWS), at: START + Math.floor(random() * HOUR_MS) },
  ).sort((one, other) => one.at - other.at);
  for (const [index, { flow, at }] of moments.entries()) {
    const own = contents[flow] ?? [];
    const isBack = flow === flapping || random() < 0.2;
    const earlier = own.at(-2)?.content;
    own.push({ at, content: isBack && earlier !== undefined ? earlier : `change ${index}` });
  }
  return contents;
}

it('tells 200 changes of 600 flows to 1,000 watches exactly once, through two crashes', {
  timeout: 60_000,
}, async () => {
  const random = seededRandom(5);
  const database = await openInMemory();
  const { clock, pass, databaseMs } = await simulatedClock(database, START);
  const history = makeHistory(random);
  const contentAt = (flowId: string) =>
    history[Number(flowId) - 10_000]?.findLast(({ at }) => at <= clock.monotonicMs())?.content ?? '';

  const calls = { GetFlowJSONAssest: [] as number[], GetFlow: [] as number[] };
  const readAt = new Map<string, number[]>();
  const posted = new Map<string, ChangeNotice>();
  const again: string[] = [];
  const crashes: string[] = [];
  let dieIn: 'deliver' | 'poll' | undefined;

  function startWatcher(owner: string) {
    const life = mortal();
    const die = (where: string) => {
      dieIn = undefined;
      crashes.push(`${owner} in ${where}`);
      life.die();
      // It is started anew by whatever watches over it.
      clock.after(10_000, () => startWatcher(`${owner}+`));
    };
    const call = async (operation: keyof typeof calls) => {
      calls[operation].push(clock.monotonicMs());
      await clock.wait(40 + random() * 160);
    };
    const account = life.wrap<Pick<CamsAccount, 'getFlowJsonAsset' | 'getFlow' | 'queue'>>({
      queue: () => ({ ahead: 0, expectedWaitMs: 0 }),
      async getFlowJsonAsset({ flowId }) {
        await call('GetFlowJSONAssest');
        if (dieIn === 'poll') die('poll');
        return { fileUrl: flowId, requestId: undefined };
      },
      async getFlow() {
        await call('GetFlow');
        return {
          name: 'Booking',
          status: 'PUBLISHED',
          categories: [],
          jsonVersion: undefined,
          dataApiVersion: undefined,
          preview: undefined,
        };
      },
    });
    const notifier: Notifier = {
      askFirst: async () => [],
      async deliver(notice) {
        if (notice.type !== 'change') throw new Error('no channel wants digests');
        await clock.wait(300);
        const isThere = posted.has(notice.id);
        if (isThere) again.push(notice.id);
        // What an earlier attempt posted is found by its ID.
        if (isThere && !notice.isAgain) throw new Error(`told twice: ${notice.id}`);
        if (!isThere) posted.set(notice.id, notice);
        if (dieIn === 'deliver') die('deliver');
        return { type: 'delivered', ts: String(clock.monotonicMs()) };
      },
      notifyOps: ({ problem }) => Promise.reject(new Error(problem)),
      notifyCreator: () => Promise.reject(new Error('nothing has gone')),
      notifyUnreached: () => Promise.reject(new Error('every channel is reached')),
      notifySight: () => Promise.reject(new Error('every flow is in sight')),
      notifyFlowGone: () => Promise.reject(new Error('nothing has gone')),
    };
    const repositories = Object.fromEntries(
      Object.entries(repositoriesOf(database, owner, databaseMs)).map(([name, own]) => [name, life.wrap(own)]),
    ) as ReturnType<typeof repositoriesOf>;
    createWatcher({
      ...repositories,
      clock: life.clockOf(clock),
      random,
      fetchFile: createFetchFile({
        accountOf: () => account as CamsAccount,
        async downloadAsset(flowId) {
          readAt.set(flowId, [...(readAt.get(flowId) ?? [START]), clock.monotonicMs()]);
          return Buffer.from(jsonOf(contentAt(flowId)));
        },
        clock: life.clockOf(clock),
        wallMs: clock.monotonicMs,
      }),
      ageMsOf: (fetchedAt) => clock.monotonicMs() - fetchedAt,
      notifier: life.wrap(notifier),
      log: silentLog,
    }).start();
  }

  const { watches, versions } = repositoriesOf(database, 'people', databaseMs);
  const first = jsonOf('first');
  const facts = { name: 'Booking', status: 'PUBLISHED', ageMs: 0, contentHash: contentHash(first) } as const;
  for (let index = 0; index < FLOWS; index += 1)
    await versions.see(flowOf(index), first, facts, { teamId: 'T1', userId: 'U1' });
  /** Each flow in one or two channels. */
  const watched = Array.from({ length: WATCHES }, (_, index) => ({
    teamId: 'T1',
    channelId: `C${(index * 7 + (index >= FLOWS ? 1 : 0)) % CHANNELS}`,
    flow: flowOf(index % FLOWS),
  }));
  for (const watch of watched) {
    const options = { sinceVersion: 1, firstPollInMs: random() * EVERY_MS };
    expect(await watches.add({ ...watch, everyMs: EVERY_MS, createdBy: 'U1' }, options)).toBe('added');
  }

  startWatcher('one');
  await pass(17 * MINUTE_MS);
  dieIn = 'deliver';
  await pass(23 * MINUTE_MS);
  dieIn = 'poll';
  // The hour, and what it takes until the flow that goes to and fro is told of.
  await pass(85 * MINUTE_MS);
  expect(crashes).toEqual(['one in deliver', 'one+ in poll']);

  // Within each operation's budget: on average, and in each minute.
  const simulatedMs = clock.monotonicMs() - START;
  for (const times of Object.values(calls)) {
    expect(times.length / (simulatedMs / 1000)).toBeLessThanOrEqual(1.5);
    const perMinute = Map.groupBy(times, (at) => Math.floor((at - START) / MINUTE_MS));
    expect(Math.max(...[...perMinute.values()].map(({ length }) => length))).toBeLessThanOrEqual(1.5 * 60 + 2);
  }
  expect(calls.GetFlowJSONAssest.length).toBeGreaterThan((FLOWS * simulatedMs) / EVERY_MS);

  // Each flow is read at least as often as was promised.
  const gaps = [...readAt.values()].flatMap((times) => times.slice(1).map((at, index) => at - (times[index] ?? 0)));
  expect(readAt.size).toBe(FLOWS);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(EVERY_MS + LATE_MS);
  expect(gaps.filter((ms) => ms > EVERY_MS + 20_000).length).toBeLessThan(gaps.length / 500);

  // Only what was under way in the first crash was delivered again, and known by its ID.
  expect(again).toHaveLength(1);

  const told = Map.groupBy(posted.values(), ({ channelId, flow }) => `${channelId}/${flow.flowId}`);
  let lasted = 0;
  for (const { channelId, flow } of watched) {
    const notices = told.get(`${channelId}/${flow.flowId}`) ?? [];
    const known = (await versions.ofTeam('T1').list(flow, 100)).reverse();
    // No version is told twice, and none is left out but one that was undone before it was told.
    let toldTo = 1;
    for (const { before, after, changes } of notices) {
      expect(before.version).toBeGreaterThanOrEqual(toldTo);
      const skipped = known.filter(({ version }) => version > toldTo && version <= before.version);
      if (skipped.length > 0) expect(before.contentHash).toBe(known[toldTo - 1]?.contentHash);
      expect(changes).toBe(after.version - before.version);
      toldTo = after.version;
    }
    expect(known[toldTo - 1]?.contentHash).toBe(known.at(-1)?.contentHash);

    // Each content that lasted is one that a message shows, or one of those that it counts.
    const contents = history[Number(flow.flowId) - 10_000] ?? [];
    for (const [index, { at, content }] of contents.entries()) {
      const until = contents[index + 1]?.at ?? clock.monotonicMs();
      if (index === 0 || until - at <= EVERY_MS + LATE_MS || contents[index - 1]?.content === content) continue;
      lasted += 1;
      const expected = contentHash(jsonOf(content));
      // An edit that the one before it undid so fast that nobody saw it is no new content.
      const since = known.findLast(({ firstSeenAt }) => firstSeenAt < until);
      expect(since?.contentHash).toBe(expected);
      const version = since?.version ?? 0;
      const isTold = notices.some(({ before, after }) => before.version < version && version <= after.version);
      const wasNeverLeft = version === 1 || (since?.firstSeenAt ?? 0) < at;
      expect(isTold || wasNeverLeft).toBe(true);
    }
  }
  expect(lasted).toBeGreaterThan(200);
  const flapping = [...posted.values()].filter(({ isFlapping }) => isFlapping);
  expect(flapping.length).toBeGreaterThan(0);
  expect(Math.max(...flapping.map(({ changes }) => changes))).toBeGreaterThan(2);
});
