import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Audit } from '../../../src/audit/audit.ts';
import type { AuditEntry } from '../../../src/audit/entry.ts';
import { type Checkpoint, ShareForbidden } from '../../../src/requests/checkpoint.ts';
import type { Delivery } from '../../../src/requests/delivery.ts';
import { MAX_RUNNING } from '../../../src/requests/in-turn.ts';
import type { Replies } from '../../../src/requests/replies.ts';
import { type FlowRequest, parseRequestBody, requestBodyOf } from '../../../src/requests/request.ts';
import { createRequests } from '../../../src/requests/requests.ts';
import type { RequestResult, Run } from '../../../src/requests/run.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { createRecordingLog } from '../slack/support/bolt.ts';
import { fakeClock } from '../support/fakes.ts';
import { createMemoryJournals, type JournalRow } from './support/journal.ts';

const request: FlowRequest = {
  flows: [
    { flowId: '17b6aa11', custSpaceId: 'cams-eu', account: 'default' },
    { flowId: '17b6aa12', custSpaceId: 'cams-eu', account: 'default' },
  ],
  conversation: { channelId: 'C1', threadTs: '1.2' },
  userId: 'U1',
  teamId: 'T1',
  botUserId: 'U9',
  about: 'https://team.slack.com/archives/C1/p1',
  isFresh: true,
  replyTo: { url: 'https://hooks.slack.com/actions/1', channelId: 'C1', replaces: true },
  language: 'en',
};
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ROUND_MS = 2000;
const share = (fileId: string, note: string) => ({ channelId: 'C1', fileIds: [fileId], note });
const delivered = (note: string): RequestResult => ({
  outcome: 'delivered',
  note,
  end: { flows: [], deliveredTo: 'C1' },
});
const started = { queues: [undefined, undefined], expectedMs: 1000 };

interface RunOfTest {
  request: FlowRequest;
  checkpoint: Checkpoint;
  end: (result: RequestResult) => void;
  fail: (error: unknown) => void;
}

type Journals = ReturnType<typeof createMemoryJournals>;

/** One process; others on the same database have the same `journals`. */
function setUp(owner = 'this', journals: Journals = createMemoryJournals(fakeClock), maxRunning = MAX_RUNNING) {
  const acksSent = vi.fn(async () => {});
  const steps: string[] = [];
  const runs: RunOfTest[] = [];
  let isDeaf = false;
  /** So many words of a note arrive, and no more. */
  let wordsTaken = Number.POSITIVE_INFINITY;
  const { log, lines } = createRecordingLog();
  const { journal, down, onceKeys } = journals.journalOf(owner, steps);

  const open = vi.fn<Replies['open']>(async (_request, { isLate }) => ({
    started: async () => {},
    retrying: async () => {},
    progress: async () => {},
    async end(note, keepRest) {
      if (isDeaf) return false;
      const words = note.split(' ');
      const taken = words.splice(0, wordsTaken);
      steps.push(`${isLate ? 'late reply' : 'reply'}: ${taken.join(' ')}`);
      if (words.length > 0) await keepRest(words.join(' '));
      return words.length === 0;
    },
  }));
  const replies: Replies = {
    open,
    noteOf: () => 'not asked here',
    heldNote: () => 'not asked here',
    gaveUpNote: ({ flows, language }) => `gave up in ${language}: ${flows.map(({ flowId }) => flowId)}`,
    tooOldNote: ({ flows, language }) => `too old in ${language}: ${flows.map(({ flowId }) => flowId)}`,
  };
  const run: Run = (given, _reply, checkpoint) => {
    steps.push('run');
    const { promise, resolve, reject } = Promise.withResolvers<RequestResult>();
    runs.push({ request: given, checkpoint, end: resolve, fail: reject });
    return { started, result: promise };
  };
  const wasShared = vi.fn<Delivery['wasShared']>(async () => false);
  const recorded: AuditEntry[] = [];
  const written: AuditEntry[] = [];
  const audit: Audit = {
    record: async (entry) => void recorded.push(entry),
    written: (entry) => void written.push(entry),
  };
  let ids = 0;
  const requests = createRequests({
    journal,
    run,
    replies,
    delivery: { wasShared },
    newId: () => {
      ids += 1;
      return `${owner}-${ids}`;
    },
    audit,
    clock: fakeClock,
    log,
    acksSent,
    maxRunning,
    maxWithRecovered: maxRunning,
  });

  /** The first run, which there must be. */
  function firstRun(): RunOfTest {
    const [first] = runs;
    if (first === undefined) throw new Error('nothing runs');
    return first;
  }
  /** A row of a process that died. */
  function abandon(given: Partial<JournalRow> & { ageMs?: number } = {}): JournalRow {
    const { ageMs = 20_000, ...rest } = given;
    const { teamId, userId } = request;
    const acceptedAt = fakeClock.monotonicMs() - ageMs;
    const left = {
      takeovers: 0,
      state: rest.note === undefined ? ('accepted' as const) : ('ending' as const),
      shares: [],
    };
    const body = requestBodyOf(request);
    const row = { id: 'left', teamId, userId, body, owner: 'dead', leaseUntil: -1, acceptedAt, ...left, ...rest };
    journals.rows.set(row.id, row);
    return row;
  }
  /** What was asked of the journal, and replied, besides the rounds. */
  const deeds = () => steps.filter((step) => step !== 'renew' && step !== 'claimAbandoned');
  const count = (step: string) => steps.filter((each) => each === step).length;
  return {
    ...{ requests, journals, rows: journals.rows, steps, deeds, count, down, onceKeys, runs, run: firstRun, abandon },
    ...{ wasShared, open, lines, recorded, written, acksSent },
    replied: () => steps.filter((step) => /reply: /.test(step)),
    takeWords: (count: number) => {
      wordsTaken = count;
    },
    deafen: (value: boolean) => {
      isDeaf = value;
    },
  };
}

/** Whatever can happen without time, or within so many milliseconds, happens. */
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('accept', () => {
  it('writes a request down before it runs, and gives what it met', async () => {
    const { requests, rows, deeds, run, onceKeys } = setUp();
    const once = [{ key: 'trigger:1', withinMs: 1000 }];
    const accepted = await requests.accept(request, once);
    expect(accepted?.started).toBe(started);
    expect(deeds()).toEqual(['accept', 'run']);
    expect(run().request).toEqual(request);
    expect(onceKeys).toEqual(once);
    expect(rows.get('this-1')).toMatchObject({ teamId: 'T1', userId: 'U1', state: 'accepted', owner: 'this' });
  });

  it.each([
    ['all that there is', request],
    [
      'what has to be',
      { ...request, conversation: undefined, botUserId: undefined, about: undefined, replyTo: { replaces: false } },
    ],
    ['another language', { ...request, language: 'zh-CN' }],
  ])('writes down what another process needs to run it: %s', async (_name, given) => {
    const { requests, rows } = setUp();
    await requests.accept(given, []);
    const { body = '', ...who } = rows.get('this-1') ?? { teamId: '', userId: '' };
    expect(parseRequestBody(body, { teamId: who.teamId, userId: who.userId })).toEqual(given);
  });

  it('gives the way to reply to the requester', async () => {
    const { requests, open, replied } = setUp();
    const accepted = await requests.accept(request, []);
    expect(open.mock.calls).toEqual([[request, { isLate: false }]]);
    expect(await accepted?.reply.end('done', async () => {})).toBe(true);
    expect(replied()).toEqual(['reply: done']);
  });

  it('does nothing where it was accepted before', async () => {
    const { requests, rows, runs } = setUp();
    const once = [{ key: 'trigger:1', withinMs: 1000 }];
    await requests.accept(request, once);
    expect(await requests.accept(request, once)).toBeUndefined();
    expect(runs).toHaveLength(1);
    expect(rows.size).toBe(1);
  });

  it('does nothing where it can not be written down, and says so at once', async () => {
    const { requests, deeds, down } = setUp();
    down.add('accept');
    await expect(requests.accept(request, [])).rejects.toBeInstanceOf(StoreError);
    await pass(MINUTE_MS);
    // It may be written down although the answer was lost: then it must not run.
    expect(deeds()).toEqual(['accept', 'done']);
  });

  it('writes nothing down where there is no way to reply', async () => {
    const { requests, rows, deeds, open } = setUp();
    open.mockRejectedValue(new StoreError('store-key', 'another key'));
    await expect(requests.accept(request, [])).rejects.toMatchObject({ kind: 'store-key' });
    expect(deeds()).toEqual([]);
    expect(rows.size).toBe(0);
  });
});

describe('the end of a request', () => {
  it('is written down before it is replied, and done after', async () => {
    const { requests, rows, deeds, run } = setUp();
    await requests.accept(request, []);
    run().end(delivered('shared'));
    await requests.settled();
    expect(deeds()).toEqual(['accept', 'run', 'ending', 'reply: shared', 'done']);
    expect(rows.get('this-1')).toMatchObject({ state: 'done', outcome: 'delivered' });
  });

  it.each(['delivered', 'failed'] as const)('is kept as what it is: %s', async (outcome) => {
    const { requests, rows, run, replied } = setUp();
    await requests.accept(request, []);
    run().end({ outcome, note: 'ended', end: { flows: [] } });
    await requests.settled();
    expect(rows.get('this-1')?.outcome).toBe(outcome);
    expect(replied()).toHaveLength(1);
  });

  it('is awaited by settled, however many there are', async () => {
    const { requests, runs } = setUp();
    for (let count = 0; count < 2; count += 1) await requests.accept(request, []);
    const settled = vi.fn();
    void requests.settled().then(settled);
    runs[0]?.end(delivered('shared'));
    await pass();
    expect(settled).not.toHaveBeenCalled();
    runs[1]?.end(delivered('shared'));
    await pass();
    expect(settled).toHaveBeenCalledTimes(1);
  });

  it('is replied again, and not run again, where no reply arrived', async () => {
    const { requests, rows, deeds, run, deafen } = setUp();
    requests.keepRecovering();
    await requests.accept(request, []);
    deafen(true);
    run().end(delivered('shared'));
    await pass(1000);
    expect(deeds()).toEqual(['accept', 'run', 'ending', 'release']);
    expect(rows.get('this-1')).toMatchObject({ state: 'ending', owner: '' });
    deafen(false);
    await pass(5000 + ROUND_MS);
    expect(deeds().slice(4)).toEqual(['reply: shared', 'done']);
    expect(rows.get('this-1')?.state).toBe('done');
  });

  it('is replied for the rest of its words where some have arrived', async () => {
    const { requests, rows, deeds, run, takeWords } = setUp();
    requests.keepRecovering();
    await requests.accept(request, []);
    takeWords(1);
    run().end(delivered('shared failed'));
    await pass(1000);
    expect(deeds()).toEqual(['accept', 'run', 'ending', 'reply: shared', 'noteLeft', 'release']);
    takeWords(9);
    await pass(5000 + ROUND_MS);
    expect(deeds().slice(6)).toEqual(['reply: failed', 'done']);
    expect(rows.get('this-1')?.state).toBe('done');
  });

  it('is left to others where the request breaks', async () => {
    const { requests, rows, deeds, run, lines } = setUp();
    await requests.accept(request, []);
    run().fail(new TypeError('x is not a function'));
    await requests.settled();
    expect(deeds()).toEqual(['accept', 'run', 'release']);
    expect(rows.get('this-1')).toMatchObject({ state: 'accepted', owner: '' });
    expect(lines).toEqual(['error: A request did not end: it is taken up again']);
  });
});

describe('more requests than run at a time', () => {
  const of = (userId: string, flowId: string, account = 'default'): FlowRequest => ({
    ...request,
    userId,
    flows: [{ flowId, custSpaceId: undefined, account }],
  });
  const setUpFull = async () => {
    const setup = setUp('this', createMemoryJournals(fakeClock), 2);
    const accepted = [];
    for (const [userId, flowId] of [
      ['U1', 'a1'],
      ['U1', 'a2'],
      ['U1', 'a3'],
      ['U1', 'a4'],
      ['U2', 'b1'],
    ] as const) {
      accepted.push(await setup.requests.accept(of(userId, flowId), []));
    }
    const running = () => setup.runs.map((each) => each.request.flows[0]?.flowId);
    return { ...setup, accepted, running };
  };

  it('are written down, and told how many are ahead and for how long', async () => {
    const { accepted, rows, running } = await setUpFull();
    expect(rows.size).toBe(5);
    expect(running()).toEqual(['a1', 'a2']);
    expect(accepted.map((each) => each?.started.queues)).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [{ ahead: 2, expectedWaitMs: 400 }],
      [{ ahead: 3, expectedWaitMs: 600 }],
      [{ ahead: 4, expectedWaitMs: 800 }],
    ]);
  });

  it('run as they were accepted when it is their turn: each requester in turn', async () => {
    const { runs, running, requests } = await setUpFull();
    await pass(1000);
    for (let index = 0; index < 3; index += 1) {
      runs[index]?.end(delivered('shared'));
      await pass();
    }
    expect(running()).toEqual(['a1', 'a2', 'a3', 'b1', 'a4']);
    expect(runs[3]?.request).toEqual(of('U2', 'b1'));
    // By how long those waited who have had their turn.
    const late = await requests.accept(of('U3', 'c1'), []);
    expect(late?.started.queues).toEqual([{ ahead: 2, expectedWaitMs: expect.closeTo((2 * 1000) / 3, 0) }]);
  });

  it('keep nobody waiting whose request is for another account', async () => {
    const { runs, running, requests } = await setUpFull();
    const forAnother = (flowId: string) => of('U3', flowId, 'another');
    const accepted = await requests.accept(forAnother('c1'), []);
    expect(accepted?.started).toBe(started);
    expect(running()).toEqual(['a1', 'a2', 'c1']);
    // Its end makes room for its own account's, and for no other's.
    for (const flowId of ['c2', 'c3']) await requests.accept(forAnother(flowId), []);
    runs[2]?.end(delivered('shared'));
    await pass();
    expect(running()).toEqual(['a1', 'a2', 'c1', 'c2', 'c3']);
  });

  it('make way for acks when it is their turn', async () => {
    const { runs, running, acksSent } = await setUpFull();
    const sent = Promise.withResolvers<void>();
    acksSent.mockReturnValue(sent.promise);
    runs[0]?.end(delivered('shared'));
    await pass();
    expect(running()).toEqual(['a1', 'a2']);
    sent.resolve();
    await pass();
    expect(running()).toEqual(['a1', 'a2', 'a3']);
  });

  it('are left to the journal where the process ends first', async () => {
    const { runs, running, requests, rows } = await setUpFull();
    const settled = requests.settled();
    for (const each of runs) each.end(delivered('shared'));
    await settled;
    await requests.stop();
    expect(running()).toEqual(['a1', 'a2']);
    expect([...rows.values()].map(({ state }) => state)).toEqual(['done', 'done', 'accepted', 'accepted', 'accepted']);
  });

  it('are not run here where another process has taken them over', async () => {
    const { runs, running, rows } = await setUpFull();
    for (const id of ['this-3', 'this-5']) Object.assign(rows.get(id) ?? {}, { owner: 'other' });
    for (const each of runs) each.end(delivered('shared'));
    await pass();
    expect(running()).toEqual(['a1', 'a2', 'a4']);
  });
});

describe('what others left behind, where as many run as may', () => {
  it('is left to those with room, and taken over once there is some', async () => {
    const { requests, runs, rows, abandon, count } = setUp('this', createMemoryJournals(fakeClock), 3);
    await requests.accept(request, []);
    for (const id of ['a', 'b', 'c', 'd']) abandon({ id });
    const suspect = abandon({ id: 'suspect', takeovers: 1 });
    const left = () => [...rows.values()].filter(({ owner }) => owner === 'dead').map(({ id }) => id);
    requests.keepRecovering();
    await pass(3 * ROUND_MS);
    expect(runs).toHaveLength(3);
    expect(left()).toEqual(['c', 'd', 'suspect']);
    expect(count('claimAbandoned')).toBe(1);
    for (const each of runs.slice(0, 2)) each.end(delivered('shared'));
    await pass(ROUND_MS);
    expect(runs).toHaveLength(5);
    expect(left()).toEqual(['suspect']);
    for (const each of runs.slice(2)) each.end(delivered('shared'));
    await pass(ROUND_MS);
    expect(suspect).toMatchObject({ owner: 'this', takeovers: 2 });
  });
});

describe('a database that is gone for a while', () => {
  it.each([
    ['ending', ['ending', 'reply: shared', 'done']],
    ['done', ['ending', 'reply: shared', 'done']],
  ] as const)('is waited for at %s, and asked twice a second', async (method, deeds) => {
    const setup = setUp();
    const { requests, run, down } = setup;
    await requests.accept(request, []);
    down.add(method);
    run().end(delivered('shared'));
    await pass(499);
    expect(setup.count(method)).toBe(1);
    await pass(59_000);
    expect(setup.count(method)).toBe(119);
    down.clear();
    await pass(500);
    await requests.settled();
    expect([...new Set(setup.deeds())]).toEqual(['accept', 'run', ...deeds]);
    expect(setup.count('reply: shared')).toBe(1);
    expect(setup.count('release')).toBe(0);
  });

  it('is waited for before a share', async () => {
    const { requests, rows, run, down, count } = setUp();
    requests.keepRecovering();
    await requests.accept(request, []);
    down.add('beginShare');
    const begun = vi.fn();
    void run().checkpoint.beginShare(share('F1', 'there it is')).then(begun);
    await pass(59_400);
    expect(begun).not.toHaveBeenCalled();
    down.clear();
    await pass(500);
    expect(begun).toHaveBeenCalledTimes(1);
    expect(count('beginShare')).toBe(120);
    expect(rows.get('this-1')?.shares).toEqual([{ channelId: 'C1', fileIds: ['F1'], note: 'there it is' }]);
  });

  it('forbids a share after a minute', async () => {
    const { requests, run, down } = setUp();
    await requests.accept(request, []);
    down.add('beginShare');
    const forbidden = expect(run().checkpoint.beginShare(share('F1', 'there it is'))).rejects.toMatchObject({
      kind: 'share-forbidden',
      cause: { kind: 'store-unreachable' },
    });
    await pass(61_000);
    await forbidden;
  });

  it('is not replied around: an end that is nowhere written down is left to others', async () => {
    const { requests, replied, run, down, count } = setUp();
    await requests.accept(request, []);
    down.add('ending');
    run().end(delivered('shared'));
    await pass(61_000);
    expect(count('release')).toBe(1);
    expect(replied()).toEqual([]);
    expect(count('done')).toBe(0);
  });
});

describe('a database that is gone for long', () => {
  it('loses nothing: what could not even be released is taken up once it is back', async () => {
    const { requests, rows, runs, run, down } = setUp();
    requests.keepRecovering();
    await requests.accept(request, []);
    for (const method of ['ending', 'release', 'renew', 'claimAbandoned'] as const) down.add(method);
    run().end(delivered('shared'));
    await pass(10 * MINUTE_MS);
    down.clear();
    await pass(20_000);
    expect(runs).toHaveLength(2);
    runs[1]?.end(delivered('shared'));
    await pass();
    expect(rows.get('this-1')).toMatchObject({ state: 'done', outcome: 'delivered' });
  });
});

describe('a request that another process has taken over', () => {
  it('is neither shared nor replied nor done here', async () => {
    const { requests, rows, replied, run, count } = setUp();
    await requests.accept(request, []);
    Object.assign(rows.get('this-1') ?? {}, { owner: 'other' });
    const error: unknown = await run()
      .checkpoint.beginShare(share('F1', 'there it is'))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ShareForbidden);
    run().fail(error);
    await requests.settled();
    expect(rows.get('this-1')).toMatchObject({ owner: 'other', state: 'accepted', shares: [] });
    expect(replied()).toEqual([]);
    expect([count('ending'), count('done')]).toEqual([0, 0]);
  });
});

describe('the recovery of a request that was left behind', () => {
  it('replies what was about to be replied, and does not run it', async () => {
    const { requests, abandon, deeds } = setUp();
    const row = abandon({ note: 'shared' });
    requests.keepRecovering();
    await pass();
    expect(deeds()).toEqual(['reply: shared', 'done']);
    expect(row).toMatchObject({ owner: 'this', state: 'done' });
  });

  it('runs it from the start where nothing was shared', async () => {
    const { requests, abandon, deeds, run, wasShared } = setUp();
    const row = abandon();
    requests.keepRecovering();
    await pass();
    expect(wasShared).not.toHaveBeenCalled();
    expect(run().request).toEqual(request);
    run().end(delivered('shared'));
    await pass();
    expect(deeds()).toEqual(['run', 'ending', 'reply: shared', 'done']);
    expect(row).toMatchObject({ state: 'done', outcome: 'delivered' });
  });

  const shares = [
    { channelId: 'C1', fileIds: ['F1', 'F2'], note: 'in the channel' },
    { channelId: 'D1', fileIds: ['F3', 'F4'], note: 'in the direct message' },
  ];

  it('replies that a share was made, looking at the last one first, and does not run it', async () => {
    const { requests, abandon, deeds, wasShared } = setUp();
    const row = abandon({ shares });
    wasShared.mockResolvedValue(true);
    requests.keepRecovering();
    await pass();
    expect(wasShared.mock.calls).toEqual([['T1', shares[1]]]);
    expect(deeds()).toEqual(['ending', 'reply: in the direct message', 'done']);
    expect(row).toMatchObject({ state: 'done', outcome: 'delivered' });
  });

  it('looks for each share that was begun', async () => {
    const { requests, abandon, deeds, wasShared } = setUp();
    abandon({ shares });
    wasShared.mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    requests.keepRecovering();
    await pass();
    expect(wasShared.mock.calls.map(([, { channelId }]) => channelId)).toEqual(['D1', 'C1']);
    expect(deeds()).toEqual(['ending', 'reply: in the channel', 'done']);
  });

  it('runs it from the start where no share was made', async () => {
    const { requests, abandon, deeds, wasShared } = setUp();
    abandon({ shares });
    requests.keepRecovering();
    await pass();
    expect(wasShared).toHaveBeenCalledTimes(2);
    expect(deeds()).toEqual(['run']);
  });

  it('shares nothing a second time as long as there is no saying whether it was shared', async () => {
    const { requests, abandon, deeds, wasShared } = setUp();
    const row = abandon({ shares });
    wasShared.mockRejectedValueOnce(new Error('no network'));
    requests.keepRecovering();
    await pass();
    expect(deeds()).toEqual(['release']);
    wasShared.mockResolvedValue(true);
    await pass(5000 + ROUND_MS);
    expect(deeds()).toEqual(['release', 'ending', 'reply: in the direct message', 'done']);
    expect(row.state).toBe('done');
  });

  it('runs it when half an hour has not passed yet', async () => {
    const { requests, abandon, deeds } = setUp();
    abandon({ ageMs: 30 * MINUTE_MS });
    requests.keepRecovering();
    await pass();
    expect(deeds()).toEqual(['run']);
  });

  it('replies that it comes too late, in the language of the requester, and does not run it', async () => {
    const { requests, abandon, deeds, open } = setUp();
    const row = abandon({ ageMs: 30 * MINUTE_MS + 1, body: requestBodyOf({ ...request, language: 'zh-CN' }) });
    requests.keepRecovering();
    await pass();
    expect(deeds()).toEqual(['ending', 'late reply: too old in zh-CN: 17b6aa11,17b6aa12', 'done']);
    expect(open.mock.calls.map(([, options]) => options)).toEqual([{ isLate: true }]);
    expect(row).toMatchObject({ state: 'done', outcome: 'failed' });
  });

  it.each([
    ['was shared', { shares }],
    ['was about to be replied', { note: 'in the direct message' }],
  ])('replies, however late, what %s', async (_name, given) => {
    const { requests, abandon, replied, wasShared } = setUp();
    wasShared.mockResolvedValue(true);
    abandon({ ageMs: 2 * 60 * MINUTE_MS, ...given });
    requests.keepRecovering();
    await pass();
    expect(replied()).toEqual(['late reply: in the direct message']);
  });

  it.each([
    [DAY_MS - 1, 1],
    [DAY_MS, 0],
  ])('gives up replying after a day: %i ms, replied %i times', async (ageMs, times) => {
    const { requests, abandon, replied } = setUp();
    const row = abandon({ ageMs, note: 'shared' });
    requests.keepRecovering();
    await pass();
    expect(replied()).toHaveLength(times);
    expect(row.state).toBe('done');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'none'],
    ['nothing in it', '{}'],
    ['no flows', requestBodyOf({ ...request, flows: [] })],
  ])('ends what it can not read, and logs it: %s', async (_name, body) => {
    const { requests, abandon, deeds, lines } = setUp();
    const row = abandon({ body });
    requests.keepRecovering();
    await pass();
    expect(deeds()).toEqual(['done']);
    expect(row.state).toBe('done');
    expect(lines).toEqual(['error: A request of another version could not be read']);
  });

  it('runs what is in a language that this version does not know', async () => {
    const { requests, abandon, run } = setUp();
    abandon({ body: requestBodyOf({ ...request, language: 'tlh' }) });
    requests.keepRecovering();
    await pass();
    expect(run().request).toEqual({ ...request, language: 'tlh' });
  });

  it('is tried again where there is no way to reply for the moment', async () => {
    const { requests, abandon, deeds, open } = setUp();
    abandon();
    open.mockRejectedValueOnce(new StoreError('store-failed', 'disk I/O error'));
    requests.keepRecovering();
    await pass();
    expect(deeds()).toEqual(['release']);
    await pass(5000 + ROUND_MS);
    expect(deeds()).toEqual(['release', 'run']);
  });

  it.each([
    ['there is no way to reply', (setup: ReturnType<typeof setUp>) => setup.open.mockRejectedValue(new Error('gone'))],
    [
      'there is no saying whether it was shared',
      (setup: ReturnType<typeof setUp>) => setup.wasShared.mockRejectedValue(new Error('invalid_auth')),
    ],
  ])('is not tried for ever: %s', async (_name, breakIt) => {
    const setup = setUp();
    const { requests, abandon, count } = setup;
    const row = abandon({ shares, ageMs: DAY_MS - 60_000 });
    breakIt(setup);
    requests.keepRecovering();
    await pass(2 * MINUTE_MS);
    expect(row.state).toBe('done');
    const releases = count('release');
    expect(releases).toBeGreaterThan(1);
    await pass(2 * MINUTE_MS);
    expect(count('release')).toBe(releases);
  });

  it('replies even after days to what was never taken up', async () => {
    const { requests, abandon, replied } = setUp();
    const row = abandon({ ageMs: 3 * DAY_MS });
    requests.keepRecovering();
    await pass();
    expect(replied()).toHaveLength(1);
    expect(row).toMatchObject({ state: 'done', outcome: 'failed' });
  });

  it('takes over ten a round, so that others have some too', async () => {
    const { requests, abandon, runs } = setUp();
    for (let index = 0; index < 25; index += 1) abandon({ id: `left-${index}` });
    requests.keepRecovering();
    for (const started of [10, 20, 25, 25]) {
      await pass();
      expect(runs).toHaveLength(started);
      await pass(ROUND_MS);
    }
  });

  it('is run by three processes, and by none more: then its requester reads why', async () => {
    const journals = createMemoryJournals(fakeClock);
    const { abandon } = setUp('dead', journals);
    const row = abandon();
    for (const owner of ['second', 'third']) {
      const { requests, runs } = setUp(owner, journals);
      requests.keepRecovering();
      await pass();
      expect(runs).toHaveLength(1);
      // It dies: no more signs of life.
      await requests.stop();
      Object.assign(row, { owner, leaseUntil: -1 });
    }
    const { requests, runs, replied, lines } = setUp('fourth', journals);
    requests.keepRecovering();
    await pass();
    expect(runs).toEqual([]);
    expect(replied()).toEqual([expect.stringMatching(/^reply: gave up in \w+: /)]);
    expect(row).toMatchObject({ state: 'done', outcome: 'failed' });
    expect(lines).toContain('error: A request is given up: each process that ran it died');
  });

  it('replies that it was shared, where it was, though each process died', async () => {
    const { requests, abandon, replied, wasShared } = setUp();
    wasShared.mockResolvedValue(true);
    abandon({ shares, takeovers: 9 });
    requests.keepRecovering();
    await pass();
    expect(replied()).toEqual([expect.stringContaining(shares.at(-1)?.note ?? '')]);
  });

  it('runs those that outlived two processes one at a time: the end of one is none of the others', async () => {
    const { requests, abandon, runs, rows } = setUp();
    for (const id of ['a', 'b']) abandon({ id, takeovers: 1 });
    requests.keepRecovering();
    await pass(3 * ROUND_MS);
    expect(runs).toHaveLength(1);
    expect(rows.get('b')).toMatchObject({ owner: 'dead', takeovers: 1 });
    runs[0]?.end(delivered('shared'));
    await pass(ROUND_MS);
    expect(runs).toHaveLength(2);
  });

  it('is awaited by settled', async () => {
    const { requests, abandon, run } = setUp();
    abandon();
    requests.keepRecovering();
    await pass();
    const settled = vi.fn();
    void requests.settled().then(settled);
    await pass();
    expect(settled).not.toHaveBeenCalled();
    run().end(delivered('shared'));
    await pass();
    expect(settled).toHaveBeenCalledTimes(1);
  });
});

describe('the rounds', () => {
  it('give a sign of life every two seconds, and look for what others left', async () => {
    const { requests, count } = setUp();
    requests.keepRecovering();
    await pass(1999);
    expect([count('renew'), count('claimAbandoned')]).toEqual([1, 2]);
    await pass(1);
    expect([count('renew'), count('claimAbandoned')]).toEqual([2, 4]);
    await pass(8000);
    expect([count('renew'), count('claimAbandoned')]).toEqual([6, 12]);
  });

  it.each(['renew', 'claimAbandoned'] as const)('go on where the database is gone: %s', async (method) => {
    const { requests, count, down, lines } = setUp();
    down.add(method);
    requests.keepRecovering();
    await pass(2 * ROUND_MS);
    expect(count(method)).toBe(3);
    expect(new Set(lines)).toEqual(new Set(['warn: The journal of requests could not be read']));
    down.clear();
    await pass(ROUND_MS);
    expect(lines).toHaveLength(3);
  });

  it('leave what this process works on alone, however long it takes', async () => {
    const { requests, runs, down } = setUp();
    requests.keepRecovering();
    await requests.accept(request, []);
    await pass(MINUTE_MS);
    down.add('renew');
    await pass(MINUTE_MS);
    down.clear();
    await pass(MINUTE_MS);
    expect(runs).toHaveLength(1);
  });

  it('keep it from others as long as there are signs of life, and no longer', async () => {
    const first = setUp('first');
    const second = setUp('second', first.journals);
    for (const { requests } of [first, second]) requests.keepRecovering();
    await first.requests.accept(request, []);
    await pass(MINUTE_MS);
    expect(second.runs).toEqual([]);
    first.down.add('renew');
    await pass(10_000 + 2 * ROUND_MS);
    expect(second.runs).toHaveLength(1);
    await expect(first.run().checkpoint.beginShare(share('F1', 'there it is'))).rejects.toBeInstanceOf(ShareForbidden);
    await expect(second.run().checkpoint.beginShare(share('F2', 'there it is'))).resolves.toBeUndefined();
  });
});

describe('stop', () => {
  it('hands over what has not ended, and gives no sign of life any more', async () => {
    const first = setUp('first');
    const second = setUp('second', first.journals);
    for (const { requests } of [first, second]) requests.keepRecovering();
    await first.requests.accept(request, []);
    await pass(ROUND_MS);
    await first.requests.stop();
    const renewals = first.count('renew');
    await pass(ROUND_MS);
    expect(second.runs).toHaveLength(1);
    await pass(MINUTE_MS);
    expect(first.count('renew')).toBe(renewals);
    await expect(first.run().checkpoint.beginShare(share('F1', 'there it is'))).rejects.toBeInstanceOf(ShareForbidden);
    second.run().end(delivered('shared'));
    await pass();
    expect(second.deeds()).toEqual(['run', 'ending', 'reply: shared', 'done']);
  });

  it('waits no longer for a database that is gone to take a request back', async () => {
    const { requests, run, down } = setUp();
    await requests.accept(request, []);
    down.add('release');
    run().fail(new Error('broken'));
    await pass(MINUTE_MS);
    await requests.stop();
    const settled = vi.fn();
    void requests.settled().then(settled);
    await pass(ROUND_MS);
    expect(settled).toHaveBeenCalledOnce();
  });

  it('ends where nothing can be handed over', async () => {
    const { requests, down, lines } = setUp();
    down.add('handOver');
    await requests.stop();
    expect(lines).toEqual(['error: Requests were not handed over']);
  });
});
