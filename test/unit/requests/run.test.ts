import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Access } from '../../../src/access/access.ts';
import type { PersonFacts } from '../../../src/access/question.ts';
import type { RetryNotice } from '../../../src/cams/account.ts';
import { CamsError } from '../../../src/cams/errors.ts';
import type { FlowRef } from '../../../src/cams/types.ts';
import type { FetchedFile, Fetching, FetchOptions } from '../../../src/flows/fetch/fetch-flow.ts';
import type { DetailsOutcome } from '../../../src/flows/fetch/flow-details.ts';
import { type Checkpoint, ShareForbidden } from '../../../src/requests/checkpoint.ts';
import type { DeliveredTo, Delivery } from '../../../src/requests/delivery.ts';
import type { HeldQuestions } from '../../../src/requests/held-questions.ts';
import { ShareHeld } from '../../../src/requests/hold.ts';
import type { Remember } from '../../../src/requests/remember.ts';
import type { Reply } from '../../../src/requests/replies.ts';
import type { FlowRequest } from '../../../src/requests/request.ts';
import { createRun } from '../../../src/requests/run.ts';
import type { AccessRule } from '../../../src/settings/types.ts';
import { createRecordingLog } from '../slack/support/bolt.ts';
import { details, knownOf } from '../slack/support/flows.ts';
import { fetchedOf, flow, otherFlow, request } from '../slack/support/requests.ts';
import { accessWith } from '../support/access.ts';
import { fakeClock } from '../support/fakes.ts';

const fileOf = (of: FlowRef): FetchedFile => {
  const { details: _, ...file } = fetchedOf(of);
  return file;
};
const CONVERSATION: DeliveredTo = { kind: 'conversation' };
const DIRECTLY: DeliveredTo = { kind: 'direct-message', refusal: 'private' };
const permalink = 'https://files/F1';

/** Delivers well, as the real one does: it begins first. */
const deliversTo =
  (to: DeliveredTo): Delivery['deliver'] =>
  async (_request, _flows, beginShare) => {
    await beginShare({ to, channelId: to.kind === 'conversation' ? 'C1' : 'D1', fileIds: ['F1'] });
    return { to, fileIds: ['F1'], permalink };
  };

interface SetUp {
  /** The outcome of each flow, by its ID; fetched where there is none. */
  results?: Record<string, () => Promise<FetchedFile>>;
  details?: (flow: FlowRef) => Promise<DetailsOutcome>;
  detailsSoFar?: Fetching['detailsSoFar'];
  deliver?: Delivery['deliver'];
  queueOf?: (flow: FlowRef) => Fetching['queue'];
  /** Throws once a delivery has been made. */
  noteOfThrowsAfter?: boolean;
  access?: Access;
  acksSent?: () => Promise<void>;
  isCold?: boolean;
}

function setUp({
  results = {},
  details: detailsOf = async () => knownOf(details),
  detailsSoFar = () => ({ is: 'late' }),
  deliver: delivers = deliversTo(CONVERSATION),
  queueOf = () => ({ ahead: 0, expectedWaitMs: 0 }),
  noteOfThrowsAfter = false,
  access = accessWith(),
  acksSent = async () => {},
  isCold = false,
}: SetUp = {}) {
  const asked: FetchOptions[] = [];
  const deliver = vi.fn(delivers);
  const expects = vi.fn<Delivery['expect']>(async () => {});
  const remember = vi.fn<Remember>(async () => {});
  const keep = vi.fn<HeldQuestions['keep']>(async () => 'q1');
  const beginShare = vi.fn<Checkpoint['beginShare']>(async () => {});
  const { log, lines } = createRecordingLog();
  const warn = vi.spyOn(log, 'warn');
  const reply = {
    progress: vi.fn<Reply['progress']>(async () => {}),
    retrying: vi.fn<Reply['retrying']>(async () => {}),
  };
  const runIt = createRun({
    fetchFlow: (of, options) => {
      asked.push(options);
      const result = results[of.flowId]?.() ?? Promise.resolve(fileOf(of));
      return { queue: queueOf(of), result, details: detailsOf(of), detailsSoFar };
    },
    maySee: (_teamId, account) => account !== 'another',
    access,
    addSinceSeen: async (_teamId, fetched) => [...fetched],
    acksSent,
    inTurn: (work) => work(),
    delivery: { deliver, isCold, expect: expects },
    heldQuestions: { keep },
    replies: {
      heldNote: (_request, hold, question) => JSON.stringify({ question, hold }),
      // Whatever a note is made of shows in it.
      noteOf: ({ userId }, { fetched, failed }, delivered) => {
        if (noteOfThrowsAfter && delivered?.permalink !== undefined) throw new RangeError('too long');
        return JSON.stringify({
          userId,
          fetched: fetched.map((each) => each.flow.flowId),
          failed: failed.map((each) => [each.flow.flowId, String(each.error)]),
          delivered,
        });
      },
    },
    remember,
    clock: fakeClock,
    log,
  });
  const run = (given: Partial<FlowRequest> = {}) => runIt({ ...request, ...given }, reply, { beginShare });
  async function end(given: Partial<FlowRequest> = {}) {
    const { outcome, note } = await run(given).result;
    return { outcome, note: JSON.parse(note) };
  }
  const retry = (notice: RetryNotice) => asked[0]?.onRetry(notice);
  return { run, end, asked, retry, reply, deliver, expects, remember, beginShare, keep, log, lines, warn };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('acks that are due', () => {
  it('shares once no ack is due', async () => {
    const sent = Promise.withResolvers<void>();
    // None when the file came, and one when it was to be shared.
    const acksSent = vi.fn(() => sent.promise).mockResolvedValueOnce();
    const { run, deliver } = setUp({ acksSent });
    const { result } = run();
    await vi.waitFor(() => expect(acksSent).toHaveBeenCalledTimes(2));
    expect(deliver).not.toHaveBeenCalled();
    sent.resolve();
    await result;
    expect(deliver).toHaveBeenCalledOnce();
  });

  it('goes on with what was fetched once no ack is due, and with what was not', async () => {
    const sent = Promise.withResolvers<void>();
    const acksSent = vi.fn(() => sent.promise);
    const { run } = setUp({
      acksSent,
      results: { [flow.flowId]: () => Promise.reject(new CamsError('permission-denied')) },
    });
    const ended = vi.fn();
    const { result } = run();
    void result.then(ended);
    await vi.waitFor(() => expect(acksSent).toHaveBeenCalledOnce());
    expect(ended).not.toHaveBeenCalled();
    sent.resolve();
    expect(await result).toMatchObject({ outcome: 'failed' });
  });

  it('has a cold delivery started while the files are on their way, once no ack is due', async () => {
    const sent = Promise.withResolvers<void>();
    const there = Promise.withResolvers<FetchedFile>();
    const { run, expects, deliver } = setUp({
      isCold: true,
      acksSent: () => sent.promise,
      results: { [flow.flowId]: () => there.promise },
    });
    const started = Promise.withResolvers<void>();
    expects.mockImplementation(async () => started.resolve());
    const { result } = run();
    expect(expects).not.toHaveBeenCalled();
    sent.resolve();
    await started.promise;
    expect(deliver).not.toHaveBeenCalled();
    there.resolve(fileOf(flow));
    await result;
    expect(deliver).toHaveBeenCalledOnce();
  });

  it('leaves a delivery alone that is warm', async () => {
    const { run, expects } = setUp();
    await run().result;
    expect(expects).not.toHaveBeenCalled();
  });
});

describe('what is held back', () => {
  const hold = {
    secrets: [{ flowId: '17b6aa11', kind: 'token', path: '/a', masked: 'eyJ… (90)' }],
    maySecretsBeShared: true,
    organisations: [{ id: 'T2', name: 'Lighthouse' }],
    files: ['ab12'],
  };

  it('is no failure: the requester is asked, by a question that is kept without the way to reply', async () => {
    const { run, keep, remember, warn } = setUp({ deliver: () => Promise.reject(new ShareHeld(hold)) });
    const { outcome, note, end } = await run().result;
    expect(outcome).toBe('held');
    expect(JSON.parse(note)).toEqual({ question: 'q1', hold });
    expect(end).toEqual({ flows: [{ flowId: '17b6aa11', outcome: 'held' }] });
    const [[question] = []] = keep.mock.calls;
    expect(question).toMatchObject({ teamId: 'T1', userId: 'U1', channelId: 'C1' });
    expect(JSON.parse(question?.body ?? '').share).toMatchObject({
      hasSecrets: true,
      files: ['ab12'],
      organisations: ['T2'],
    });
    expect(question?.body).not.toContain('hooks.slack.com');
    expect(remember).not.toHaveBeenCalled();
    expect(warn).not.toHaveBeenCalled();
  });

  it('fails where the question can not be kept', async () => {
    const { end, keep } = setUp({ deliver: () => Promise.reject(new ShareHeld(hold)) });
    keep.mockRejectedValue(new Error('disk full'));
    expect(await end()).toMatchObject({ outcome: 'failed', note: { failed: [['17b6aa11', 'Error: disk full']] } });
  });
});

describe('createRun', () => {
  it('gives at once what the request met, and later what came of it', async () => {
    const { run, reply } = setUp();
    const { started, result } = run();
    expect(started).toEqual({ queues: [{ ahead: 0, expectedWaitMs: 0 }], expectedMs: 1000 });
    const { outcome, note } = await result;
    expect(outcome).toBe('delivered');
    expect(JSON.parse(note)).toEqual({
      userId: 'U1',
      fetched: ['17b6aa11'],
      failed: [],
      delivered: { to: CONVERSATION, fileIds: ['F1'], permalink },
    });
    // Whoever runs it replies the end, once it is written down.
    expect(reply.progress).not.toHaveBeenCalled();
    expect(reply.retrying).not.toHaveBeenCalled();
  });

  it('expects the longest queue to take longest', () => {
    const waits: Record<string, Fetching['queue']> = {
      '17b6aa11': { ahead: 9, expectedWaitMs: 1800 },
      '17b6aa12': undefined,
    };
    const { run } = setUp({ queueOf: ({ flowId }) => waits[flowId] });
    const { started } = run({ flows: [flow, otherFlow] });
    expect(started).toEqual({ queues: [{ ahead: 9, expectedWaitMs: 1800 }, undefined], expectedMs: 2800 });
  });

  it('refuses a flow whose account does not serve the workspace, also after a restart, and asks for none of it', async () => {
    const { run, asked, deliver } = setUp();
    const { outcome, note } = await run({ flows: [{ ...flow, account: 'another' }] }).result;
    expect([outcome, asked, deliver.mock.calls]).toEqual(['failed', [], []]);
    expect(JSON.parse(note).failed).toEqual([['17b6aa11', 'CamsError: account-unknown']]);
  });

  const lost = (effect: Partial<AccessRule>) =>
    accessWith({ rules: [{ ...{ name: 'no more', effect: 'deny', rights: ['fetch'] }, ...effect } as AccessRule] });
  const everybody: AccessRule['who'] = [{ kind: 'everybody' }];

  it('refuses a requester who has lost the right since it was accepted, by its rule, and asks for nothing', async () => {
    const { run, asked, deliver, remember } = setUp({ access: lost({ who: everybody }) });
    const { outcome, note, end } = await run({ flows: [flow, otherFlow] }).result;
    expect([outcome, asked, deliver.mock.calls, remember.mock.calls]).toEqual(['failed', [], [], []]);
    expect(JSON.parse(note).failed).toEqual([
      ['17b6aa11', 'NotAllowed: Not allowed: fetch (no more, rule)'],
      ['17b6aa12', 'NotAllowed: Not allowed: fetch (no more, rule)'],
    ]);
    expect(end).toEqual({
      flows: [
        { flowId: '17b6aa11', outcome: 'not-allowed' },
        { flowId: '17b6aa12', outcome: 'not-allowed' },
      ],
      rule: 'no more',
    });
  });

  it('refuses as well where Slack says only then who it is', async () => {
    const { promise, resolve } = Promise.withResolvers<PersonFacts>();
    const { run, asked, deliver } = setUp({ access: accessWith({}, { person: () => promise }) });
    const { result } = run();
    resolve({ kind: 'guest', isAdmin: false });
    const { outcome, note } = await result;
    expect([outcome, asked, deliver.mock.calls]).toEqual(['failed', [], []]);
    expect(JSON.parse(note).failed).toEqual([['17b6aa11', 'NotAllowed: Not allowed: fetch (members, guest)']]);
  });

  it('delivers those flows of a request that its requester still may have', async () => {
    const which = [{ account: otherFlow.account, space: undefined, flow: otherFlow.flowId }];
    const { run, asked, deliver } = setUp({ access: lost({ who: everybody, which }) });
    const { outcome, note, end } = await run({ flows: [flow, otherFlow] }).result;
    expect([outcome, asked.length, deliver.mock.calls.length]).toEqual(['delivered', 1, 1]);
    expect(JSON.parse(note).fetched).toEqual(['17b6aa11']);
    expect(end.flows).toMatchObject([{ outcome: 'delivered' }, { flowId: '17b6aa12', outcome: 'not-allowed' }]);
  });

  it.each<[AccessRule['rights'], string[]]>([
    [['settings'], ['fetch', 'list', 'watch', 'compare', 'check']],
    [
      ['watch', 'list'],
      ['fetch', 'compare', 'check'],
    ],
  ])('offers with a result what the requester may do with it there: not %j', async (rights, offered) => {
    const { end, deliver } = setUp({ access: lost({ who: everybody, rights }) });
    await end();
    expect(deliver.mock.calls[0]?.[1]).toMatchObject([{ offered }]);
  });

  it('delivers what was fetched, and remembers it', async () => {
    const { end, deliver, remember, lines } = setUp({ details: async () => knownOf(details) });
    await end();
    expect(deliver).toHaveBeenCalledExactlyOnceWith(
      request,
      [expect.objectContaining(fetchedOf(flow, knownOf(details)))],
      expect.any(Function),
      0,
    );
    expect(remember).toHaveBeenCalledExactlyOnceWith(request, [
      expect.objectContaining(fetchedOf(flow, knownOf(details))),
    ]);
    expect(lines).toEqual(['info: Delivered']);
  });

  it.each([true, undefined])('asks for a fresh file where that is wanted: %s', async (isFresh) => {
    const { end, asked } = setUp();
    await end({ isFresh });
    expect(asked.map((options) => options.isFresh)).toEqual([isFresh]);
    expect(asked.map((options) => options.requester)).toEqual(['T1/U1']);
  });

  it('replies while a call waits to be made again', async () => {
    const { run, reply, retry } = setUp();
    const { result } = run();
    retry({ inMs: 1200 });
    expect(reply.retrying.mock.calls).toEqual([[flow, 1200]]);
    expect((await result).outcome).toBe('delivered');
  });

  it.each([
    ['a fault of the API', () => new CamsError('timeout'), 'timeout'],
    ['what something unexpected went wrong', () => new TypeError('x is not a function'), 'unknown'],
  ])('fails after %s, and delivers nothing', async (_name, error, kind) => {
    const thrown = error();
    const { end, deliver, beginShare, lines, warn } = setUp({ results: { '17b6aa11': () => Promise.reject(thrown) } });
    expect(await end()).toMatchObject({
      outcome: 'failed',
      note: { fetched: [], failed: [['17b6aa11', String(thrown)]] },
    });
    expect(deliver).not.toHaveBeenCalled();
    expect(beginShare).not.toHaveBeenCalled();
    expect(lines).toEqual(['warn: Not delivered']);
    const context = { flow, teamId: 'T1', userId: 'U1', channelId: 'C1' };
    expect(warn).toHaveBeenCalledExactlyOnceWith({ ...context, kind, err: thrown }, 'Not delivered');
  });

  it('fails where the files are not taken, and remembers nothing', async () => {
    const { end, remember, lines } = setUp({ deliver: () => Promise.reject(new Error('no room')) });
    expect(await end()).toMatchObject({
      outcome: 'failed',
      note: { fetched: [], failed: [['17b6aa11', 'Error: no room']] },
    });
    expect(remember).not.toHaveBeenCalled();
    expect(lines).toEqual(['warn: Not delivered']);
  });
});

describe('what follows a delivery', () => {
  const thrown = () => {
    throw new RangeError('Maximum call stack size exceeded');
  };

  it.each<[string, (parts: ReturnType<typeof setUp>) => unknown]>([
    ['what remembers rejects', ({ remember }) => remember.mockRejectedValue(new Error('disk full'))],
    ['what remembers throws', ({ remember }) => remember.mockImplementation(thrown)],
    ['the log throws', ({ log }) => vi.spyOn(log, 'info').mockImplementation(thrown)],
  ])('makes no failure of it where %s: it is logged', async (_name, breaks) => {
    const parts = setUp();
    breaks(parts);
    expect(await parts.end()).toMatchObject({ outcome: 'delivered', note: { delivered: { permalink }, failed: [] } });
    expect(parts.lines).toContainEqual('error: Delivered, and something that follows went wrong');
    expect(parts.lines).not.toContainEqual('warn: Not delivered');
    expect(parts.deliver).toHaveBeenCalledTimes(1);
  });

  it('leaves the words that were written down before the share where there are no better ones', async () => {
    const { end, lines } = setUp({ noteOfThrowsAfter: true });
    const { outcome, note } = await end();
    expect(outcome).toBe('delivered');
    expect(note).toMatchObject({ fetched: ['17b6aa11'], failed: [], delivered: { to: CONVERSATION } });
    expect(lines).toEqual(['info: Delivered', 'error: Delivered, and something that follows went wrong']);
  });

  it('makes no failure of it where all of it throws', async () => {
    const parts = setUp({ noteOfThrowsAfter: true });
    parts.remember.mockImplementation(thrown);
    vi.spyOn(parts.log, 'info').mockImplementation(thrown);
    expect(await parts.end()).toMatchObject({ outcome: 'delivered', note: { failed: [] } });
  });
});

describe('a share that is about to be made', () => {
  it.each([
    [CONVERSATION, 'C1'],
    [DIRECTLY, 'D1'],
  ])('is noted with where it goes and what is replied of it: %j', async (to, channelId) => {
    const { end, beginShare } = setUp({ deliver: deliversTo(to) });
    await end();
    const [[share] = []] = beginShare.mock.calls;
    expect(share).toMatchObject({ channelId, fileIds: ['F1'] });
    expect(JSON.parse(share?.note ?? '')).toEqual({
      userId: 'U1',
      fetched: ['17b6aa11'],
      failed: [],
      delivered: { to },
    });
  });

  it.each([1, 2])('is not made where it is forbidden, and nothing is replied of it: %i flows', async (count) => {
    const { run, remember, beginShare } = setUp();
    const forbidden = new ShareForbidden('of another process');
    beginShare.mockRejectedValue(forbidden);
    await expect(run({ flows: [flow, otherFlow].slice(0, count) }).result).rejects.toBe(forbidden);
    expect(remember).not.toHaveBeenCalled();
  });
});

describe('the details', () => {
  it.each([
    ['one flow', [flow], 1000],
    ['several flows', [flow, otherFlow], 2000],
  ])('keep the files of %s waiting for a while, and no longer', async (_name, flows, patienceMs) => {
    const { run, deliver } = setUp({ details: () => new Promise(() => {}) });
    const { result } = run({ flows });
    await vi.advanceTimersByTimeAsync(patienceMs - 1);
    expect(deliver).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await result;
    expect(deliver.mock.calls[0]?.[1]).toMatchObject(flows.map((each) => fetchedOf(each)));
  });

  it('are there for each flow that they came for in time', async () => {
    const { run, deliver } = setUp({
      details: ({ flowId }) => (flowId === flow.flowId ? Promise.resolve(knownOf(details)) : new Promise(() => {})),
    });
    const { result } = run({ flows: [flow, otherFlow] });
    await vi.advanceTimersByTimeAsync(2000);
    await result;
    expect(deliver.mock.calls[0]?.[1].map((each) => each.details)).toEqual([knownOf(details), { is: 'late' }]);
  });

  it('that a dropped call keeps away are called dropped, not late', async () => {
    const why = { kind: 'rate-limited', code: 'Throttling', action: undefined } as const;
    const detailsSoFar = () => ({ is: 'refused', why }) as const;
    const { run, deliver } = setUp({ details: () => new Promise(() => {}), detailsSoFar });
    const { result } = run();
    await vi.advanceTimersByTimeAsync(1000);
    await result;
    expect(deliver.mock.calls[0]?.[1].map((each) => each.details)).toEqual([{ is: 'refused', why }]);
  });
});

describe('a request for several flows', () => {
  const flows = [flow, otherFlow];
  const failing = { '17b6aa12': () => Promise.reject(new CamsError('timeout')) };

  it('is delivered as one', async () => {
    const { end, deliver } = setUp();
    expect(await end({ flows })).toMatchObject({ outcome: 'delivered', note: { fetched: ['17b6aa11', '17b6aa12'] } });
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(deliver.mock.calls[0]?.[1].map((each) => each.flow)).toEqual(flows);
  });

  it('delivers what is there, and notes which failed', async () => {
    const { end, deliver, beginShare } = setUp({ results: failing });
    const { outcome, note } = await end({ flows });
    expect(outcome).toBe('delivered');
    expect(note).toMatchObject({ fetched: ['17b6aa11'], failed: [['17b6aa12', expect.stringContaining('timeout')]] });
    expect(deliver.mock.calls[0]?.[1].map((each) => each.flow)).toEqual([flow]);
    expect(JSON.parse(beginShare.mock.calls[0]?.[0].note ?? '')).toMatchObject({ failed: note.failed });
  });

  it('fails as a whole where no file is taken', async () => {
    const { end } = setUp({ results: failing, deliver: () => Promise.reject(new Error('no room')) });
    const { outcome, note } = await end({ flows });
    expect(outcome).toBe('failed');
    expect(note.fetched).toEqual([]);
    expect(note.failed.map(([flowId]: [string]) => flowId)).toEqual(['17b6aa12', '17b6aa11']);
  });

  it('has no reply for each retry, but says now and then how far it is', async () => {
    const slow = () => new Promise<FetchedFile>((resolve) => void setTimeout(() => resolve(fileOf(otherFlow)), 8000));
    const first = () => new Promise<FetchedFile>((resolve) => void setTimeout(() => resolve(fileOf(flow)), 4000));
    const { run, reply, retry } = setUp({ results: { '17b6aa11': first, '17b6aa12': slow } });
    const { result } = run({ flows });
    retry({ inMs: 1200 });
    await vi.advanceTimersByTimeAsync(8000);
    await result;
    expect(reply.retrying).not.toHaveBeenCalled();
    expect(reply.progress.mock.calls).toEqual([[{ done: 1, total: 2, leftMs: 4000 }]]);
  });
});
