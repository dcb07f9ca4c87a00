import { describe, expect, it, vi } from 'vitest';
import type { CamsAccount } from '../../../src/cams/account.ts';
import { CamsError, type CamsErrorKind } from '../../../src/cams/errors.ts';
import type { FlowDetails, FlowRef } from '../../../src/cams/types.ts';
import { createFetchFile } from '../../../src/flows/fetch/fetch-file.ts';
import { readFlowDocument } from '../../../src/flows/json/flow-document.ts';
import type { Log } from '../../../src/log.ts';
import type { ChangeNotice, DigestNotice, Notifier, WatchToTell } from '../../../src/notify/notice.ts';
import { createWatcher, type WatcherParts } from '../../../src/notify/watcher.ts';
import { openInMemory } from '../store/support.ts';
import { silentLog } from '../support/fakes.ts';
import { repositoriesOf, simulatedClock } from './simulated-clock.ts';

const MINUTE = 60_000;
const contentHash = (json: string) => readFlowDocument(json).contentHash;
const HOUR = 60 * MINUTE;
/** Tuesday 10:00 UTC. */
const START = Date.UTC(2026, 2, 3, 10);

const flowOf = (flowId: string): FlowRef => ({ flowId, custSpaceId: undefined, account: 'a' });
const published: FlowDetails = {
  name: 'Booking',
  status: 'PUBLISHED',
  categories: [],
  jsonVersion: undefined,
  dataApiVersion: undefined,
  preview: undefined,
};

async function setUp(startAt = START) {
  const warn = vi.fn<Log['warn']>();
  const database = await openInMemory();
  const { clock, pass, databaseMs } = await simulatedClock(database, startAt);
  /** What the account holds; a fault where a call for it is refused. */
  const flows = new Map<string, string | CamsErrorKind>();
  let details = published;
  const isFault = (held: string): held is CamsErrorKind => !held.startsWith('{');
  const getFlowJsonAsset = vi.fn<CamsAccount['getFlowJsonAsset']>(async ({ flowId }) => {
    const held = flows.get(flowId) ?? 'not-owner';
    if (isFault(held)) throw new CamsError(held, { code: `Code.${held}`, requestId: 'R1', apiMessage: 'No.' });
    return { fileUrl: held, requestId: undefined };
  });
  const getFlow = vi.fn<CamsAccount['getFlow']>(async () => details);
  const notices: (ChangeNotice | DigestNotice)[] = [];
  const deliver = vi.fn<Notifier['deliver']>(async (notice) => {
    notices.push(notice);
    return { type: 'delivered', ts: `${notices.length}.0` };
  });
  const askFirst = vi.fn(async (_watches: readonly WatchToTell[]): Promise<WatchToTell[]> => []);
  const notifyOps = vi.fn<Notifier['notifyOps']>(async () => true);
  const notifyCreator = vi.fn<Notifier['notifyCreator']>(async () => {});
  const notifyUnreached = vi.fn<Notifier['notifyUnreached']>(async () => {});
  const notifySight = vi.fn<Notifier['notifySight']>(async () => ({ type: 'delivered' }));
  const notifyFlowGone = vi.fn<Notifier['notifyFlowGone']>(async () => {});

  const account = { getFlowJsonAsset, getFlow, queue: () => ({ ahead: 0, expectedWaitMs: 0 }) };
  const watcherOf = (owner: string, more: Partial<WatcherParts> = {}) =>
    createWatcher({
      ...repositoriesOf(database, owner, databaseMs),
      clock,
      random: () => 0,
      fetchFile: createFetchFile({
        accountOf: (name) => (name === 'a' ? (account as Partial<CamsAccount> as CamsAccount) : undefined),
        downloadAsset: async (held) => Buffer.from(held),
        clock,
        wallMs: clock.monotonicMs,
      }),
      ageMsOf: (fetchedAt) => clock.monotonicMs() - fetchedAt,
      notifier: {
        askFirst: askFirst as Notifier['askFirst'],
        deliver,
        notifyOps,
        notifyCreator,
        notifyUnreached,
        notifySight,
        notifyFlowGone,
      },
      log: { ...silentLog, warn },
      lookEveryMs: MINUTE / 2,
      ...more,
    });
  const { watches, versions, preferences } = repositoriesOf(database, 'people', databaseMs);

  /** Watches a flow that is there, every ten minutes, and knows what it is now. */
  async function watch(flowId: string, channelId = 'C1', createdBy = 'U1') {
    const json = flows.get(flowId) ?? '{"n":1}';
    flows.set(flowId, json);
    const flow = flowOf(flowId);
    const facts = { name: 'Booking', status: 'PUBLISHED', ageMs: 0, contentHash: contentHash(json) } as const;
    const { version } = await versions.see(flow, json, facts, { teamId: 'T1', userId: createdBy });
    const options = { sinceVersion: version.version, firstPollInMs: 0 };
    await watches.add({ teamId: 'T1', channelId, flow, everyMs: 10 * MINUTE, createdBy }, options);
  }

  return {
    pass,
    warn,
    flows,
    getFlowJsonAsset,
    getFlow,
    notices,
    deliver,
    askFirst,
    notifyOps,
    notifyCreator,
    notifyUnreached,
    notifySight,
    notifyFlowGone,
    watcherOf,
    watches,
    preferences,
    watch,
    rename: (name: string) => {
      details = { ...published, name };
    },
  };
}

/** With one watcher at work, on flow `f` in channel C1. */
async function running(startAt = START) {
  const parts = await setUp(startAt);
  await parts.watch('f');
  parts.watcherOf('one').start();
  await parts.pass(MINUTE);
  return parts;
}

const problemsOf = (notifyOps: Awaited<ReturnType<typeof setUp>>['notifyOps']) =>
  notifyOps.mock.calls.map(([{ problem, isOver }]) => (isOver ? `recovered ${problem}` : problem));

describe('createWatcher', () => {
  it('logs what is known of a fault, and a stack only of one that nobody knows', async () => {
    const { flows, pass, warn, getFlowJsonAsset } = await running();
    flows.set('f', 'permission-denied');
    await pass(13 * MINUTE);
    const known = { kind: 'permission-denied', code: 'Code.permission-denied', requestId: 'R1', flow: flowOf('f') };
    expect(warn.mock.calls[0]?.[0]).toMatchObject(known);
    expect(warn.mock.calls[0]?.[0]).not.toHaveProperty('err');
    warn.mockClear();
    const odd = new Error('odd');
    getFlowJsonAsset.mockRejectedValue(odd);
    await pass(30 * MINUTE);
    expect(warn.mock.calls[0]?.[0]).toEqual({ err: odd, flow: flowOf('f') });
  });

  it('tells a channel of a change, with what was before', async () => {
    const { flows, pass, notices } = await running();
    flows.set('f', '{"n":2}');
    await pass(13 * MINUTE);
    expect(notices).toMatchObject([
      {
        type: 'change',
        id: 'change/T1/C1/a//f/1-2',
        isAgain: false,
        teamId: 'T1',
        channelId: 'C1',
        flow: flowOf('f'),
        before: { version: 1, contentHash: contentHash('{"n":1}'), firstSeenBy: 'U1' },
        after: { version: 2, contentHash: contentHash('{"n":2}'), name: 'Booking', firstSeenBy: undefined },
        changes: 1,
        isFlapping: false,
        threadTs: undefined,
        broadcast: false,
      },
    ]);
    await pass(2 * HOUR);
    expect(notices).toHaveLength(1);
  });

  it('tells of a new name within three polls, though the file is the same', async () => {
    const { rename, pass, notices, getFlow, getFlowJsonAsset } = await running();
    rename('Bookings');
    await pass(35 * MINUTE);
    expect(notices).toMatchObject([{ before: { name: 'Booking' }, after: { name: 'Bookings' } }]);
    await pass(2 * HOUR);
    expect(getFlow.mock.calls.length).toBeLessThanOrEqual(getFlowJsonAsset.mock.calls.length / 3 + 1);
  });

  it('lets people go first, and polls a flow once for all its channels and processes', async () => {
    const { watch, watcherOf, pass, getFlowJsonAsset } = await running();
    for (const channel of ['C2', 'C3', 'C4']) await watch('f', channel);
    watcherOf('two').start();
    watcherOf('three').start();
    getFlowJsonAsset.mockClear();
    await pass(3 * HOUR);
    expect(getFlowJsonAsset.mock.calls.length).toBeGreaterThan(15);
    expect(getFlowJsonAsset.mock.calls.length).toBeLessThanOrEqual(19);
    expect(new Set(getFlowJsonAsset.mock.calls.map((call) => call[3]?.canWait))).toEqual(new Set([true]));
  });

  it('tells each change once, where three processes are at work', async () => {
    const { watch, watcherOf, flows, pass, notices } = await running();
    for (const channel of ['C2', 'C3', 'C4']) await watch('f', channel);
    watcherOf('two').start();
    watcherOf('three').start();
    flows.set('f', '{"n":2}');
    await pass(15 * MINUTE);
    expect(notices.map(({ channelId }) => channelId).sort()).toEqual(['C1', 'C2', 'C3', 'C4']);
  });

  it('keeps to a thread where the channel wants it', async () => {
    const { flows, pass, notices, preferences } = await running();
    await preferences.set('T1', 'C1', {
      mode: 'at-once',
      useThread: true,
      broadcast: true,
      filesIn: 'thread' as const,
    });
    for (const n of [2, 3, 4]) {
      flows.set('f', `{"n":${n}}`);
      await pass(15 * MINUTE);
    }
    expect(notices).toMatchObject([{ threadTs: undefined }, { threadTs: '1.0' }, { threadTs: '1.0' }]);
    expect(notices.map((notice) => notice.type === 'change' && notice.broadcast)).toEqual([true, true, true]);
    await preferences.set('T1', 'C1', {
      mode: 'at-once',
      useThread: false,
      broadcast: true,
      filesIn: 'thread' as const,
    });
    flows.set('f', '{"n":5}');
    await pass(15 * MINUTE);
    expect(notices.at(-1)).toMatchObject({ threadTs: undefined, broadcast: false });
  });

  it('makes one digest of a day', async () => {
    const { watch, flows, pass, notices, preferences } = await running();
    await watch('g');
    await watch('same');
    await preferences.set('T1', 'C1', {
      mode: 'daily',
      useThread: false,
      broadcast: false,
      filesIn: 'thread' as const,
    });
    flows.set('f', '{"n":2}');
    await pass(HOUR);
    flows.set('f', '{"n":3}');
    flows.set('g', '{"n":2}');
    await pass(21.9 * HOUR);
    expect(notices).toEqual([]);
    await pass(0.2 * HOUR);
    expect(notices).toMatchObject([{ type: 'digest', period: 'day', id: `digest/T1/C1/${Date.UTC(2026, 2, 4, 9)}` }]);
    const [digest] = notices;
    const entries = digest?.type === 'digest' ? digest.entries : [];
    const summary = entries.map(({ flow, before, after, changes }) => [
      flow.flowId,
      before.version,
      after.version,
      changes,
    ]);
    expect(summary.sort()).toEqual([
      ['f', 1, 3, 2],
      ['g', 1, 2, 1],
    ]);
  });

  it('makes several digests of files that are too large together, each with a name of its own', async () => {
    const { watch, watcherOf, preferences, flows, pass, notices } = await setUp(START);
    const json = (title: string) => JSON.stringify({ title, more: 'x'.repeat(1000) });
    for (const id of ['f', 'g', 'h']) {
      flows.set(id, json('before'));
      await watch(id);
    }
    await preferences.set('T1', 'C1', { mode: 'daily', useThread: false, broadcast: false, filesIn: 'thread' });
    watcherOf('one', { maxDigestBytes: 4500 }).start();
    await pass(MINUTE);
    for (const id of ['f', 'g', 'h']) flows.set(id, json('after'));
    await pass(24 * HOUR);
    const sizes = notices.map((notice) => (notice.type === 'digest' ? notice.entries.length : 'none'));
    expect(sizes).toEqual([2, 1]);
    expect(notices.map(({ id }) => id.split('/').at(-1))).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d+-2$/),
    ]);
  });

  it('makes one digest of a week, on Monday', async () => {
    const { flows, pass, notices, preferences } = await running(START + 5 * 24 * HOUR);
    await preferences.set('T1', 'C1', {
      mode: 'weekly',
      useThread: false,
      broadcast: false,
      filesIn: 'thread' as const,
    });
    flows.set('f', '{"n":2}');
    await pass(22.9 * HOUR);
    expect(notices).toHaveLength(0);
    await pass(0.2 * HOUR);
    expect(notices).toMatchObject([{ type: 'digest', period: 'week', entries: [{ flow: flowOf('f') }] }]);
  });

  it('says nothing of what changes while the channel is muted', async () => {
    const { flows, pass, notices, watches } = await running();
    await watches.mute({ teamId: 'T1', channelId: 'C1', flow: flowOf('f') }, HOUR);
    flows.set('f', '{"n":2}');
    await pass(1.1 * HOUR);
    expect(notices).toEqual([]);
    flows.set('f', '{"n":3}');
    await pass(15 * MINUTE);
    expect(notices).toMatchObject([{ before: { version: 2 }, after: { version: 3 } }]);
  });

  it('asks who made a watch first, where others see the channel by now, and tells the change once it goes on', async () => {
    const { flows, pass, notices, askFirst, watches } = await running();
    askFirst.mockImplementation(async (due) => [...due]);
    flows.set('f', '{"n":2}');
    await pass(15 * MINUTE);
    expect(notices).toEqual([]);
    expect(askFirst).toHaveBeenCalledOnce();
    const watched = { teamId: 'T1', channelId: 'C1', flow: flowOf('f'), everyMs: 10 * MINUTE, createdBy: 'U1' };
    expect(askFirst.mock.calls[0]?.[0]).toMatchObject([{ ...watched, consented: [] }]);
    expect(await watches.find(watched)).toMatchObject({ pausedWhy: 'channel-shared' });
    await pass(60 * MINUTE);
    expect(askFirst).toHaveBeenCalledOnce();

    askFirst.mockImplementation(async (due) => due.filter(({ consented }) => !consented.includes('T2')));
    await watches.add({ ...watched, consented: ['T2'] }, { sinceVersion: 2, firstPollInMs: 0 });
    await pass(15 * MINUTE);
    expect(notices).toMatchObject([{ before: { version: 1 }, after: { version: 2 } }]);
    expect(askFirst.mock.lastCall?.[0]).toMatchObject([{ consented: ['T2'] }]);
  });

  it('tells nothing, and tries again, where nobody knows who sees the channel', async () => {
    const { flows, pass, notices, askFirst } = await running();
    askFirst.mockRejectedValueOnce(new Error('Slack is away'));
    flows.set('f', '{"n":2}');
    while (askFirst.mock.calls.length === 0) await pass(1000);
    expect(notices).toEqual([]);
    await pass(3 * MINUTE);
    expect(notices).toHaveLength(1);
  });

  it('tries a message again that failed, as the same notice', async () => {
    const { flows, pass, notices, deliver } = await running();
    deliver.mockRejectedValueOnce(new Error('Slack is away')).mockRejectedValueOnce(new Error('Slack is away'));
    flows.set('f', '{"n":2}');
    while (deliver.mock.calls.length === 0) await pass(1000);
    flows.set('f', '{"n":3}');
    await pass(3 * MINUTE);
    expect(deliver).toHaveBeenCalledTimes(3);
    expect(new Set(deliver.mock.calls.map(([{ id }]) => id)).size).toBe(1);
    expect(notices).toMatchObject([{ isAgain: true, after: { version: 2 } }]);
  });

  it('tells who made a watch, once, that its channel is not reached, and goes on', async () => {
    const { flows, pass, deliver, notices, notifyUnreached } = await running();
    const refused = new Error('refused');
    deliver.mockRejectedValue(refused);
    flows.set('f', '{"n":2}');
    await pass(15 * MINUTE);
    expect(notifyUnreached).not.toHaveBeenCalled();
    await pass(20 * MINUTE);
    const watched = { teamId: 'T1', channelId: 'C1', createdBy: 'U1', flow: flowOf('f') };
    expect(notifyUnreached).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(watched), refused);
    await pass(120 * MINUTE);
    expect(notifyUnreached).toHaveBeenCalledOnce();
    deliver.mockImplementation(async (notice) => {
      notices.push(notice);
      return { type: 'delivered', ts: '1.0' };
    });
    await pass(20 * MINUTE);
    expect(notices).toHaveLength(1);
  });

  it('waits longer each time before it tries a message again, up to a quarter of an hour', async () => {
    const { flows, pass, deliver } = await running();
    deliver.mockRejectedValue(new Error('Slack is away'));
    flows.set('f', '{"n":2}');
    await pass(3 * HOUR);
    expect(deliver.mock.calls.length).toBeGreaterThan(10);
    expect(deliver.mock.calls.length).toBeLessThan(18);
  });

  it('pauses the watches of a channel that has gone, and tells each who made them once', async () => {
    const { watch, flows, pass, deliver, notifyCreator } = await running();
    await watch('g');
    await watch('h', 'C1', 'U2');
    deliver.mockResolvedValue({ type: 'gone', why: 'archived' });
    for (const flow of ['f', 'g', 'h']) flows.set(flow, '{"n":2}');
    await pass(HOUR);
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(notifyCreator.mock.calls.map(([{ createdBy }, why]) => `${createdBy} ${why}`).sort()).toEqual([
      'U1 archived',
      'U2 archived',
    ]);
  });

  it('gives a flow up that is not found three times in a row', async () => {
    const { watch, flows, pass, getFlowJsonAsset, notifyCreator } = await running();
    await watch('f', 'C2', 'U2');
    flows.set('f', 'not-owner');
    await pass(45 * MINUTE);
    expect(notifyCreator).not.toHaveBeenCalled();
    await pass(2 * HOUR);
    expect(notifyCreator.mock.calls.map(([{ channelId }, why]) => `${channelId} ${why}`).sort()).toEqual([
      'C1 flow-gone',
      'C2 flow-gone',
    ]);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(4);
  });

  it.each([
    ['is found', '{"n":1}'],
    ['fails otherwise', 'timeout'],
  ] as const)('does not give a flow up that %s after every second time that it is not found', async (_, between) => {
    const { flows, pass, getFlowJsonAsset, notifyCreator } = await running();
    const usual = getFlowJsonAsset.getMockImplementation();
    let polls = 0;
    getFlowJsonAsset.mockImplementation(async (...given) => {
      polls += 1;
      flows.set('f', polls % 3 === 0 ? between : 'not-owner');
      return (await usual?.(...given)) ?? { fileUrl: '{}', requestId: undefined };
    });
    await pass(12 * HOUR);
    expect(polls).toBeGreaterThan(8);
    expect(notifyCreator).not.toHaveBeenCalled();
  });

  it.each([
    ['permission-denied', 'permission-lost'],
    ['not-subscribed', 'not-subscribed'],
    ['access-key-inactive', 'key-expired'],
    ['rate-limited', 'limit-hit'],
  ] as const)('tells the operators of %s once, and once that it is over', async (kind, problem) => {
    const { watch, watcherOf, flows, pass, notifyOps } = await running();
    watcherOf('two').start();
    await watch('g');
    flows.set('f', kind);
    flows.set('g', kind);
    await pass(3 * HOUR);
    expect(notifyOps.mock.calls).toEqual([
      [{ type: 'ops', problem, isOver: false, account: 'a', code: `Code.${kind}`, requestId: 'R1', detail: 'No.' }],
    ]);
    flows.set('f', '{"n":1}');
    flows.set('g', '{"n":1}');
    await pass(3 * HOUR);
    expect(problemsOf(notifyOps)).toEqual([problem, `recovered ${problem}`]);
  });

  describe('a flow that can not be looked at', () => {
    const idsOf = (sights: readonly { flow: FlowRef }[]) => sights.map(({ flow }) => flow.flowId);

    it.each(['service-unavailable', 'no-file', 'unknown-code'] as const)(
      'is told of once after three failures in a row, whatever the fault, and once when it is back: %s',
      async (kind) => {
        const { flows, pass, notifySight, notifyOps, watches } = await running();
        flows.set('f', kind);
        await pass(31 * MINUTE);
        // Two failures are a bad quarter of an hour.
        expect(notifySight).not.toHaveBeenCalled();
        await pass(60 * MINUTE);
        expect(notifySight).toHaveBeenCalledOnce();
        const [{ teamId, channelId, blind, seen }] = notifySight.mock.calls[0] ?? [{}];
        expect({ teamId, channelId, seen }).toEqual({ teamId: 'T1', channelId: 'C1', seen: [] });
        expect(blind).toMatchObject([{ flow: flowOf('f'), createdBy: 'U1', failure: { kind } }]);
        expect(await watches.ofChannel('T1', 'C1')).toMatchObject([{ blind: { failure: { kind } } }]);
        expect(problemsOf(notifyOps)).toEqual(['flows-out-of-sight']);
        await pass(12 * HOUR);
        expect(notifySight).toHaveBeenCalledOnce();

        flows.set('f', '{"n":1}');
        await pass(3 * HOUR);
        expect(notifySight).toHaveBeenCalledTimes(2);
        expect(idsOf(notifySight.mock.calls[1]?.[0].seen ?? [])).toEqual(['f']);
        expect(problemsOf(notifyOps)).toEqual(['flows-out-of-sight', 'recovered flows-out-of-sight']);
        expect((await watches.ofChannel('T1', 'C1'))[0]?.blind).toBeUndefined();
      },
    );

    it('is told of once by three processes, and by none that starts later', async () => {
      const { flows, pass, notifySight, watcherOf } = await running();
      for (const owner of ['two', 'three']) watcherOf(owner).start();
      flows.set('f', 'internal-error');
      await pass(3 * HOUR);
      watcherOf('after a restart').start();
      await pass(6 * HOUR);
      expect(notifySight).toHaveBeenCalledOnce();
    });

    it('is told of again where Slack failed, until it is known', async () => {
      const { flows, pass, notifySight } = await running();
      notifySight.mockRejectedValueOnce(new Error('Slack is down'));
      flows.set('f', 'internal-error');
      await pass(3 * HOUR);
      expect(notifySight).toHaveBeenCalledTimes(2);
    });

    it('makes one message a channel, and one to the operators, where an account of 16 flows loses its permission', async () => {
      const { watch, flows, pass, notifySight, notifyOps } = await running();
      for (let index = 0; index < 15; index += 1) await watch(`f${index}`, index % 2 === 0 ? 'C1' : 'C2');
      for (const flowId of [...flows.keys()]) flows.set(flowId, 'permission-denied');
      await pass(4 * HOUR);
      expect(notifySight.mock.calls.map(([{ channelId }]) => channelId).sort()).toEqual(['C1', 'C2']);
      expect(problemsOf(notifyOps)).toEqual(['permission-lost']);

      for (const flowId of [...flows.keys()]) flows.set(flowId, '{"n":1}');
      await pass(3 * HOUR);
      const told = notifySight.mock.calls.slice(2).map(([{ seen }]) => idsOf(seen));
      expect(told.flat()).toHaveLength(new Set(told.flat()).size);
      expect(told.length).toBeLessThanOrEqual(10);
      expect(problemsOf(notifyOps)).toEqual(['permission-lost', 'recovered permission-lost']);
    });

    it('is none where it is gone: its watch pauses, and the channel is told as its creator is', async () => {
      const { flows, pass, notifySight, notifyFlowGone, notifyCreator } = await running();
      flows.set('f', 'not-owner');
      await pass(12 * HOUR);
      expect(notifySight).not.toHaveBeenCalled();
      expect(notifyFlowGone).toHaveBeenCalledOnce();
      expect(notifyCreator).toHaveBeenCalledOnce();
    });
  });

  it('notifies the operators at the next poll where it could not at the first', async () => {
    const { flows, pass, notifyOps } = await running();
    notifyOps.mockRejectedValueOnce(new Error('Slack is away'));
    flows.set('f', 'permission-denied');
    await pass(15 * MINUTE);
    expect(problemsOf(notifyOps)).toEqual(['permission-lost']);
    await pass(3 * HOUR);
    expect(problemsOf(notifyOps)).toEqual(['permission-lost', 'permission-lost']);
  });

  it('tells the operators that the flow is out of sight where the account is well, and asks less and less often', async () => {
    const { flows, pass, notifyOps, getFlowJsonAsset } = await running();
    getFlowJsonAsset.mockClear();
    flows.set('f', 'timeout');
    await pass(6 * HOUR);
    expect(problemsOf(notifyOps)).toEqual(['flows-out-of-sight']);
    expect(getFlowJsonAsset.mock.calls.length).toBeLessThanOrEqual(8);
  });

  it('keeps a flow while its calls wait for others: no other process polls it meanwhile', async () => {
    const { watcherOf, pass, getFlowJsonAsset } = await running();
    watcherOf('two').start();
    getFlowJsonAsset.mockClear();
    getFlowJsonAsset.mockImplementation(() => new Promise(() => {}));
    await pass(HOUR);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(1);
  });

  it('polls again a minute after what this process decided by itself, and counts no error', async () => {
    const { flows, pass, getFlowJsonAsset } = await running();
    flows.set('f', 'queue-full');
    getFlowJsonAsset.mockClear();
    await pass(30 * MINUTE);
    expect(getFlowJsonAsset.mock.calls.length).toBeGreaterThan(12);
    flows.set('f', '{"n":1}');
    await pass(2 * MINUTE);
    getFlowJsonAsset.mockClear();
    await pass(20 * MINUTE);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(2);
  });

  it('tells the operators where it is behind, and where it is in time again', async () => {
    const { watch, pass, notifyOps, getFlowJsonAsset } = await running();
    for (const flow of ['g', 'h', 'i']) await watch(flow);
    await pass(30 * MINUTE);
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const usual = getFlowJsonAsset.getMockImplementation();
    getFlowJsonAsset.mockImplementation(async (...given) => {
      await held;
      return (await usual?.(...given)) ?? { fileUrl: '{}', requestId: undefined };
    });
    await pass(HOUR);
    expect(problemsOf(notifyOps)).toEqual(['watcher-behind']);
    answer();
    await pass(HOUR);
    expect(problemsOf(notifyOps)).toEqual(['watcher-behind', 'recovered watcher-behind']);
  });

  it('ends what is under way when it is stopped, and begins nothing', async () => {
    const { watch, watcherOf, pass, getFlowJsonAsset } = await setUp();
    await watch('f');
    await watch('g');
    const watcher = watcherOf('one');
    watcher.start();
    await pass(1);
    const stopped = watcher.stop();
    await pass(5000);
    await stopped;
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(1);
    await pass(HOUR);
    expect(getFlowJsonAsset).toHaveBeenCalledTimes(1);
  });

  it('says how often it looks', async () => {
    const { watch, watcherOf, pass } = await setUp();
    await watch('f');
    const watcher = watcherOf('one');
    const ticked = watcher.tick();
    await pass(5000);
    await ticked;
    expect(watcher.interval('a')).toEqual({ everyMs: 10 * MINUTE, isStretched: false, flows: 1 });
    expect(watcher.interval('b')).toBeUndefined();
  });
});
